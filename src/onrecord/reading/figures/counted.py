"""What a number counts, and what governs it, through the parse."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language import Parse
from onrecord.reading.figures.amount import Amount
from onrecord.reading.figures.tables import kinds
from onrecord.record import Span

FOR_MONEY = frozenset({"of", "in", "for", "from", "to", "on", "toward", "towards"})
AMOUNTS = frozenset({"amount", "range", "sum", "order", "region", "neighborhood", "excess", "rate", "level"})
PARTITIVE = frozenset({"of", "from", "among"})
TRIM = frozenset({",", ".", ";", ":", "(", "—", "–", "-", '"', "“", "''", "``"})


@dataclass(frozen=True, slots=True)
class Counted:
    """`head`: the token that stands for the figure in its clause; `noun`: what is counted, with its span."""

    head: int
    noun: int | None = None
    of: Span | None = None


def counted(parse: Parse, amount: Amount, tokens: range) -> Counted:
    """What the number at `tokens` counts: its noun, its "of" phrase, or the person whose age it is."""
    root = parse.root(tokens)
    if amount.kind == "age":
        return _aged(parse, root)
    if amount.unit and amount.kind is not None:
        return _measured(parse, root, tokens)
    return Counted(root, None, _votes(parse, root)) if amount.tally else _plain(parse, root, tokens)


def _plain(parse: Parse, root: int, tokens: range) -> Counted:
    """What a number without a unit counts."""
    above = parse.head[root]
    if parse.dep[root] in ("nummod", "compound", "amod", "quantmod", "nmod", "det") and above > root:
        while parse.dep[above] == "compound" and parse.head[above] > above:
            above = parse.head[above]
        if parse.lower[above] in kinds("adjective"):
            return Counted(above)
        return Counted(above, above, _phrase(parse, above, tokens[-1] + 1))
    if (of := _object(parse, root, PARTITIVE)) is not None:
        return Counted(root, of, _phrase(parse, of, max(parse.edges[of][0], tokens[-1] + 1)))
    if (clause := parse.child(root, "relcl", "acl")) is not None:
        return Counted(root, root, parse.span(*parse.edges[clause]))
    after = tokens[-1] + 1
    if (
        after < len(parse)
        and parse.pos[after] in ("NOUN", "PROPN")
        and parse.dep[after] != "npadvmod"
        and parse.lower[after] not in kinds("adjective")
        and parse.sentence_of[after] == parse.sentence_of[root]
    ):
        noun = _noun_end(parse, after)
        return Counted(root, noun, _phrase(parse, noun, after))
    if parse.dep[root] in ("nummod", "appos") and above == root - 1 and parse.pos[above] == "NOUN":
        return Counted(above, above, _phrase(parse, above, parse.edges[above][0]))
    return Counted(root, None, _subject(parse, root))


def _votes(parse: Parse, root: int) -> Span | None:
    """What both sides of a vote count, where the text says so: "by votes of 230-197"."""
    for above in parse.ancestors(root)[:4]:
        if kinds("noun").get(parse.lemma[above]) == "votes":
            return parse.span(above, above + 1)
    return None


def _subject(parse: Parse, root: int) -> Span | None:
    """What a number is said to be: "the magnitude was 5.5"."""
    above = parse.head[root]
    if parse.dep[root] not in ("attr", "acomp") or parse.lemma[above] != "be":
        return None
    subject = parse.child(above, "nsubj")
    return _phrase(parse, subject, parse.edges[subject][0]) if subject is not None else None


def _noun_end(parse: Parse, i: int) -> int:
    while i + 1 < len(parse) and parse.head[i] == i + 1 and parse.dep[i] in ("compound", "amod"):
        i += 1
    return i


def _measured(parse: Parse, root: int, tokens: range) -> Counted:
    for i in (root, *tokens):
        noun = _object(parse, i, FOR_MONEY)
        if noun is not None:
            return Counted(root, noun, _phrase(parse, noun, max(parse.edges[noun][0], tokens[-1] + 1)))
    above = parse.head[root]
    if above > tokens[-1] and parse.pos[above] in ("NOUN", "PROPN") and parse.dep[above] != "npadvmod":
        return Counted(above, above, _phrase(parse, above, tokens[-1] + 1))
    noun = _quantity(parse, root)
    if noun is None or parse.tag[noun] in ("PRP", "EX", "DT"):
        return Counted(root)
    return Counted(root, None, _phrase(parse, noun, parse.edges[noun][0], tokens[0]))


def _quantity(parse: Parse, root: int) -> int | None:
    """What has the measure: "a fine of $500", "the wage rose to $15", "winds reach 75 mph", "raised duties to 15%"."""
    above, dep = parse.head[root], parse.dep[root]
    if dep in ("attr", "acomp"):
        return parse.child(above, "nsubj", "csubj")
    if dep in ("dobj", "npadvmod", "advmod") and parse.pos[above] in ("VERB", "AUX"):
        return _subject_of(parse, above) if parse.lemma[above] in kinds("measure") else None
    if dep != "pobj":
        return None
    over = parse.head[above]
    if parse.pos[over] in ("NOUN", "PROPN") and parse.lower[above] in ("of", "at"):
        return _what_amounts(parse, over)
    if parse.pos[over] in ("VERB", "AUX") and parse.lower[above] in ("to", "at", "by", "from", "for"):
        found = parse.child(over, "dobj", "nsubjpass")
        return _subject_of(parse, over) if found is None else found
    return None


def _what_amounts(parse: Parse, noun: int) -> int:
    """What stands above a noun that only says how much ("restitution in the amount of $6 million")."""
    above = parse.head[noun]
    if parse.lemma[noun] not in AMOUNTS or parse.dep[noun] != "pobj" or parse.lower[above] not in ("in", "at"):
        return noun
    over = parse.head[above]
    if parse.pos[over] == "NOUN":
        return over
    found = parse.child(over, "dobj", "nsubjpass")
    return noun if found is None else found


def _subject_of(parse: Parse, verb: int) -> int | None:
    """The subject of a verb, or of the one above that it has no subject of its own for ("are predicted to reach")."""
    while (found := parse.child(verb, "nsubj", "nsubjpass")) is None and parse.dep[verb] in ("xcomp", "conj"):
        verb = parse.head[verb]
    return found


def _object(parse: Parse, i: int, prepositions: frozenset[str]) -> int | None:
    """The object of the first such preposition on a token."""
    for child in parse.children[i]:
        if parse.dep[child] == "prep" and parse.lower[child] in prepositions and child > i:
            return parse.child(child, "pobj", "pcomp")
    return None


def _aged(parse: Parse, root: int) -> Counted:
    """The person whose age stands after the name or before the noun."""
    for above in parse.ancestors(root)[:4]:
        if parse.pos[above] in ("NOUN", "PROPN") and parse.lower[above] not in ("year", "years", "age", "ages"):
            first = parse.edges[above][0] if above < root else root + 1
            return Counted(above, above, parse.span(min(first, above), above + 1))
        if parse.pos[above] in ("VERB", "AUX") and (subject := parse.child(above, "nsubj", "nsubjpass")) is not None:
            return Counted(above, subject, _phrase(parse, subject, parse.edges[subject][0]))
    return Counted(root)


def _phrase(parse: Parse, noun: int, first: int, stop: int | None = None) -> Span | None:
    """The full noun phrase of `noun` from token `first` on: with "of" phrases and clauses, its marks left off.

    It ends before a phrase that holds token `stop`: the measure is no part of what it measures.
    """
    last = parse.edges[noun][1]
    if stop is not None and noun < stop < last:
        last = next((parse.edges[c][0] for c in parse.children[noun] if c > noun and stop < parse.edges[c][1]), stop)
    conjoined = [c for c in parse.children[noun] if parse.dep[c] in ("conj", "cc", "appos") and c > noun]
    if conjoined:
        last = min(last, min(parse.edges[c][0] for c in conjoined))
    first = max(first, parse.edges[noun][0])
    while first < last and (parse.lower[first] in TRIM or parse.dep[first] == "cc"):
        first += 1
    while last > first and (parse.lower[last - 1] in TRIM or parse.dep[last - 1] == "cc"):
        last -= 1
    return parse.span(first, last) if first < last else None
