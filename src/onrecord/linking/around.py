"""The words around an item of a report, as vectors that can be compared."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from onrecord.archive.connect import Connection
from onrecord.linking.copies.words import edges
from onrecord.linking.stories.terms import COMMON, TOKEN, stem

Vector = Mapping[str, float]
_TEXTS = 'SELECT reading, "text" FROM base.article WHERE reading IN (SELECT unnest($1::BIGINT[]))'


UNSEEN = 50
"""So many are taken to be there beside those that are compared: among a few, a word says as much as among many."""


class Texts:
    """The cleaned texts of readings with their sentences."""

    def __init__(self, connection: Connection, readings: Iterable[int]) -> None:
        self._texts: dict[int, str] = dict(connection.execute(_TEXTS, [sorted(set(readings))]).fetchall())

    def around(self, reading: int, at: int) -> str:
        """The sentence of a reading's text that holds the place `at`."""
        text = self._texts[reading]
        parts = edges(text)
        start, end = parts[max(0, bisect_right(parts, (at, len(text))) - 1)]
        return text[start:end]


def stems(text: str) -> list[str]:
    """The stems of a text's telling words, in order; a text of common words only gives all."""
    words = [word.lower() for word in TOKEN.findall(text)]
    return [stem(word) for word in words if word not in COMMON] or [stem(word) for word in words]


def words_around(text: str) -> Counter[str]:
    """The stems of a sentence that tell what it is about."""
    return Counter(stem(w) for w in map(str.lower, TOKEN.findall(text)) if w not in COMMON and len(w) > 1)


def vectors(counts: Sequence[Counter[str]]) -> list[Vector]:
    """A vector of length one for each, weighted by how few of the others, and of `UNSEEN` more, have a word."""
    spread = Counter(word for count in counts for word in count)
    found: list[Vector] = []
    for count in counts:
        raw = {word: log(1 + (len(counts) + UNSEEN) / spread[word]) for word in count}
        norm = sqrt(sum(value * value for value in raw.values())) or 1.0
        found.append({word: value / norm for word, value in raw.items()})
    return found


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two vectors of length one."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[word] for word, value in one.items() if word in other)
