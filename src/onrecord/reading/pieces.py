"""A text cut into pieces for the grammars of times and figures, with its numerals read.

The cut is finer than the parser's tokens ("46-year-old" is five pieces) and its own, so that a grammar
sees the same pieces whatever pipeline parsed the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from onrecord.reading.table import rows
from onrecord.record.measure import Number

PIECE = re.compile(
    r"""(?P<iso>\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?!\d))
    | (?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d))
    | (?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)|\d{1,2}\.[0-5]\d(?=\s?[ap]\.?m\b))
    | (?P<decade>['’]?\d0s\b|\d{3}0['’]?s\b)
    | (?P<ordinal>\d+(?:,\d{3})*(?:st|nd|rd|th)\b)
    | (?P<number>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?!\d)|\d+\.\d+|\d+)
    | (?P<ampm>\b[ap]\.\s?m\.?(?!\w)|(?<=\d)[ap]m\b|(?<=\d\s)[ap]m\b)
    | (?P<word>['’]s\b|(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:[’'](?!s\b)[^\W\d_]+)*)
    | (?P<line>\n)
    | (?P<mark>[^\s\w]|_)""",
    re.X | re.I,
)
LONGEST = 24
"""Characters of the longest run of digits that is read as a number."""
FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece `[start, end)` of the text: what kind it is, and its words in lower case.

    `kind`: iso, slash, clock, decade, ordinal, number, ampm, word, line, mark; `numeral` for a number
    in digits or words, of one or more pieces, whose `value` is then set. `title`: begins in upper case.
    """

    start: int
    end: int
    kind: str
    word: str
    title: bool = False
    value: Number | None = None


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of `text` in order, numerals joined to one piece each ("two hundred and six")."""
    return tuple(_joined(list(_cut(text))))


def _cut(text: str) -> Iterator[Piece]:
    for m in PIECE.finditer(text):
        words = m.group()
        yield Piece(m.start(), m.end(), m.lastgroup or "mark", words.lower(), words[0].isupper())


@cache
def numeral_words() -> dict[str, tuple[str, int]]:
    """Words of numerals: their class (digit, teen, ten, hundred, magnitude) and value."""
    return {row["word"]: (row["class"], int(row["value"])) for row in rows(__package__, "numerals.csv")}


def _joined(cut: list[Piece]) -> Iterator[Piece]:
    words = numeral_words()
    i = 0
    while i < len(cut):
        piece = cut[i]
        last = i
        if piece.kind == "number" and len(piece.word) <= LONGEST:
            last, value = _digits(cut, i, words)
        elif piece.word in words and words[piece.word][0] != "magnitude":
            last, value = _spelt(cut, i, words)
        if last > i:
            joined = " ".join(p.word for p in cut[i:last])
            yield Piece(piece.start, cut[last - 1].end, "numeral", joined, piece.title, value)
            i = last
        else:
            yield piece
            i += 1


def _digits(cut: list[Piece], i: int, words: dict[str, tuple[str, int]]) -> tuple[int, Number]:
    """A number in digits, with a fraction sign and the magnitudes after it."""
    value = Fraction(cut[i].word.replace(",", ""))
    i += 1
    if i < len(cut) and cut[i].word in FRACTIONS:
        value += FRACTIONS[cut[i].word]
        i += 1
    while value < 10**24 and (magnitude := _magnitude(cut, i, words, digits=True)) is not None:
        value *= magnitude[1]
        i = magnitude[0]
    return i, plain(value)


def _magnitude(cut: list[Piece], i: int, words: dict[str, tuple[str, int]], *, digits: bool) -> tuple[int, int] | None:
    """The magnitude at `i` or behind a hyphen there: where it ends, and what it multiplies by."""
    if i < len(cut) and cut[i].word == "-":
        i += 1
    if i >= len(cut):
        return None
    kind, value = words.get(cut[i].word, ("", 0))
    near = cut[i].start - cut[i - 1].end <= 1
    short = len(cut[i].word) <= 2
    if not near or (short and not digits) or kind not in ("magnitude", "hundred"):
        return None
    return (i + 1, value) if not short or cut[i].word != "m" or cut[i].start == cut[i - 1].end else None


def _spelt(cut: list[Piece], i: int, words: dict[str, tuple[str, int]]) -> tuple[int, Number]:
    """A number in words: groups below a thousand, each with its magnitude."""
    total = group = 0
    before, first = "", i
    while i < len(cut):
        at = i + 1 if i > first and cut[i].word in ("-", "and") and i + 1 < len(cut) else i
        kind, value = words.get(cut[at].word, ("", 0))
        joins = cut[i].word if at > i else ""
        if len(cut[at].word) <= 2 or not _follows(before, kind, joins):
            break
        if kind == "hundred":
            group = max(group, 1) * value
        elif kind == "magnitude":
            total, group = total + max(group, 1) * value, 0
        else:
            group += value
        before, i = kind, at + 1
    return i, plain(Fraction(total + group))


def _follows(before: str, kind: str, joins: str) -> bool:
    """Whether a word of class `kind` continues a numeral whose last word is of class `before`."""
    if joins == "and":
        return before in ("hundred", "magnitude") and kind in ("digit", "teen", "ten")
    allowed = {
        "": ("zero", "digit", "teen", "ten", "hundred"),
        "zero": (),
        "digit": ("hundred", "magnitude"),
        "teen": ("hundred", "magnitude"),
        "ten": ("digit", "hundred", "magnitude"),
        "hundred": ("digit", "teen", "ten", "magnitude"),
        "magnitude": ("digit", "teen", "ten"),
    }
    return kind in allowed[before] and not (joins == "-" and kind in ("hundred", "magnitude") and before == "magnitude")


def plain(value: Fraction) -> Number:
    """An integer where the value is one that 64 bits hold, else a float."""
    return int(value) if value.denominator == 1 and value < 2**63 else float(value)
