"""The record of one report: its article and all layers, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from onrecord.record.article import Article
from onrecord.record.entity import Entity
from onrecord.record.errors import require
from onrecord.record.event import REPORTER, Event
from onrecord.record.html import page
from onrecord.record.json import decode, encode
from onrecord.record.measure import Figure, Time
from onrecord.record.plan import Plan
from onrecord.record.span import Item, Span
from onrecord.record.statement import Statement

SCHEMA: Literal["onrecord/1"] = "onrecord/1"


class MadeBy(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What made a record: versions of the program, codebook, models and tables, digest of the settings."""

    onrecord: str
    codebook: str
    models: dict[str, str]
    knowledge: dict[str, str]
    settings: str


class Record(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who said what, who did what to whom, how many, when, on whose word, of one report.

    Every span's words stand in `article.text` at its offsets and every reference names an item of
    the record: anything else raises `RecordError`, also when read from JSON.
    """

    schema: Literal["onrecord/1"] = SCHEMA
    id: str
    article: Article
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    plans: tuple[Plan, ...] = ()
    made_by: MadeBy

    def __post_init__(self) -> None:
        text = self.article.text
        for span in self.spans():
            require(
                text[span.start : span.end] == span.text,
                f"span {span.start}-{span.end} says {span.text!r}, the text has {text[span.start : span.end]!r}",
            )
        known = self._ids()
        for owner, reference in self._references():
            require(reference in known, f"{owner} points to {reference}, which is no item of the record")

    def spans(self) -> Iterator[Span]:
        """Every span of every layer."""
        for item in self._items():
            yield from _spans(item)

    def _items(self) -> Iterator[Item]:
        for layer in (self.entities, self.statements, self.events, self.figures, self.times, self.plans):
            yield from layer

    def _ids(self) -> set[str]:
        ids = [item.id for item in self._items()]  # type: ignore[attr-defined]
        require(len(ids) == len(set(ids)), "two items of the record have one id")
        return {*ids, REPORTER}

    def _references(self) -> Iterator[tuple[str, str]]:
        for s in self.statements:
            yield from ((s.id, r) for r in (s.source_entity, s.time, s.parent) if r)
        for e in self.events:
            parties = (p.entity for p in e.actors + e.recipients)
            yield from ((e.id, r) for r in (e.time, e.voice, *parties) if r)
        for f in self.figures:
            yield from ((f.id, r) for r in (f.voice, f.event) if r)
        for p in self.plans:
            yield from ((p.id, r) for step in p.steps for r in (step.event, step.voice) if r)
            yield from ((p.id, r) for r in p.parties)

    def to_json(self) -> str:
        """The record as one line of JSON, keys in the order of the schema."""
        return encode(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> Record:
        """Read `to_json`'s form back. Raises `RecordError` that names the path of what is wrong."""
        return decode(text, cls)

    def to_html(self) -> str:
        """The record as one self-contained page: the text marked and linked to the items."""
        return page(self)

    def _repr_html_(self) -> str:
        return page(self)

    def __repr__(self) -> str:
        counts = (("statements", self.statements), ("events", self.events), ("figures", self.figures))
        return f"<Record {self.id!r}: {', '.join(f'{len(items)} {name}' for name, items in counts)}>"


def _spans(item: object) -> Iterator[Span]:
    if isinstance(item, Span):
        yield item
    elif isinstance(item, Item):
        for name in item.__struct_fields__:
            value = getattr(item, name)
            for part in value if isinstance(value, tuple) else (value,):
                yield from _spans(part)
