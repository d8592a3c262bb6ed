"""A record as brat's stand-off format (https://brat.nlplab.org/standoff.html): a `.txt` and an `.ann` file.

Statements and events are brat events: the trigger is the cue or the event's trigger, parties, source and content are
text bounds of their own. A statement that no word anchors has its content as trigger. `CONFIGURATION` goes beside them.
"""

from __future__ import annotations

from typing import get_args

from onrecord.record import Event, Range, Record, Statement
from onrecord.record.labels import Act, EntityKind, EventType, FigureKind, Manner, Recency, Status, TimeType

_KINDS = tuple(kind.capitalize() for kind in get_args(EntityKind))
_ARGUMENTS = "Actor*:<ENTITY>, Recipient*:<ENTITY>, Voice?:<EVENT>"
CONFIGURATION = "\n".join([
    "[entities]", *_KINDS, "Party", "Source", "Content", *(f"Figure_{kind}" for kind in get_args(FigureKind)),
    *get_args(TimeType),
    "[relations]", "[events]", *(f"{kind} {_ARGUMENTS}" for kind in get_args(EventType)),
    "Statement Source?:Source, Content*:Content, Parent?:Statement",
    "[attributes]", f"Status Arg:<EVENT>, Value:{'|'.join(get_args(Status))}",
    f"Recency Arg:<EVENT>, Value:{'|'.join(get_args(Recency))}", f"Act Arg:Statement, Value:{'|'.join(get_args(Act))}",
    f"Manner Arg:Statement, Value:{'|'.join(get_args(Manner))}", "",
])  # fmt: skip


class _Lines:
    """Lines of an `.ann` file, numbered within their letter."""

    def __init__(self, text: str) -> None:
        self.text, self.lines, self.counts = text, list[str](), dict[str, int]()

    def add(self, letter: str, rest: str) -> str:
        """Add a line, and say its id."""
        self.counts[letter] = self.counts.get(letter, 0) + 1
        name = f"{letter}{self.counts[letter]}"
        self.lines.append(f"{name}\t{rest}")
        return name

    def span(self, label: str, span: Range) -> str:
        """A text bound; one that goes on over a line break is in pieces."""
        pieces, at = [], span.start
        for part in self.text[span.start : span.end].split("\n"):
            if part.strip():
                pieces.append((at, at + len(part)))
            at += len(part) + 1
        offsets = ";".join(f"{a} {b}" for a, b in pieces)
        return self.add("T", f"{label} {offsets}\t{' '.join(self.text[a:b] for a, b in pieces)}")

    def note(self, about: str, text: str) -> None:
        """A remark on an annotation."""
        self.add("#", f"AnnotatorNotes {about}\t{text}")


def brat(record: Record) -> str:
    """The `.ann` file of a record; its `.txt` file is the article's text."""
    out = _Lines(record.article.text)
    for entity in record.entities:
        for mention in entity.mentions:
            known = " ".join(filter(None, (entity.id, entity.name, entity.code)))
            out.note(out.span(entity.kind.capitalize(), mention), known)
    for figure in record.figures:
        out.note(out.span(f"Figure_{figure.kind}", figure.number), f"value={figure.value}")
    for time in record.times:
        out.note(out.span(time.type, time.span), time.value)
    anchored = [s for s in record.statements if _anchor(s) is not None]
    said = {s.id: f"E{n}" for n, s in enumerate(anchored, 1)}
    for statement in anchored:
        _statement(out, statement, said)
    for event in record.events:
        _event(out, event, said)
    return "".join(f"{line}\n" for line in out.lines)


def _anchor(s: Statement) -> Range | None:
    return s.cue or (s.content[0] if s.content else s.source)


def _statement(out: _Lines, s: Statement, said: dict[str, str]) -> None:
    anchor = _anchor(s)
    assert anchor is not None
    parts = [f"Statement:{out.span('Statement', anchor)}"]
    parts += [f"Source:{out.span('Source', s.source)}"] if s.source else []
    parts += [f"Content{n if n > 1 else ''}:{out.span('Content', c)}" for n, c in enumerate(s.content, 1)]
    parts += [f"Parent:{said[s.parent]}"] if s.parent in said else []
    made = out.add("E", " ".join(parts))
    out.add("A", f"Act {made} {s.act}")
    if s.manner:
        out.add("A", f"Manner {made} {s.manner}")


def _event(out: _Lines, e: Event, said: dict[str, str]) -> None:
    parts = [f"{e.type}:{out.span(e.type, e.trigger)}"]
    for role, parties in (("Actor", e.actors), ("Recipient", e.recipients)):
        parts += [f"{role}{n if n > 1 else ''}:{out.span('Party', p)}" for n, p in enumerate(parties, 1)]
    parts += [f"Voice:{said[e.voice]}"] if e.voice in said else []
    made = out.add("E", " ".join(parts))
    out.add("A", f"Status {made} {e.status}")
    out.add("A", f"Recency {made} {e.recency}")
    labels = {"mode": e.mode, "context": ",".join(e.context)}
    if any(labels.values()):
        out.note(made, " ".join(f"{name}={value}" for name, value in labels.items() if value))
