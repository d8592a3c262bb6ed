"""Proper names: those that the parser labels, mended at their edges, and those that it missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge import Knowledge
from onrecord.knowledge.names import key
from onrecord.language import Name, Parse
from onrecord.reading.mentions.appositions import apposed_to, appositions
from onrecord.reading.mentions.verbs import verbs
from onrecord.reading.people import is_person
from onrecord.record.labels import EntityKind

LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
WORKS = frozenset({"WORK_OF_ART", "PRODUCT", "LAW", "EVENT"})
LABEL_OF: dict[EntityKind, str] = {"person": "PERSON", "organization": "ORG", "place": "GPE", "group": "NORP"}
EDGES = frozenset({"DT", "POS", "PRP$", "``", "''", "-LRB-", "-RRB-", ":", ",", "."})
LONGEST = 8
"""Words of the longest known name."""
TITLES = frozenset({
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady", "prof.", "rev.", "gov.", "sen.",
    "rep.", "gen.", "col.", "lt.", "sgt.", "capt.", "maj.", "cpl.", "superintendent", "princess", "prince",
    "king", "queen",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProperName:
    """Tokens `[first, last)` of a name without article and title, and its OntoNotes label; empty: unknown."""

    first: int
    last: int
    label: str


def proper_names(parse: Parse, knowledge: Knowledge) -> list[ProperName]:
    """The names of a text that can be actors or places, in order, none inside another."""
    other = {
        i
        for name in parse.names
        if name.label not in LABELS and not _speaks(parse, name)
        for i in range(name.first, name.last)
    }
    made: list[ProperName] = []
    taken: set[int] = set()
    for name in sorted(
        (*_known(parse, knowledge, other), *_labelled(parse, knowledge)), key=lambda n: (n.first - n.last, n.first)
    ):
        if taken.isdisjoint(range(name.first, name.last)):
            made.append(name)
            taken.update(range(name.first, name.last))
    taken |= other
    surnames = {parse.word[n.last - 1] for n in made if n.label == "PERSON"}
    made.extend(_runs(parse, knowledge, taken, surnames))
    return sorted(made, key=lambda n: n.first)


def _labelled(parse: Parse, knowledge: Knowledge) -> Iterator[ProperName]:
    """The parser's names without article and title, a person's with the given name or surname it left out."""
    inside = {i for name in parse.names for i in range(name.first, name.last)}
    for name in parse.names:
        if name.label not in LABELS and not _speaks(parse, name):
            continue
        for first, last in _parts(parse, name):
            yield from _mended(parse, knowledge, ProperName(first, last, name.label), inside)


def _parts(parse: Parse, name: Name) -> Iterator[tuple[int, int]]:
    """The token ranges of a name without article and marks; a short form in brackets is one of its own."""
    opens = next((i for i in range(name.first + 1, name.last - 1) if parse.tag[i] == "-LRB-"), name.last)
    for first, last in ((name.first, opens), (opens + 1, name.last)):
        while first < last and parse.tag[first] in EDGES:
            first += 1
        while last > first and parse.tag[last - 1] in EDGES:
            last -= 1
        if first < last and any(parse.word[i][:1].isupper() for i in range(first, last)):
            yield first, last


def _mended(parse: Parse, knowledge: Knowledge, name: ProperName, inside: set[int]) -> Iterator[ProperName]:
    """A name with the label that its words and its surroundings give it."""
    first, last, label = name.first, name.last, name.label
    if label == "ORG" and last - first == 3 and _called_like_one(parse, knowledge, first + 1, last):
        first += 0 if _given_name(knowledge, parse.word[first]) else 1
    if _personal(parse, knowledge, first, last) or (
        label != "PERSON" and _called_like_one(parse, knowledge, first, last)
    ):
        label = "PERSON"
    elif label not in LABELS:
        label = "PERSON" if last - first > 1 else ""
    if label == "PERSON":
        first, last = _person(parse, knowledge, first, last, inside)
    elif label == "ORG":
        last = _of_state(parse, knowledge, first, last)
    if first < last:
        yield ProperName(first, last, label)


def _of_state(parse: Parse, knowledge: Knowledge, first: int, last: int) -> int:
    """Where the name of a body ends that a state's name tells from others: "Supreme Court of the United Kingdom"."""
    if parse.lower[last : last + 1] != ("of",) or parse.head[last] not in range(first, last):
        return last
    begin = last + 1 + (parse.lower[last + 1 : last + 2] == ("the",))
    state = next((name for name in parse.names if name.label == "GPE" and name.first in (last + 1, begin)), None)
    known = state is not None and knowledge.named(parse.span(first, last).text) is not None
    return last if state is None or known else state.last


def _called_like_one(parse: Parse, knowledge: Knowledge, first: int, last: int) -> bool:
    """Whether a name of two or three words that no table has begins with a given name."""
    if not 2 <= last - first <= 3 or any(parse.pos[i] != "PROPN" for i in range(first, last)):
        return False
    known = knowledge.named(parse.span(first, last).text)
    if known is not None or parse.lower[last - 1] in knowledge.tables.offices:
        return known is not None and known.kind == "person"
    return _given_name(knowledge, parse.word[first])


def _given_name(knowledge: Knowledge, word: str) -> bool:
    return knowledge.gender(word) is not None


def _speaks(parse: Parse, name: Name) -> bool:
    """Whether what the parser takes for the name of a work is who speaks, as it does right after a quotation."""
    head = parse.root(range(name.first, name.last))
    if parse.dep[head] != "nsubj" or parse.lemma[parse.head[head]] not in verbs("speech"):
        return False
    return name.label in WORKS and parse.tag[name.first] == "NNP"


def _person(parse: Parse, knowledge: Knowledge, first: int, last: int, inside: set[int]) -> tuple[int, int]:
    """A person's name with what adjoins it in its noun phrase, without the title before it."""
    head = parse.head[parse.root(range(first, last))]
    if head >= last and head not in inside and _goes_on(parse, knowledge, last, head):
        last = head + 1
    while (
        first
        and first - 1 not in inside
        and _given(parse, knowledge, first - 1)
        and first <= parse.head[first - 1] < last
    ):
        first -= 1
    while first < last - 1 and _title(parse, knowledge, first):
        first += 1
    return first, last


def _goes_on(parse: Parse, knowledge: Knowledge, last: int, head: int) -> bool:
    """Whether a name goes on from token `last` to its head: the surname left out, or joined by hyphens."""
    if any(parse.head[i] != head or parse.pos[i] not in ("PROPN", "PUNCT") for i in range(last, head)):
        return False
    if "-" in parse.word[last : head + 1]:
        return head - last <= 3 and parse.pos[head] in ("PROPN", "NOUN") and parse.word[head - 1] == "-"
    return head == last and parse.pos[head] == "PROPN" and not _title(parse, knowledge, head)


def _personal(parse: Parse, knowledge: Knowledge, first: int, last: int) -> bool:
    """Whether the words around a name that no table has say that it is a person's: an office or "who" beside it."""
    if _titled(parse, knowledge, first, last):
        return True
    head = parse.root(range(first, last))
    beside = [c for c in appositions(parse, head) if c >= last]
    if (other := apposed_to(parse, head)) is not None:
        beside.append(other)
    described = any(_person_noun(parse, knowledge, i) for i in beside)
    who = any(parse.dep[c] == "relcl" and parse.lower[parse.edges[c][0]] == "who" for c in parse.children[head])
    return (described or who) and knowledge.named(parse.span(first, last).text) is None


def _person_noun(parse: Parse, knowledge: Knowledge, i: int) -> bool:
    if parse.tag[i] not in ("NN", "NNP"):
        return False
    office = knowledge.tables.offices.get(parse.lower[i])
    return office[1] == "person" if office is not None else parse.tag[i] == "NN" and is_person(parse, i)


def _titled(parse: Parse, knowledge: Knowledge, first: int, last: int) -> bool:
    """Whether a person's office stands before a name that no table has: then it is a person's."""
    office = knowledge.tables.offices.get(parse.lower[first - 1]) if first else None
    if office is None or office[1] != "person" or parse.dep[first - 1] != "compound":
        return False
    return first <= parse.head[first - 1] < last and knowledge.named(parse.span(first, last).text) is None


def _given(parse: Parse, knowledge: Knowledge, i: int) -> bool:
    return parse.pos[i] == "PROPN" and not _title(parse, knowledge, i)


def _title(parse: Parse, knowledge: Knowledge, i: int) -> bool:
    office = knowledge.tables.offices.get(parse.lower[i])
    return parse.lower[i] in TITLES or (office is not None and office[1] == "person")


def _known(parse: Parse, knowledge: Knowledge, other: set[int]) -> Iterator[ProperName]:
    """Names of several words that the tables have, the longest at each place."""
    actors, firsts = knowledge.tables.actors, knowledge.tables.first_words
    for i, word in enumerate(parse.word):
        if not word[:1].isupper() or word.lower() not in firsts or i in other:
            continue
        end = parse.sentences[parse.sentence_of[i]][1]
        for last in range(min(i + LONGEST, end), i + 1, -1):
            if parse.word[last - 1][:1].isalnum() and (rows := actors.get(key(parse.span(i, last).text))) is not None:
                yield ProperName(i, last, LABEL_OF.get(rows[0].kind, "ORG"))
                break


def _runs(parse: Parse, knowledge: Knowledge, taken: set[int], surnames: set[str]) -> Iterator[ProperName]:
    """Proper nouns without a label that head a noun phrase, with the proper nouns before them."""
    for i, pos in enumerate(parse.pos):
        word = parse.word[i]
        if i in taken or not word[:1].isupper() or len(word) < 2:
            continue
        if pos == "NOUN" and word in surnames:
            yield ProperName(i, i + 1, "PERSON")
        elif pos == "PROPN" and parse.dep[i] not in ("compound", "nmod", "amod", "npadvmod"):
            if (
                parse.lower[i] in knowledge.tables.offices
                or parse.lower[i].removesuffix("s") in knowledge.tables.offices
            ):
                continue
            first = i
            while (
                first
                and first - 1 not in taken
                and parse.pos[first - 1] == "PROPN"
                and parse.dep[first - 1] == "compound"
            ):
                first -= 1
            start = first
            while first < i and _title(parse, knowledge, first):
                first += 1
            person = word in surnames or first > start or (start and _title(parse, knowledge, start - 1))
            yield ProperName(first, i + 1, "PERSON" if person else "")
