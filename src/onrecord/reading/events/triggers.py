"""Words that name events: candidates from the lexicon, one a clause.

`triggers` is the seam: a model that finds and types triggers takes its place with the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.events.confidence import confidence
from onrecord.reading.events.lexicon import Entry, lexicon
from onrecord.reading.events.matching import holds
from onrecord.reading.events.syntax import Syntax
from onrecord.record.labels import EventType

TABLES = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives", "PROPN": "names"}
PARTICLES = ("prt", "prep", "advmod")
TOLL = frozenset({"kill", "wound", "injure", "hurt"})
"""Verbs that count victims where the attack itself is named beside them."""
ACCUSING = frozenset("charge convict suspect acquit guilty indict conviction plead".split())
ANYONE = frozenset({"those", "people", "person", "anyone", "someone", "individual", "everyone"})
REACH = 3
"""A particle farther than this many tokens from its verb is no part of the trigger's span."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `[first, last)` that name an event, their head, and what they name.

    `frame` says where its parties stand (see `roles`); a model that knows no frames leaves it `plain`.
    """

    first: int
    last: int
    head: int
    type: EventType
    mode: str | None
    confidence: float
    frame: str = "plain"


def triggers(syntax: Syntax) -> tuple[Trigger, ...]:
    """The triggers of a report in text order."""
    found: dict[int, tuple[Entry, Trigger]] = {}
    for i, pos in enumerate(syntax.parse.pos):
        table = TABLES.get(pos)
        if table is not None:
            made = _candidate(syntax, i, table)
            if made is not None:
                found[i] = made
    kept = [t for i, (_, t) in found.items() if not _carried(syntax, i, found)]
    return tuple(sorted(kept, key=lambda t: t.first))


def _candidate(syntax: Syntax, i: int, table: str) -> tuple[Entry, Trigger] | None:
    p = syntax.parse
    if table != "adjectives" and p.dep[i] == "amod" and not syntax.finite(i):
        table = "adjectives"
    word = p.lower[i] if table == "adjectives" else p.lemma[i].lower()
    entries = lexicon(table).get(word)
    if entries is None or (table == "nouns" and p.dep[i] in ("compound", "nmod")):
        return None
    for entry in entries:
        span = _words(syntax, i, entry, table)
        if span is not None and holds(syntax, i, entry):
            if entry.type is None or _generic(syntax, i):
                return None
            return entry, Trigger(*span, i, entry.type, entry.mode, confidence(entry.type), entry.frame)
    return None


def _generic(syntax: Syntax, i: int) -> bool:
    """Whether a verb describes people in general ("those held in contempt")."""
    p = syntax.parse
    head = p.head[i]
    if p.dep[i] not in ("acl", "relcl") or p.lemma[head].lower() not in ANYONE:
        return False
    return not syntax.children(head, "det", "nummod", "amod", "poss")


def _words(syntax: Syntax, i: int, entry: Entry, table: str) -> tuple[int, int] | None:
    """The token range of an entry's words at `i`; None where they are not there."""
    p = syntax.parse
    if table == "nouns":
        first = i - len(entry.words) + 1
        if first < 0 or any(p.lemma[first + k].lower() != w for k, w in enumerate(entry.words[:-1])):
            return None
        return first, i + 1
    last = i + 1
    for word in entry.words[1:]:
        at = _particle(syntax, i, word)
        if at is None:
            return None
        last = at + 1 if at - i <= REACH else last
    return i, last


def _particle(syntax: Syntax, i: int, word: str) -> int | None:
    p = syntax.parse
    own = next((c for c in p.children[i] if p.lower[c] == word and p.dep[c] in PARTICLES and c > i), None)
    beside = i + 1 if i + 1 < len(p) and p.lower[i + 1] == word and i in p.ancestors(i + 1) else None
    return beside if own is None else own


def _carried(syntax: Syntax, i: int, found: dict[int, tuple[Entry, Trigger]]) -> bool:
    """Whether another trigger names the same happening: the noun a verb carries, or what a verb takes in."""
    p = syntax.parse
    trigger = found[i][1]
    if p.pos[i] == "NOUN":
        above = _governing(syntax, i)
        if above in found and found[above][0].eats and above != i:
            return True
        return trigger.type == "ASSAULT" and _accused_of(syntax, i)
    if p.pos[i] != "VERB" or found[i][0].eats:
        return False
    if p.lemma[i] in TOLL and _is_toll(syntax, i, found):
        return True
    below = syntax.agents(i) + syntax.patients(i) + syntax.pobj(i, frozenset({"in", "by", "with"}))
    return any(n in found and p.pos[n] == "NOUN" and found[n][1].type == trigger.type for n in below)


def _accused_of(syntax: Syntax, i: int) -> bool:
    """Whether a noun only names the crime someone is accused or convicted of."""
    p = syntax.parse
    while p.dep[i] == "conj":
        i = p.head[i]
    return p.dep[i] == "pobj" and p.lemma[p.head[p.head[i]]] in ACCUSING


def _is_toll(syntax: Syntax, i: int, found: dict[int, tuple[Entry, Trigger]]) -> bool:
    """Whether a verb of dying only counts the victims of an attack named beside it."""
    p = syntax.parse
    if p.dep[i] in ("advcl", "conj", "xcomp") and p.head[i] in found and found[p.head[i]][1].type == "ASSAULT":
        return True
    if not syntax.passive(i) or syntax.agents(i):
        return False
    near = p.sentence_of[i]
    return any(
        t.type == "ASSAULT" and h != i and near - 1 <= p.sentence_of[h] <= near
        for h, (_, t) in found.items()
        if p.lemma[h] not in TOLL
    )


def _governing(syntax: Syntax, i: int) -> int:
    """The verb whose object `i` is, directly, in a coordination or as what is counted."""
    p = syntax.parse
    while p.dep[i] == "conj" and p.head[i] != i:
        i = p.head[i]
    if p.dep[i] == "pobj":
        i = p.head[i]
        return p.head[i]
    return p.head[i] if p.dep[i] in ("dobj", "nsubjpass", "dative") else i
