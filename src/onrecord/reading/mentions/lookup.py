"""From a span to its entity: for statements' sources and events' parties."""

from __future__ import annotations

from onrecord.language import Parse
from onrecord.reading.context import Context
from onrecord.reading.mentions.appositions import appositions
from onrecord.record import Entity, Range, Span

TITLES = ("compound", "amod", "nmod")


def resolve(context: Context, span: Range) -> Entity | None:
    """The entity that `span` names, by `context.entities`.

    That of the person's name that a description in the span goes with; else of the mention that is the
    span; else of the one that heads it (the widest within the span that holds its head token); else of the
    narrowest that holds the head token.
    """
    name = _apposed(context.parse, span)
    found = _resolve(context, name) if name else None
    return found or _named_at_end(context, span) or _resolve(context, span)


def namesake(context: Context, label: str) -> Entity | None:
    """Whose name alone ends with the words of a speaker's label: "SAND" and "Vera Sand"; None where two have it."""
    words = label.lower()
    fitting = [
        e
        for e in context.entities
        if any(m.form == "name" and f" {m.text.lower()}".endswith(f" {words}") for m in e.mentions)
    ]
    fuller = [e for e in fitting if len(e.name.split()) > len(words.split())]
    found = fuller or fitting
    return found[0] if len(found) == 1 else None


def author(context: Context, document: Range) -> Entity | None:
    """Whose document `document` is, where it says so: "Brandt's letter", "a poll published by the Courier"."""
    parse, tokens = context.parse, context.parse.tokens(document)
    if not tokens:
        return None
    head = parse.root(tokens)
    owner = parse.child(head, "poss")
    if owner is not None and (found := _resolve(context, parse.span(owner, owner + 1))) is not None:
        return found
    named = (
        (parse.lower[parse.tokens(m)[0] - 1] != "by", m.start, e)
        for e in context.entities
        if e.kind in ("person", "organization")
        for m in e.mentions
        if m.form == "name" and parse.end[head] <= m.start and m.end <= document.end
    )
    return min(named, key=lambda found: found[:2], default=(True, 0, None))[2]


def _resolve(context: Context, span: Range) -> Entity | None:
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


def _apposed(parse: Parse, span: Range) -> Span | None:
    """The name in apposition to the description that heads a span: "an aide, Ida Brandt"."""
    tokens = parse.tokens(span)
    head = parse.root(tokens) if tokens else 0
    if not tokens or parse.pos[head] != "NOUN":
        return None
    named = (c for c in appositions(parse, head) if c in tokens and parse.pos[c] == "PROPN")
    name = next(named, None)
    if name is None:
        return None
    first = min((c for c in parse.children[name] if parse.dep[c] in TITLES and c < name), default=name)
    return parse.span(first, name + 1)


def _named_at_end(context: Context, span: Range) -> Entity | None:
    """The person whose name ends a span, behind a comma or governed by nothing in it: "early critic MP Ida Brandt"."""
    parse, tokens = context.parse, context.parse.tokens(span)
    head = parse.root(tokens) if tokens else 0
    for entity in context.entities:
        for m in entity.mentions if entity.kind == "person" else ():
            if m.form != "name" or m.end != span.end or m.start <= span.start:
                continue
            name = parse.tokens(m)
            if head in name:
                continue
            inner = parse.root(name)
            if parse.word[name[0] - 1] == "," or parse.head[inner] not in tokens or _second_title(parse, inner, head):
                return entity
    return None


def _second_title(parse: Parse, name: int, head: int) -> bool:
    """Whether a name is joined to one of its titles by "and": "retired agent and critic Ida Brandt"."""
    titled = any(parse.dep[c] == "compound" and parse.pos[c] in ("NOUN", "PROPN") for c in parse.children[name])
    bare = parse.child(name, "det", "poss") is None
    return parse.dep[name] == "conj" and parse.head[name] == head and parse.tag[head] == "NN" and titled and bare
