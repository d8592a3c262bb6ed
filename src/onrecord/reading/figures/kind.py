"""The kind of a figure: by its unit, its noun, or the verb that governs it."""

from __future__ import annotations

from onrecord.language import Parse
from onrecord.reading.figures.amount import Amount
from onrecord.reading.figures.counted import Counted
from onrecord.reading.figures.tables import kinds
from onrecord.reading.people import is_person
from onrecord.record.labels import FigureKind

OBJECT = frozenset({"dobj", "nsubjpass", "obj", "dative"})
SUBJECT = frozenset({"nsubj"})
WITH = frozenset({"npadvmod", "prep", "advmod", "nummod"})
WHERE = frozenset("in on at during after before since until within across near inside outside".split())
HARM = frozenset({"killed", "injured", "missing", "detained", "displaced", "held"})
NEED_LIVES = frozenset({"claim", "lose", "take", "cost"})
HUMAN = frozenset({"killed", "injured", "missing", "detained", "displaced", "held", "present"})


def kind(parse: Parse, amount: Amount, counted: Counted) -> FigureKind:
    """The kind of a figure; `count` where nothing tells a closer one."""
    if amount.kind is not None:
        return amount.kind
    if amount.tally:
        return "votes"
    noun = counted.noun
    described = kinds("adjective").get(parse.lower[counted.head]) if noun is None else _described(parse, noun)
    named = None if noun is None else kinds("noun").get(parse.lemma[noun]) or kinds("noun").get(parse.lower[noun])
    if named in ("killed", "injured"):
        return named
    governed = None if described in HARM else _by_governor(parse, counted, named)
    return (governed if governed in HARM else None) or described or governed or named or "count"


def unit(parse: Parse, amount: Amount, counted: Counted, kind: FigureKind) -> str | None:
    """The unit: of measure, `person` where people are counted."""
    if amount.unit == "fraction" or amount.tally:
        return None
    if amount.unit is not None:
        return amount.unit
    noun = counted.noun
    if kind in HUMAN and (noun is None or is_person(parse, noun) or kind in ("killed", "injured", "missing")):
        return "person"
    return "person" if noun is not None and is_person(parse, noun) else None


def _described(parse: Parse, noun: int) -> FigureKind | None:
    """What an adjective, participle or clause on the counted noun tells: "injured men", "people killed in the raid"."""
    for child in parse.children[noun]:
        if parse.dep[child] in ("amod", "acl", "relcl"):
            told = kinds("adjective").get(parse.lower[child])
            if told is None and parse.dep[child] != "amod":
                told = _clause(parse, child)
            if told is not None:
                return told
    return None


def _clause(parse: Parse, verb: int) -> FigureKind | None:
    """What a clause on the counted noun tells of it: "people killed in …", "who died"."""
    passive = parse.tag[verb] == "VBN" and not any(
        parse.lower[c] in ("have", "has", "had") for c in parse.children[verb]
    )
    return kinds("object" if passive else "subject").get(parse.lemma[verb])


def _by_governor(parse: Parse, counted: Counted, named: FigureKind | None) -> FigureKind | None:
    i = counted.head
    if named is None and (shared := _shared(parse, i)) is not None:
        return shared
    for _ in range(6):
        above, dep = parse.head[i], parse.dep[i]
        if above == i:
            return _own(parse, i)
        if parse.dep[above] == "prep" and parse.lower[above] in WHERE:
            return _own(parse, i)
        if dep == "conj" and parse.pos[above] not in ("VERB", "AUX"):
            if own := _own(parse, i):
                return own
        elif parse.pos[above] in ("VERB", "AUX") and parse.dep[above] != "prep":
            return _by_verb(parse, above, i, dep) or _own(parse, i)
        elif (told := kinds("noun").get(parse.lemma[above])) is not None:
            return told
        i = above
    return None


def _shared(parse: Parse, i: int) -> FigureKind | None:
    """What stands behind the last of a list, for all of it: "150 soldiers, 95 civilians and two guards killed"."""
    while parse.dep[i] == "conj" and parse.pos[parse.head[i]] in ("NOUN", "PROPN", "NUM"):
        i = parse.head[i]
    last = i
    while (after := parse.child(last, "conj")) is not None:
        last = after
    end = parse.edges[last][1] - 1
    return kinds("adjective").get(parse.lower[end]) if last != i and parse.tag[end] == "VBN" else None


def _own(parse: Parse, i: int) -> FigureKind | None:
    """What stands beside the number itself: "53 dead", "two injured"."""
    for child in parse.children[i]:
        if child > i and (found := kinds("adjective").get(parse.lower[child])):
            return found
    after = i + 1
    if after + 1 < len(parse) and parse.pos[after] == "ADV" and parse.lower[after] not in kinds("adjective"):
        after += 1
    return kinds("adjective").get(parse.lower[after]) if after < len(parse) else None


def _by_verb(parse: Parse, verb: int, i: int, dep: str) -> FigureKind | None:
    lemma = parse.lemma[verb]
    passive = parse.child(verb, "auxpass") is not None or dep == "nsubjpass"
    role = "agent" if dep == "agent" else None
    if dep in OBJECT or (passive and dep in SUBJECT):
        role = "object"
    elif dep in SUBJECT:
        role = "subject"
        if parse.tag[verb] == "VBG" and (told := kinds("adjective").get(parse.lower[verb])):
            return told
    found = kinds(role).get(lemma) if role else None
    if found is not None and (lemma not in NEED_LIVES or parse.lemma[i] == "life"):
        return found
    beside = (_beside(parse, child) for child in parse.children[verb] if child != i)
    return next(filter(None, beside), None) or (kinds("with").get(lemma) if dep in WITH else None)


def _beside(parse: Parse, child: int) -> FigureKind | None:
    """The kind told by another dependent of the verb: "left 53 dead", "the toll rose to 53"."""
    if parse.dep[child] in ("acomp", "oprd", "advmod", "ccomp", "xcomp", "attr"):
        return kinds("adjective").get(parse.lower[child])
    return _told_by(parse, child) if parse.dep[child] in ("nsubj", "dobj", "nsubjpass") else None


def _told_by(parse: Parse, noun: int) -> FigureKind | None:
    """The kind told by a noun beside the verb: "the toll rose to 53", "the number of dead reached 53"."""
    if parse.lemma[noun] in ("toll", "death", "fatality", "casualty", "injury", "arrest", "turnout"):
        return kinds("noun").get(parse.lemma[noun])
    if parse.lemma[noun] in ("number", "total", "count", "figure"):
        of = next((c for c in parse.children[noun] if parse.lower[c] == "of"), None)
        below = parse.child(of, "pobj") if of is not None else None
        return kinds("noun").get(parse.lemma[below]) if below is not None else None
    return None
