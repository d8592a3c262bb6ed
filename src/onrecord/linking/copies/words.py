"""A report's text as comparable words: lower case, figures in one form, in sentences with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
BREAK = re.compile(r"\n\s*\n|(?<=[.!?:;\"”'’])\s*\n|(?<=[.!?])[\"”'’)]*\s+(?=[\"“'‘(]?[A-Z0-9])")
NUMERALS = {
    name: str(value)
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
}
SHORTEST = 3
"""A stretch of fewer words is no sentence of its own ("Mr.", "Jan."): it joins the next."""

READER = frozenset(
    "advertisement bookmark click cookie cookies gallery inbox login newsletter newsletters podcast subscribe "
    "subscriber subscribers trending whatsapp".split()
)
"""Words by which an outlet speaks to its readers, where no one is quoted."""
BIDDING = frozenset("download follow get join listen more photo photograph read related see share sign watch".split())
"""Words that do so at the beginning of a line."""
QUOTES = ('"', "“", "”", "''")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a stretch `[start, end)` of the text.

    `names`: those that begin with a capital inside it; `furniture`: the outlet speaks to its readers here.
    """

    start: int
    end: int
    words: tuple[str, ...]
    names: frozenset[str]
    furniture: bool


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, each with at least one word, short ones joined to the next."""
    return tuple(_sentence(text, start, end, tokens) for start, end, tokens in _stretches(text))


@lru_cache(1_000)
def edges(text: str) -> tuple[tuple[int, int], ...]:
    """`[start, end)` of each of `sentences(text)`; kept, for a story is taken up again with each report of it."""
    return tuple((start, end) for start, end, _ in _stretches(text))


def _stretches(text: str) -> Iterator[tuple[int, int, list[str]]]:
    start = 0
    for end in (*(match.end() for match in BREAK.finditer(text)), len(text)):
        tokens = TOKEN.findall(text, start, end)
        if len(tokens) < SHORTEST and end < len(text):
            continue
        if tokens:
            yield start, end, tokens
        start = end


def plain(token: str) -> str:
    """A token in its comparable form: "Seven" and "7", "1,200" and "1200" are one."""
    word = token.lower().replace("’", "'")
    if word[0].isdigit():
        return word.replace(",", "")
    return NUMERALS.get(word, word)


def is_figure(word: str) -> bool:
    """Whether a plain word is a number in digits."""
    return word[0].isdigit()


def _sentence(text: str, start: int, end: int, tokens: list[str]) -> Sentence:
    plains = tuple(map(plain, tokens))
    names = frozenset(word for word, token in zip(plains[1:], tokens[1:], strict=True) if token[0].isupper())
    quoted = any(text.find(mark, start, end) >= 0 for mark in QUOTES)
    to_readers = plains[0] in BIDDING or not READER.isdisjoint(plains)
    return Sentence(start, end, plains, names, to_readers and not quoted)
