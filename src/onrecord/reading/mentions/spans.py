"""Where mentions are: names, role phrases and pronouns, each the minimal full noun phrase of its head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge import Knowledge
from onrecord.language import Parse
from onrecord.record.labels import Form

NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
LEFT = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "npadvmod", "advmod"})
OUT = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "case", "dep", "parataxis", "ccomp"})
CLOSE = frozenset({"of", "in", "at", "from", "for", "with", "on", "to", "near", "inside", "within", "against"})
INSIDE = frozenset({"compound", "amod", "nmod"})
MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
PRONOUNS = MALE | FEMALE | PLURAL | NEUTER
PERSONAL_SUBJECTS = frozenset({"say", "tell", "add", "warn", "state", "explain", "note", "insist", "argue", "claim"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase that may be a mention: tokens `[first, last)` with their head, `core` the name in it.

    For a description `core` is its head and the words that modify it. `label`: the parser's, or empty.
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
    for candidate in _named(parse):
        found.setdefault(candidate.head, candidate)
    taken = {i for c in found.values() for i in range(*c.core)}
    surnames = {parse.word[c.core[1] - 1] for c in found.values() if c.label == "PERSON"}
    offices = knowledge.tables.offices
    for i, pos in enumerate(parse.pos):
        if i in taken:
            continue
        if pos == "PRON" and parse.lower[i] in PRONOUNS:
            found[i] = Candidate(i, i, i + 1, "pronoun", (i, i + 1), "", parse.lower[i] in PLURAL)
        elif pos == "PROPN" and parse.dep[i] not in INSIDE:
            candidate = _unlabelled(parse, i, knowledge, surnames)
            if candidate is not None:
                found[i] = candidate
        elif pos == "NOUN" and parse.dep[i] not in INSIDE and _describes(parse, i, offices):
            found[i] = _nominal(parse, i)
    return [found[i] for i in sorted(found)]


def _named(parse: Parse) -> Iterator[Candidate]:
    """Names that the parser labels; adjectives of nationality are no mention of their own."""
    for name in parse.names:
        if name.label not in NAMED:
            continue
        first, last = name.first, name.last
        while first < last and parse.tag[first] in ("DT", "POS", "PRP$", "``", "''", "-LRB-"):
            first += 1
        while last > first and (parse.tag[last - 1] == "POS" or parse.pos[last - 1] == "PUNCT"):
            last -= 1
        if first == last or not any(parse.word[i][:1].isupper() for i in range(first, last)):
            continue
        head = parse.root(range(first, last))
        if parse.pos[head] == "ADJ" or (name.label == "NORP" and parse.dep[head] in INSIDE):
            continue
        if parse.dep[head] in INSIDE or parse.pos[head] not in ("PROPN", "NOUN"):
            span = (first, last)
        else:
            span = phrase(parse, head)
            span = min(span[0], first), max(span[1], last)
        yield Candidate(head, *span, "name", (first, last), name.label, parse.tag[head] in ("NNS", "NNPS"))


def _unlabelled(parse: Parse, i: int, knowledge: Knowledge, surnames: set[str]) -> Candidate | None:
    """A proper noun that the parser gave no label: an office in capitals, or a name that something else vouches for."""
    first = i
    while first and parse.pos[first - 1] == "PROPN" and parse.dep[first - 1] in ("compound", "nmod", "amod"):
        first -= 1
    span = phrase(parse, i)
    plural = parse.tag[i] == "NNPS"
    if parse.lower[i] in knowledge.tables.offices:
        return Candidate(i, *span, "nominal", (first, i + 1), "", plural)
    words = " ".join(parse.word[first : i + 1])
    known = parse.word[i] in surnames or knowledge.named(words) is not None
    speaks = parse.dep[i] == "nsubj" and parse.lemma[parse.head[i]] in PERSONAL_SUBJECTS
    if not (known or speaks) or not words[:1].isupper():
        return None
    return Candidate(i, *span, "name", (first, i + 1), "PERSON" if parse.word[i] in surnames else "", plural)


def _describes(parse: Parse, i: int, offices: object) -> bool:
    """Whether a common noun describes an actor: an office, or who speaks, or what a name is."""
    assert isinstance(offices, dict)
    if parse.lower[i] in offices or parse.lemma[i] in offices:
        return True
    if parse.dep[i] == "nsubj" and parse.lemma[parse.head[i]] in PERSONAL_SUBJECTS:
        return True
    return parse.dep[i] == "appos" and parse.pos[parse.head[i]] == "PROPN"


def _nominal(parse: Parse, i: int) -> Candidate:
    first = i
    while first and parse.head[first - 1] == i and parse.dep[first - 1] in INSIDE:
        first -= 1
    plural = parse.tag[i] in ("NNS", "NNPS") or parse.lower[i] in ("people", "police")
    return Candidate(i, *phrase(parse, i), "nominal", (first, i + 1), "", plural)


def phrase(parse: Parse, head: int) -> tuple[int, int]:
    """The tokens of the noun phrase of `head`: modifiers and adjoining prepositional phrases, no clause."""
    first, last = head, head + 1
    for c in reversed(parse.children[head]):
        if c < head:
            if (parse.dep[c] not in LEFT and parse.word[c] != "-") or parse.edges[c][1] != first:
                break
            first = parse.edges[c][0]
    for c in parse.children[head]:
        if c < head:
            continue
        if parse.dep[c] in OUT or parse.edges[c][0] != last or not _close(parse, c):
            break
        last = _end(parse, c)
        if last != parse.edges[c][1]:
            break
    return first, last


def _close(parse: Parse, c: int) -> bool:
    """Whether a dependent to the right belongs to the phrase: "of …", "in Washington", "familiar with …"."""
    if parse.dep[c] == "prep":
        thing = parse.child(c, "pobj")
        return parse.lower[c] in CLOSE and thing is not None
    return parse.dep[c] in ("compound", "amod", "nmod", "nummod", "npadvmod", "flat")


def _end(parse: Parse, c: int) -> int:
    """Where a prepositional phrase ends: before a clause or an apposition in it."""
    first, last = parse.edges[c]
    for i in range(first, last):
        if parse.dep[i] in ("relcl", "acl", "appos", "advcl") or parse.word[i] in (",", ";", "—", "–", '"', "“", "("):
            return (
                max(first + 1, min(parse.edges[i][0], i))
                if parse.dep[i] in ("relcl", "acl", "appos")
                else max(first + 1, i)
            )
    return last
