"""A statement's words as they can be compared, and when two are the same words of one speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from onrecord.linking.copies.words import TOKEN, plain

Relation = Literal["whole", "cut", "brackets"]

QUOTED = re.compile(r"“([^”]*)”?|\"([^\"]*)\"?|''(.*?)(?:''|$)|``(.*?)(?:''|$)", re.DOTALL)
BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
SHORTEST = 5
"""Fewer words are no quotation to follow: anyone may say them."""
UNNAMED = 8
"""Words asked for where one of the two reports does not say who spoke."""
SHARED = 0.85
"""Of the shorter one's words, in order, that the longer one has."""
REPORTED = 0.9
"""The same where the words are not quoted: of the longer one's words."""
TITLES = frozenset("mr mrs ms miss dr sir lord lady president minister prime senator general the".split())


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a statement gives: its words, in quotation marks (`direct`) or not, and who is cited.

    `speaker`: the name as the report's entity has it, absent where nobody is named; `entity`: the id in the
    registry, if known; `brackets`: words were put into the quotation.
    """

    words: tuple[str, ...]
    direct: bool
    speaker: str | None
    entity: str | None = None
    brackets: bool = False


def quoted_words(content: str, direct: bool) -> tuple[tuple[str, ...], bool]:
    """The comparable words of a statement's content, of its quoted parts if `direct`; whether some are bracketed."""
    text = content
    if direct:
        parts = ["".join(filter(None, found)) for found in QUOTED.findall(content)]
        text = " ".join(parts) or content
    bare = BRACKETS.sub(" ", text)
    return tuple(plain(match.group()) for match in TOKEN.finditer(bare)), bare != text


def is_long(statement: Quoted) -> bool:
    """Whether it has words enough to be the same as another of the same words."""
    return len(statement.words) >= (SHORTEST if statement.speaker else UNNAMED)


def same_words(one: Quoted, other: Quoted) -> bool:
    """Whether two statements give the same words, or one a part of the other's."""
    shorter, longer = sorted((one.words, other.words), key=len)
    if len(shorter) < (SHORTEST if one.speaker and other.speaker else UNNAMED):
        return False
    shared = LCSseq.similarity(shorter, longer)
    if one.direct and other.direct:
        return shared >= SHARED * len(shorter)
    return shared >= REPORTED * len(longer)


def same_speaker(one: Quoted, other: Quoted) -> bool:
    """Whether two statements may be of one speaker: one entity, names of which one holds the other, or none given."""
    if one.entity and one.entity == other.entity:
        return True
    if not one.speaker or not other.speaker:
        return True
    a, b = _name(one.speaker), _name(other.speaker)
    if not a or not b:
        return True
    return a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


def _name(speaker: str) -> list[str]:
    words = [plain(match.group()) for match in TOKEN.finditer(speaker)]
    return [word for word in words if word not in TITLES]


def relation(statement: Quoted, longest: int) -> Relation:
    """How a report carries a quotation whose fullest form has `longest` words."""
    if statement.brackets:
        return "brackets"
    return "whole" if len(statement.words) >= SHARED * longest else "cut"
