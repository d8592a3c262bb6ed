"""Which time dates a predicate: told by the way through the parse from the one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.language import Parse
from onrecord.reading.context import Context
from onrecord.reading.ranking import best, weights
from onrecord.reading.tense import form
from onrecord.reading.times.days import when
from onrecord.record import Time

STEPS = {
    "nsubj": "subj", "nsubjpass": "subj", "csubj": "subj", "dobj": "obj", "attr": "obj", "oprd": "obj",
    "dative": "obj", "pobj": "pobj", "pcomp": "pobj", "prep": "prep", "agent": "prep", "npadvmod": "adv",
    "advmod": "adv", "nmod": "adv", "acl": "rel", "relcl": "rel", "compound": "mod", "amod": "mod", "nummod": "mod",
    "poss": "mod", "det": "mod",
}  # fmt: skip
"""Labels of the parse under fewer names."""
CLAUSE = frozenset({"ccomp", "advcl", "rel", "xcomp", "conj", "parataxis", "subj"})
LOWER = CLAUSE - {"subj"}
BELOW = frozenset({"xcomp", "relcl", "acl"})
"""Clauses below a verb whose times are their own."""
LONGEST = 4
LENGTH = "length of"
"""The trait of a length that measures the predicate ("weeks of protests")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A time of the predicate's sentence, the token that stands for it, and what tells whether it dates it."""

    time: Time
    root: int
    traits: tuple[str, ...]


def time_of(context: Context, token: int) -> Time | None:
    """The time that dates the predicate at a token, or None."""
    found = candidates(context, token)
    chosen = choose([c.traits for c in found], weights(__package__, "attach.csv"))
    return None if chosen is None else found[chosen].time


def choose(found: Sequence[tuple[str, ...]], weight: dict[str, float]) -> int | None:
    """The candidate that dates the predicate by its traits: the length that measures it, else the likeliest."""
    measure = next((k for k, traits in enumerate(found) if LENGTH in traits), None)
    return best(weight, found) if measure is None else measure


def candidates(context: Context, token: int) -> list[Candidate]:
    """The times of the token's sentence, in text order."""
    parse = context.parse
    first, last = parse.sentences[parse.sentence_of[token]]
    start, end = parse.start[first], parse.end[last - 1]
    here = [(t, parse.tokens(t.span)) for t in context.times if start <= t.span.start < end]
    roots = [(t, parse.root(tokens)) for t, tokens in here if tokens]
    roots = [(t, root) for t, root in roots if not _nested(parse, token, root)]
    alone = "only" if len(roots) == 1 else "many"
    return [Candidate(t, root, (alone, *_traits(context, token, t, root, first))) for t, root in roots]


def _nested(parse: Parse, token: int, root: int) -> bool:
    """Whether the time stands in a clause below a verb that is another's: what is said, planned, or told of a noun."""
    way = (root, *parse.ancestors(root))
    if token not in way:
        return parse.lower[token] == "according"
    below = [parse.dep[k] for k in way[: way.index(token)]]
    if parse.pos[token] not in ("VERB", "AUX"):
        return False
    return ("ccomp" in below and token < root) or not BELOW.isdisjoint(below)


def _traits(context: Context, token: int, time: Time, root: int, first: int) -> Iterator[str]:
    parse = context.parse
    lead = _leads(parse, first, root)
    shape = form(parse, token)
    yield from path(parse, token, root)
    yield from _of_time(parse, token, time, root)
    yield "before" if root < token else "after"
    yield f"apart {_apart(abs(token - root))}"
    yield f"form {shape}"
    yield f"form {shape} {'lead' if lead else 'later'}"
    if lead:
        yield "lead"
    if way := direction(context, time):
        yield f"{way} {shape}"


def _of_time(parse: Parse, token: int, time: Time, root: int) -> Iterator[str]:
    above = parse.head[token]
    if parse.dep[token] == "pobj" and parse.lower[above] == "of" and parse.head[above] == root:
        yield LENGTH
    elif time.type != "DATE":
        yield f"type {time.type}"
    if time.value.endswith("_REF"):
        yield f"type {time.value}"
    if parse.dep[root] == "pobj":
        yield f"prep {parse.lower[parse.head[root]]}"


def path(parse: Parse, token: int, root: int) -> Iterator[str]:
    """The way through the parse from a predicate up to what it shares with a time, and down to the time."""
    part = _part(parse, token)
    yield f"pos {part}"
    ups, downs = (token, *parse.ancestors(token)), (root, *parse.ancestors(root))
    meet = next((d for d in downs if d in ups), None)
    if meet is None:
        yield "no path"
        return
    up = [_step(parse, k) for k in ups[: ups.index(meet)]]
    down = [_step(parse, k) for k in downs[: downs.index(meet)]]
    yield f"{part} up {'>'.join(up[:LONGEST])}"
    yield f"down {'<'.join(down[:LONGEST])}"
    yield f"up clauses {sum(step in CLAUSE for step in up)}"
    yield f"down clauses {sum(step in LOWER for step in down)}"
    yield from (f"down has {step}" for step in sorted(set(down[1:] if down[:1] == ["adv"] else down)))
    if any(parse.pos[k] in ("NOUN", "PROPN") for k in downs[1 : downs.index(meet)]):
        yield "down noun"
    yield f"meet {parse.pos[meet]}"
    yield "same verb" if _verb(parse, ups) == _verb(parse, downs) else "other verb"


def direction(context: Context, time: Time) -> str | None:
    """Whether a time lies before, around or after the day of publication, where both are known."""
    days, day = when(time.value) if time.type in ("DATE", "TIME") else None, context.article.day
    if days is None or day is None:
        return None
    return "ahead" if days.start > day else "past" if days.end < day else "now"


def _part(parse: Parse, token: int) -> str:
    pos = parse.pos[token]
    return "N" if pos in ("NOUN", "PROPN") else "V" if pos in ("VERB", "AUX") else "O"


def _step(parse: Parse, token: int) -> str:
    return STEPS.get(parse.dep[token], parse.dep[token])


def _verb(parse: Parse, chain: tuple[int, ...]) -> int | None:
    return next((k for k in chain if parse.pos[k] in ("VERB", "AUX")), None)


def _leads(parse: Parse, first: int, root: int) -> bool:
    """Whether the time stands before the subject and verb of its sentence."""
    return all(parse.dep[k] != "nsubj" and parse.pos[k] != "VERB" for k in range(first, root))


def _apart(tokens: int) -> int:
    return 0 if tokens <= 3 else 1 if tokens <= 7 else 2 if tokens <= 15 else 3
