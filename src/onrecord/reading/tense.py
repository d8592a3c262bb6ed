"""The form of a predicate in a few words: what tells how it stands in time."""

from __future__ import annotations

from onrecord.language import Parse

MODALS = frozenset({"will", "would", "could", "may", "might", "can", "should", "must", "'ll", "’ll", "shall"})
HAVE = frozenset({"has", "have", "had", "'ve", "’ve"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE = frozenset({"a", "an"})


def form(parse: Parse, token: int) -> str:
    """The Penn tag of a verb, or `inf`, `modal`, `perf` by its auxiliaries; `N` of a noun, with its determiner."""
    if parse.pos[token] in ("NOUN", "PROPN"):
        return _noun(parse, token)
    aux = {parse.lower[c] for c in parse.children[token] if parse.dep[c] in ("aux", "auxpass")}
    if parse.tag[token] == "VB" and "to" in aux:
        return "inf"
    return "modal" if aux & MODALS else "perf" if aux & HAVE else parse.tag[token]


def _noun(parse: Parse, token: int) -> str:
    marks = {parse.lower[c] for c in parse.children[token] if parse.dep[c] in ("det", "poss")}
    if marks & DEFINITE:
        return "N the"
    return "N a" if marks & INDEFINITE else "N poss" if marks else "N"
