"""From a span to its entity: for statements' sources and events' parties."""

from __future__ import annotations

from onrecord.reading.context import Context
from onrecord.record import Entity, Range


def resolve(context: Context, span: Range) -> Entity | None:
    """The entity that `span` names, by `context.entities`.

    The mention that is the span; else the one that heads it (the widest within the span that holds its
    head token); else the narrowest that holds the head token.
    """
    exact = context.entity_at.get((span.start, span.end))
    tokens = context.parse.tokens(span)
    if exact is not None or not tokens:
        return exact
    head = context.parse.root(tokens)
    first, last = context.parse.start[head], context.parse.end[head]
    holding = [(m, e) for e in context.entities for m in e.mentions if m.start <= first and last <= m.end]
    inside = [(m.end - m.start, m.start, e) for m, e in holding if span.covers(m)]
    if inside:
        return max(inside, key=lambda found: found[:2])[2]
    return min(((m.end - m.start, m.start, e) for m, e in holding), key=lambda f: f[:2], default=(0, 0, None))[2]
