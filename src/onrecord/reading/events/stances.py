"""Events that a statement's act makes: blaming, praising, threatening and promising are events too."""

from __future__ import annotations

from onrecord.reading.context import Context
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.triggers import Trigger
from onrecord.record.labels import Act, EventType

TYPES: dict[Act, tuple[EventType, str | None]] = {
    "accuse": ("ACCUSE", "disapprove"),
    "praise": ("SUPPORT", None),
    "threaten": ("THREATEN", None),
    "promise": ("AGREE", None),
}


def stances(context: Context, syntax: Syntax, found: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """`found` and a trigger for each cue of such an act that the lexicon left alone, in text order."""
    p = context.parse
    taken = {i for t in found for i in range(t.first, t.last)}
    made: list[Trigger] = []
    for statement in context.statements:
        if statement.cue is None or statement.act not in TYPES:
            continue
        tokens = p.tokens(statement.cue)
        head = next((i for i in reversed(tokens) if p.pos[i] in ("VERB", "NOUN")), None)
        if head is not None and taken.isdisjoint(tokens):
            kind, mode = TYPES[statement.act]
            last = tokens[-1] + 1 if p.dep[tokens[-1]] in ("prt", "prep") else head + 1
            made.append(Trigger(head, max(last, head + 1), head, kind, mode, 0.5))
            taken.update(tokens)
    return tuple(sorted((*found, *made), key=lambda t: t.first))
