"""Events as event data codes them: what PLOVER folds, what is left out, and whose codes the parties have.

The record keeps the plain type of what was or is to be done, with a status. PLOVER has no status: what is yet to come
is folded into other types, the rest belongs to its auxiliary modes, which stand among the contexts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.knowledge.plover.goldstein import goldstein
from onrecord.knowledge.plover.tables import quad
from onrecord.record import Entity, Event, Party, Record

COOPERATION = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Announced, these are agreements (PLOVER, under AGREE)."""
ALREADY = frozenset({"AGREE", "CONCEDE"})
"""Words about what is to come: planned or done, one type (PLOVER, under CONCEDE)."""
AUXILIARY = {"planned": "future", "possible": "hypothetical", "called_off": "negation", "denied": "negation"}
"""PLOVER's auxiliary mode for each status but `happened`."""
INTERNATIONAL = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM"})
"""Sectors that PLOVER has in the place of a country."""
RENAMED = {"MED": "JRN", "HLH": "MED"}
"""Sectors of the record that PLOVER 2.0 calls otherwise: media, health."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A party as a code: `country` ISO 3166-1 alpha-3 or one of PLOVER's international codes, or None."""

    text: str
    name: str
    country: str | None
    sector: str | None
    title: str | None
    entity: str | None


@dataclass(frozen=True)
class CodedEvent:
    """One event as coded: type, mode and contexts after folding, `day` to `until` in ISO 8601."""

    record: Record
    event: Event
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    day: str
    until: str | None
    own_date: bool
    actors: tuple[Coded, ...]
    recipients: tuple[Coded, ...]

    @property
    def id(self) -> str:
        """Unique in an export: the report's id and the event's."""
        return f"{self.record.id}/{self.event.id}"

    @property
    def quad(self) -> int:
        """PLOVER's quad code."""
        return quad(self.type)

    @cached_property
    def weight(self) -> float:
        """Conflict and cooperation, -10 to 10, of the type and mode as coded."""
        scores = goldstein()
        return scores.get((self.type, self.mode or ""), scores[self.type, ""])

    @cached_property
    def paragraph(self) -> int | None:
        """The number of the paragraph that the event stands in, from 1."""
        spans = enumerate(self.record.article.paragraphs, 1)
        return next((n for n, p in spans if p.start <= self.event.trigger.start < p.end), None)


@dataclass
class Coder:
    """Codes the events of records, and counts what it leaves out, by reason.

    Without `every` it leaves out what is denied, called off or possible, and plans that PLOVER does not fold; with it
    they come with their auxiliary mode. What has no day, by its own date or as news by its report's, is left out.
    """

    every: bool = False
    left_out: Counter[str] = field(default_factory=Counter)

    def events(self, record: Record) -> Iterator[CodedEvent]:
        """The events of a record that are coded, in text order."""
        entities = {entity.id: entity for entity in record.entities}
        for event in record.events:
            kind, mode, auxiliary = folded(event)
            if auxiliary in AUXILIARY.values() and not self.every:
                self.left_out[event.status] += 1
                continue
            dated = _day(record, event, kind)
            if dated is None:
                self.left_out["undated"] += 1
                continue
            extra = [auxiliary] if auxiliary else []
            extra += ["historical"] if event.recency == "background" else []
            yield CodedEvent(
                record, event, kind, mode, (*event.context, *extra), *dated,
                actors=tuple(_coded(p, entities) for p in event.actors),
                recipients=tuple(_coded(p, entities) for p in event.recipients),
            )  # fmt: skip


def folded(event: Event) -> tuple[str, str | None, str | None]:
    """Type, mode and auxiliary mode of an event as PLOVER has it."""
    if event.status == "planned":
        if event.type in COOPERATION:
            return "AGREE", None, None
        if event.type == "RETREAT":
            return "CONCEDE", None, None
        if event.type in ALREADY:
            return event.type, event.mode, None
    return event.type, event.mode, AUXILIARY.get(event.status)


def _day(record: Record, event: Event, kind: str) -> tuple[str, str | None, bool] | None:
    """First day, last day where it is another, and whether they are the event's own."""
    announced = event.status == "planned" and (kind != event.type or kind in ALREADY)
    if event.when is not None and not announced:
        return event.when.start, event.when.end if event.when.end != event.when.start else None, True
    if record.article.day is None or event.recency == "background":
        return None
    return record.article.day, None, False


def _coded(party: Party, entities: dict[str, Entity]) -> Coded:
    entity = entities.get(party.entity or "")
    if entity is None:
        return Coded(party.text, party.text, None, None, None, None)
    country, sector = entity.country, entity.sector
    if country is None and sector in INTERNATIONAL:
        country, sector = sector, None
    sector = RENAMED.get(sector, sector) if sector else None
    title = entity.roles[0].title if entity.roles else None
    return Coded(party.text, entity.name, country, sector, title, entity.id)
