"""Which way a time lies, by the tense, aspect and mood of what it dates, and by its preposition."""

from __future__ import annotations

from functools import cache

from onrecord.language import Parse
from onrecord.reading.table import rows

WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
HAVE = frozenset({"have", "has", "had", "'ve", "’ve", "having"})
WAS = frozenset({"was", "were"})
WOULD = frozenset({"would", "'d", "’d"})
MODALS = frozenset({"may", "might", "can", "must", "should", "ca"})


@cache
def lemmas(name: str) -> frozenset[str]:
    """The lemmas of a class of direction.csv."""
    return frozenset(row["lemma"] for row in rows(__package__, "direction.csv") if row["class"] == name)


def direction(parse: Parse, token: int) -> int:
    """1 where what the time at `token` dates lies ahead, -1 where it is past, 0 where nothing tells."""
    through_noun = False
    below = token
    for above in parse.ancestors(token):
        if parse.lower[below] == "to" and parse.dep[below] == "prep" and _defers(parse, above):
            return 1
        below = above
        if parse.pos[above] in ("VERB", "AUX"):
            planned = parse.lemma[above] in lemmas("plan" if through_noun else "firm")
            return 1 if planned or _would(parse, above, token) else _verb(parse, above)
        through_noun = through_noun or parse.pos[above] in ("NOUN", "PROPN")
        if parse.lower[above] in lemmas("ahead"):
            return _ahead_unless_past(parse, above)
    return 0


def _would(parse: Parse, verb: int, token: int) -> bool:
    """Whether "would" says that a time lies ahead: one that is surely the verb's, not of a "said" before it.

    In "said it would close on Friday" either may be meant; not in "from Friday" or "would close on Friday, it said".
    """
    aux = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")}
    if not aux & WOULD or aux & HAVE:
        return False
    starts = parse.lower[parse.head[token]] == "from"
    return starts or not any(v < token for v in parse.ancestors(verb) if parse.pos[v] in ("VERB", "AUX"))


def direction_sure(parse: Parse, tokens: range) -> bool:
    """Whether the governing verb has a future of its own ("will", "plans to"), not just a present tense."""
    verb = next((v for v in parse.ancestors(parse.root(tokens)) if parse.pos[v] in ("VERB", "AUX")), None)
    return verb is not None and any(parse.lower[c] in WILL or parse.lower[c] == "to" for c in parse.children[verb])


def _ahead_unless_past(parse: Parse, token: int) -> int:
    """For "by", "until", "due": ahead, unless the clause is plainly past without a plan."""
    verb = next((v for v in parse.ancestors(token) if parse.pos[v] in ("VERB", "AUX")), None)
    if verb is None or parse.lower[token] not in ("by", "until", "till", "through"):
        return 1
    return -1 if _verb(parse, verb) < 0 and not _planned(parse, verb) else 1


def _planned(parse: Parse, verb: int) -> bool:
    planned = parse.lemma[verb] in lemmas("plan") or _defers(parse, verb)
    return planned or any(parse.lower[c] in ("to", "would", "could") for c in parse.children[verb])


def _defers(parse: Parse, verb: int) -> bool:
    """Whether a verb puts off, alone ("postpone") or with its particle ("put off")."""
    particles = {f"{parse.lemma[verb]} {parse.lower[c]}" for c in parse.children[verb] if parse.dep[c] == "prt"}
    return parse.lemma[verb] in lemmas("defer") or bool(particles & lemmas("defer"))


def _verb(parse: Parse, verb: int) -> int:
    aux = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")}
    if aux & WILL:
        return 1
    if aux & HAVE:
        return -1
    tag = parse.tag[verb]
    if tag == "VB" and "to" in aux:
        return _infinitive(parse, verb)
    if aux & MODALS:
        return 1
    if "did" in aux or tag == "VBD":
        return -1
    if tag == "VBN":
        return _participle(parse, verb, aux)
    if tag == "VBG":
        return _gerund(parse, verb, aux)
    if tag in ("VBZ", "VBP"):
        return 0 if parse.lemma[verb] in lemmas("report") else 1
    return _governor(parse, verb) if not aux else 0


def _infinitive(parse: Parse, verb: int) -> int:
    above = parse.head[verb]
    if above == verb or parse.lemma[above] in lemmas("plan") or parse.lemma[above] == "be":
        return 1
    return _governor(parse, verb)


def _participle(parse: Parse, verb: int, aux: set[str]) -> int:
    if parse.lemma[verb] in lemmas("plan"):
        return 1
    if aux & WAS or not aux:
        return -1
    return 0


def _gerund(parse: Parse, verb: int, aux: set[str]) -> int:
    if aux & WAS:
        return -1
    return 1 if aux else _governor(parse, verb)


def _governor(parse: Parse, verb: int) -> int:
    """The direction of the verb above, for a clause without a tense of its own."""
    above = next((v for v in parse.ancestors(verb) if parse.pos[v] in ("VERB", "AUX")), None)
    return 0 if above is None else _verb(parse, above)
