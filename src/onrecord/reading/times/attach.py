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
    A duration or "now" dates only what it hangs on itself.
    """
    parse, heads = context.parse, _heads(context)
    for i in _carriers(parse, token):
        found = _under(parse, i, heads)
        if found is not None and (_dates(found) or _near(parse, i, token)):
            return found
    return None


def _near(parse: Parse, i: int, token: int) -> bool:
    """Whether `i` is the token, or what it hangs on by "of" ("weeks of protests")."""
    above = parse.ancestors(token)[:2]
    return i == token or (i in above and parse.dep[token] == "pobj" and parse.lower[parse.head[token]] == "of")


def _dates(time: Time) -> bool:
    return time.type in DATED and not time.value.endswith("_REF")


def _heads(context: Context) -> dict[int, Time]:
    """Each time by the token that governs its span; "current" and the like date nothing."""
    parse = context.parse
    made: dict[int, Time] = {}
    for time in context.times:
        tokens = parse.tokens(time.span)
        if tokens and parse.dep[root := parse.root(tokens)] != "amod":
            made.setdefault(root, time)
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
    """The time that hangs on a token: itself one, directly, by a preposition, or before its subject."""
    if i in heads:
        return heads[i]
    for child in parse.children[i]:
        if (found := _by_phrase(parse, child, heads)) is not None:
            return found
    for child in parse.children[i]:
        if parse.dep[child] in ("nsubj", "nsubjpass"):
            for below in parse.children[child]:
                if below < child and (found := _by_phrase(parse, below, heads)) is not None:
                    return found
    return None


def _by_phrase(parse: Parse, i: int, heads: dict[int, Time]) -> Time | None:
    if i in heads:
        return heads[i]
    if parse.dep[i] in ("prep", "agent", "advmod"):
        for below in parse.children[i]:
            if below in heads and parse.dep[below] in ("pobj", "pcomp", "npadvmod", "advmod"):
                return heads[below]
    return None
