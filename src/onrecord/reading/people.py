"""Nouns of people, and the ages told of them ("46-year-old")."""

from __future__ import annotations

from functools import cache

from onrecord.language import Parse
from onrecord.reading.pieces import Piece
from onrecord.reading.table import rows
from onrecord.record import Range

THINGS = frozenset({"list", "checklist", "shortlist", "blacklist", "twist", "wrist", "fist", "mist", "gist", "heist"})
"""Nouns in "-ist" that are no people."""
OLD = frozenset({"old", "olds"})
UNITS = {"year": "year", "years": "year", "month": "month", "months": "month", "week": "week", "weeks": "week",
         "day": "day", "days": "day"}  # fmt: skip


@cache
def persons() -> frozenset[str]:
    """Lemmas of nouns for people."""
    return frozenset(row["lemma"] for row in rows(__package__, "persons.csv"))


def is_person(parse: Parse, noun: int) -> bool:
    """Whether a noun means people: by the table, its ending, or as a name of a nation."""
    lemma = parse.lemma[noun]
    if lemma in THINGS:
        return False
    if lemma in persons() or parse.lower[noun] in persons() or lemma.endswith(("ist", "man", "woman", "men")):
        return True
    return parse.tag[noun] == "NNPS" or any(
        n.first <= noun < n.last and n.label in ("NORP", "PERSON") for n in parse.names
    )


def age(parse: Parse, cut: tuple[Piece, ...], at: int) -> tuple[int, str] | None:
    """The age that goes on at piece `at`, after its number ("-year-old", "years of age"): its end and unit.

    None where there is none, or where what is so old is no person ("a 25-year-old building").
    """
    words = [cut[j].word for j in range(at, min(at + 5, len(cut)))]
    skip = [j for j, word in enumerate(words) if word != "-"]
    if len(skip) < 2 or words[skip[0]] not in UNITS:
        return None
    unit, second = UNITS[words[skip[0]]], words[skip[1]]
    if second == "of" and len(skip) > 2 and words[skip[2]] == "age":
        return at + skip[2] + 1, unit
    if second not in OLD:
        return None
    end = at + skip[1] + 1
    return None if second == "old" and not _of_person(parse, cut, end) else (end, unit)


def _of_person(parse: Parse, cut: tuple[Piece, ...], end: int) -> bool:
    """Whether the first noun that follows within three words, if any, is a person."""
    for piece in cut[end : end + 3]:
        if piece.kind != "word":
            return True
        token = next(iter(parse.tokens(Range(start=piece.start, end=piece.end))), None)
        if token is not None and parse.pos[token] in ("NOUN", "PROPN"):
            return parse.pos[token] == "PROPN" or is_person(parse, token)
        if token is not None and parse.pos[token] not in ("ADJ", "VERB", "ADV"):
            return True
    return True
