"""Which time dates a predicate: through the parse, not by nearness."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Parse
from onrecord.reading.context import Context
from onrecord.record import Time

CLAUSE = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "csubj", "conj", "parataxis"})
DATED = frozenset({"DATE", "TIME"})


def time_of(context: Context, token: int) -> Time | None:
    """The time that dates the predicate at a token, or None.

    A noun takes the time that hangs on it, else that of the clause it is subject or object of; a verb
    takes the time of its own clause, else, without a tense of its own, of the clause that governs it.
    """
    heads = _heads(context)
    parse = context.parse
    for i in _carriers(parse, token):
        if found := _under(parse, i, heads):
            return found
    return None


def _heads(context: Context) -> dict[int, Time]:
    """Each dating time by the token that governs its span."""
    parse = context.parse
    made: dict[int, Time] = {}
    for time in context.times:
        tokens = parse.tokens(time.span)
        if time.type in DATED and tokens and not (time.value.endswith("_REF") and time.span.text.lower() != "now"):
            made.setdefault(parse.root(tokens), time)
    return made


def _carriers(parse: Parse, token: int) -> Iterator[int]:
    """The token and those above it whose time is also its own."""
    yield token
    i = token
    while parse.head[i] != i:
        above = parse.head[i]
        if parse.dep[i] in CLAUSE and not _lends(parse, i):
            return
        i = above
        yield i
        if parse.pos[i] in ("VERB", "AUX") and parse.dep[i] not in CLAUSE:
            return


def _lends(parse: Parse, clause: int) -> bool:
    """Whether a clause shares the time of the one above: conjoined, or without a tense of its own."""
    if parse.dep[clause] == "conj":
        return parse.child(clause, "nsubj", "nsubjpass") is None
    return parse.dep[clause] in ("xcomp", "acl", "advcl") and parse.tag[clause] in ("VBG", "VBN")


def _under(parse: Parse, i: int, heads: dict[int, Time]) -> Time | None:
    """The time that hangs on a token: directly, by a preposition, or on its object or subject noun."""
    if i in heads:
        return heads[i]
    for child in parse.children[i]:
        if child in heads:
            return heads[child]
        if parse.dep[child] in ("prep", "agent") or parse.dep[child] == "advmod":
            for below in parse.children[child]:
                if below in heads and parse.dep[below] in ("pobj", "pcomp", "npadvmod", "advmod"):
                    return heads[below]
    return None
