"""Where mentions are: names, role phrases and pronouns, each the minimal full noun phrase of its head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge import Knowledge
from onrecord.language import Parse
from onrecord.reading.mentions.appositions import apposed_to, parted
from onrecord.reading.mentions.proper import ProperName, proper_names
from onrecord.reading.mentions.verbs import verbs
from onrecord.reading.people import is_person
from onrecord.record.labels import Form

LEFT = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "npadvmod", "advmod"})
OUT = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "case", "dep", "parataxis", "ccomp"})
CLOSE = frozenset({"of", "in", "at", "from", "for", "with", "on", "to", "near", "inside", "within", "against"})
OF = frozenset({"of"})
RIGHT = frozenset({"compound", "amod", "nmod", "nummod", "npadvmod"})
INSIDE = frozenset({"compound", "amod", "nmod"})
STOPS = frozenset({",", ";", "—", "–", '"', "“", "("})
MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
SPEAKER = frozenset({"i", "me", "my", "mine", "myself"})
PRONOUNS = MALE | FEMALE | PLURAL | NEUTER | SPEAKER


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase that may be a mention: tokens `[first, last)` with their head, `core` the name in it.

    For a description `core` is its head and the words that modify it. `label`: the name's, or empty.
    """

    head: int
    first: int
    last: int
    form: Form
    core: tuple[int, int]
    label: str
    plural: bool


def candidates(parse: Parse, knowledge: Knowledge) -> list[Candidate]:
    """All candidates of a text, in order of their heads, one a head."""
    found: dict[int, Candidate] = {}
    taken: set[int] = set()
    for name in proper_names(parse, knowledge):
        taken.update(range(name.first, name.last))
        if (candidate := _named(parse, name)) is not None:
            found.setdefault(candidate.head, candidate)
    offices = knowledge.tables.offices
    for i, pos in enumerate(parse.pos):
        if i in taken:
            continue
        if pos == "PRON":
            if parse.lower[i] in PRONOUNS:
                found[i] = Candidate(i, i, i + 1, "pronoun", (i, i + 1), "", parse.lower[i] in PLURAL)
        elif pos in ("NOUN", "PROPN") and parse.dep[i] not in INSIDE and parse.word[i][:1].isalpha():
            known = parse.lower[i] in offices or parse.lemma[i] in offices
            common = pos == "NOUN" or parse.word[i].islower()
            if known or (common and _acts(parse, i)):
                found[i] = _nominal(parse, i)
    return [found[i] for i in sorted(found)]


def _named(parse: Parse, name: ProperName) -> Candidate | None:
    """The mention that a name heads; adjectives of nationality head none."""
    first, last = name.first, name.last
    head = parse.root(range(first, last))
    if parse.pos[head] == "ADJ" or (name.label == "NORP" and parse.dep[head] in INSIDE):
        return None
    span = first, last
    if parse.dep[head] not in INSIDE and parse.pos[head] in ("PROPN", "NOUN"):
        around = phrase(parse, head, OF)
        span = min(around[0], first), max(around[1], last)
    plural = parse.tag[head] in ("NNS", "NNPS") and name.label != "PERSON"
    return Candidate(head, *span, "name", (first, last), name.label, plural)


def _acts(parse: Parse, i: int) -> bool:
    """Whether a common noun of no office is an actor all the same: it speaks, or describes a name."""
    if parse.dep[i] == "nsubj" and parse.lemma[parse.head[i]] in verbs("speech"):
        return not parted(parse, i, parse.head[i])
    if (other := apposed_to(parse, i)) is not None and parse.pos[other] == "PROPN":
        return True
    return is_person(parse, i)


def _nominal(parse: Parse, i: int) -> Candidate:
    first = i
    while first and parse.head[first - 1] == i and parse.dep[first - 1] in INSIDE:
        first -= 1
    plural = parse.tag[i] in ("NNS", "NNPS") or parse.lower[i] in ("people", "police")
    return Candidate(i, *phrase(parse, i), "nominal", (first, i + 1), "", plural)


def phrase(parse: Parse, head: int, close: frozenset[str] = CLOSE) -> tuple[int, int]:
    """The tokens of the noun phrase of `head`: modifiers, and what adjoins with a preposition of `close`."""
    first, last = head, head + 1
    for c in reversed(parse.children[head]):
        if c < head:
            if (parse.dep[c] not in LEFT and parse.word[c] != "-") or parse.edges[c][1] != first:
                break
            first = parse.edges[c][0]
    for c in parse.children[head]:
        if c < head:
            continue
        if parse.dep[c] in OUT or parse.edges[c][0] != last or not _close(parse, c, close):
            break
        last = _end(parse, c)
        if last != parse.edges[c][1]:
            break
    return first, last


def _close(parse: Parse, c: int, close: frozenset[str]) -> bool:
    """Whether a dependent to the right belongs to the phrase: "of …", "in Washington", "familiar with …"."""
    if parse.dep[c] == "prep":
        return parse.lower[c] in close and parse.child(c, "pobj") is not None
    return parse.dep[c] in RIGHT


def _end(parse: Parse, c: int) -> int:
    """Where a prepositional phrase ends: before a clause or an apposition in it."""
    first, last = parse.edges[c]
    for i in range(first + 1, last):
        if parse.dep[i] in ("relcl", "acl", "appos"):
            return max(first + 1, min(parse.edges[i][0], i))
        if parse.dep[i] == "advcl" or parse.word[i] in STOPS:
            return i
    return last


def in_order(found: list[Candidate], form: Form) -> Iterator[Candidate]:
    """The candidates of one form."""
    return (c for c in found if c.form == form)
