"""Who can be a party to an event, and the span that names one."""

from __future__ import annotations

from onrecord.reading.events.lexicon import classes
from onrecord.reading.events.matching import NAMED, QUANTITIES
from onrecord.reading.events.syntax import Syntax

LEFT_OUT = frozenset(
    {"relcl", "appos", "acl", "cc", "conj", "punct", "advcl", "advmod", "preconj", "parataxis", "ccomp"}
)
PRONOUNS = frozenset("he she they we i you him her them us me it who his their our its my your".split())
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
INSIDE = frozenset({"of", "from", "in"})
"""Prepositions whose phrase belongs to the name of a party ("the head of the OIC")."""


def is_party(syntax: Syntax, i: int) -> bool:
    """Whether token `i` heads a phrase for a person, a body, a state or a group of people."""
    p = syntax.parse
    if syntax.labels[i] in MEASURES:
        return False
    if p.pos[i] == "PRON" or p.tag[i] == "PRP$":
        return p.lower[i] in PRONOUNS
    if syntax.labels[i] in NAMED["PARTY"] or (p.pos[i] == "PROPN" and not syntax.labels[i]):
        return True
    if p.lemma[i].lower() in QUANTITIES:
        return any(is_party(syntax, o) for o in syntax.pobj(i, frozenset({"of"})))
    return p.lemma[i].lower() in classes()["PARTY"]


def counted(syntax: Syntax, i: int) -> int:
    """What is counted, where `i` only counts ("thousands of protesters": protesters)."""
    p = syntax.parse
    if p.lemma[i].lower() in QUANTITIES and p.pos[i] != "PRON":
        below = syntax.pobj(i, frozenset({"of"}))
        if below:
            return below[0]
    return i


def phrase(syntax: Syntax, i: int) -> tuple[int, int]:
    """The minimal full noun phrase of head `i`, as tokens `[first, last)`: title and name, no clause, no number."""
    p = syntax.parse
    if p.tag[i] == "PRP$" or (p.dep[i] == "poss" and not p.children[i]):
        return i, i + 1
    kept = [c for c in p.children[i] if p.dep[c] not in LEFT_OUT and (p.dep[c] != "prep" or _belongs(syntax, i, c))]
    kept = [c for c in kept if p.dep[c] not in ("nummod", "quantmod", "case") and p.pos[c] not in ("VERB", "AUX")]
    first = min([p.edges[c][0] for c in kept if c < i], default=i)
    last = max([_last(syntax, c) for c in kept if c > i], default=i + 1)
    return _trimmed(syntax, first, i, last)


def _belongs(syntax: Syntax, i: int, c: int) -> bool:
    return c == i + 1 and syntax.parse.lower[c] in INSIDE


def _last(syntax: Syntax, c: int) -> int:
    """The end of a phrase after its head, up to where a clause begins."""
    return max([c + 1, *(phrase(syntax, o)[1] for o in syntax.children(c, "pobj"))])


def _trimmed(syntax: Syntax, first: int, head: int, last: int) -> tuple[int, int]:
    """Without punctuation and counting words at the front."""
    p = syntax.parse
    while first < head and (p.pos[first] in ("PUNCT", "CCONJ", "SPACE", "ADV") or p.pos[first] == "NUM"):
        first += 1
    return first, max(last, head + 1)
