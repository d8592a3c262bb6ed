"""A report's text cut into pieces at the edges of its items, each piece with what it belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.record import Record
from onrecord.record.span import Range
from onrecord.web.pages.voices import Voice

PART = 4_000
"""Words of a page; a longer report has several."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` that plays a part in an item.

    `part`: s source, q cue, c content, a anonymity, t trigger, x actor, y recipient, p place, n number, o what is
    counted, w time, l plan, m mention, + what this outlet added. `css`: classes; `is_anchor`: where the item's link
    leads.
    """

    start: int
    end: int
    item: str
    part: str
    css: str = ""
    is_anchor: bool = False
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an item's permanent link leads; with a `voice`, a letter to be seen stands there."""

    item: str
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in the same marks throughout. `tokens`: `item.part` of each, parted by spaces; `link`: an event's id."""

    text: str
    css: str
    tokens: str
    anchors: tuple[Anchor, ...]
    link: str | None
    is_last: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, counted from 1 through the report."""

    number: int
    pieces: tuple[Piece, ...]
    items: tuple[str, ...]


def marks_of(record: Record, voices: Mapping[str, Voice], added: Sequence[Range] = ()) -> list[Mark]:
    """All marks of a record, in text order, the longer first."""
    found = [*_statements(record, voices), *_events(record), *_measures(record), *_mentions(record)]
    found += [Mark(r.start, r.end, "", "+", "own") for r in added]
    return sorted(found, key=lambda m: (m.start, -m.end))


def _statements(record: Record, voices: Mapping[str, Voice]) -> Iterator[Mark]:
    for s in record.statements:
        voice = voices[s.id]
        for n, words in enumerate(s.content):
            yield Mark(words.start, words.end, s.id, "c", f"said {voice.css}", n == 0, voice if n == 0 else None)
        for span, part, css in ((s.source, "s", f"source {voice.css}"), (s.cue, "q", "cue"), (s.anonymity, "a", "")):
            if span is not None:
                leads = not s.content and part == ("q" if s.cue else "s")
                yield Mark(span.start, span.end, s.id, part, css, leads, voice if leads else None)


def _events(record: Record) -> Iterator[Mark]:
    for e in record.events:
        yield Mark(e.trigger.start, e.trigger.end, e.id, "t", f"event {e.status}", True)
        for parties, part in ((e.actors, "x"), (e.recipients, "y")):
            yield from (Mark(p.start, p.end, e.id, part) for p in parties)
        if e.place is not None:
            yield Mark(e.place.span.start, e.place.span.end, e.id, "p")


def _measures(record: Record) -> Iterator[Mark]:
    for f in record.figures:
        yield Mark(f.number.start, f.number.end, f.id, "n", "figure", True)
        if f.of is not None:
            yield Mark(f.of.start, f.of.end, f.id, "o")
    for t in record.times:
        yield Mark(t.span.start, t.span.end, t.id, "w", "time", True)
    for p in record.plans:
        yield Mark(p.what.start, p.what.end, p.id, "l", "plan", True)


def _mentions(record: Record) -> Iterator[Mark]:
    for entity in record.entities:
        for n, mention in enumerate(entity.mentions):
            yield Mark(mention.start, mention.end, entity.id, "m", "", n == 0)


def parts(text: str, paragraphs: Sequence[Range]) -> list[range]:
    """Numbers of the paragraphs (from 0) of each page of a report."""
    made, start, words = [], 0, 0
    for n, p in enumerate(paragraphs):
        size = text.count(" ", p.start, p.end) + 1
        if words and words + size > PART:
            made.append(range(start, n))
            start, words = n, 0
        words += size
    return [*made, range(start, len(paragraphs))]


def pieces(record: Record, marks: Sequence[Mark], numbers: Iterable[int]) -> list[Paragraph]:
    """The paragraphs of those numbers, cut. `marks` are in text order."""
    longest = max((m.end - m.start for m in marks), default=0)
    starts = [m.start for m in marks]
    made = []
    for number in numbers:
        p = record.article.paragraphs[number]
        near = marks[bisect_left(starts, p.start - longest) : bisect_left(starts, p.end)]
        here = [m for m in near if m.end > p.start]
        items = dict.fromkeys(m.item for m in here if m.is_anchor and m.start >= p.start)
        made.append(Paragraph(number + 1, tuple(_cut(record.article.text, p, here)), tuple(items)))
    return made


def _cut(text: str, paragraph: Range, marks: Sequence[Mark]) -> Iterator[Piece]:
    inside = (edge for m in marks for edge in (m.start, m.end) if paragraph.start < edge < paragraph.end)
    cuts = sorted({paragraph.start, paragraph.end, *inside})
    open_, waiting = [], 0
    for start, end in pairwise(cuts):
        while waiting < len(marks) and marks[waiting].start <= start:
            open_.append(marks[waiting])
            waiting += 1
        open_ = [m for m in open_ if m.end > start]
        yield _piece(text[start:end], start, end, open_)


def _piece(words: str, start: int, end: int, covering: Sequence[Mark]) -> Piece:
    css: dict[str, None] = {}
    for m in covering:
        if m.css.startswith("said "):
            # within a statement that another one holds, the inner voice is the one that speaks
            css = {name: None for name in css if name != "said" and name not in _COLOURS}
        css |= dict.fromkeys(m.css.split())
    trigger = next((m for m in reversed(covering) if m.part == "t"), None)
    return Piece(
        text=words,
        css=" ".join(css),
        tokens=" ".join(dict.fromkeys(f"{m.item}.{m.part}" for m in covering if m.item)),
        anchors=tuple(Anchor(m.item, m.voice) for m in covering if m.is_anchor and m.start == start),
        link=trigger.item if trigger else None,
        is_last=trigger is not None and trigger.end == end,
    )


_COLOURS = frozenset(f"v{n}" for n in range(7))
