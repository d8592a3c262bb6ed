"""Shares of a whole: "two thirds", "one in five", "half of", "a third less"."""

from __future__ import annotations

from fractions import Fraction

from onrecord.reading.figures.amount import Amount, Pieces
from onrecord.reading.figures.tables import unit_at
from onrecord.reading.pieces import Piece, plain

PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5,
         "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}  # fmt: skip
OF_A_WHOLE = frozenset(
    "a of the majority as that its their all his her vote share part less more fewer higher lower larger".split()
)


def share(cut: Pieces, i: int) -> Amount | None:
    """ "Two thirds", "one-third", "one in five", "nine out of ten"."""
    words = [p.word for p in cut[i + 1 : i + 4]]
    value = cut[i].value
    if value is None:
        return None
    skip = 1 if words[:1] == ["-"] else 0
    name = words[skip] if len(words) > skip else ""
    if words[:1] == ["and"] and (mixed := _mixed(cut, i)):
        return mixed
    if name in PARTS and value < PARTS[name] * 3:
        return _whole(i, i + 2 + skip, Fraction(value) / PARTS[name])
    size = 2 if words[:1] == ["in"] else 3 if words[:2] == ["out", "of"] else 0
    other = cut[i + size] if size and i + size < len(cut) else None
    if other is not None and other.kind == "numeral" and other.value and value < other.value:
        small = isinstance(value, int) and value <= 10 and other.value <= 1000
        return _whole(i, i + size + 1, Fraction(value) / Fraction(other.value)) if small else None
    return None


def _mixed(cut: Pieces, i: int) -> Amount | None:
    """ "One and two thirds metres", "two and a half percent": a number and its fraction."""
    whole, parts = cut[i].value, cut[i + 2 : i + 4]
    if whole is None or len(parts) < 2 or parts[1].word not in PARTS or (over := _over(parts[0])) is None:
        return None
    value = Fraction(str(whole)) + Fraction(over) / PARTS[parts[1].word]
    return Amount(i, i + 4, i, i + 4, plain(value) if value.denominator == 1 else round(float(value), 4))


def _over(piece: Piece) -> int | None:
    """What stands over the fraction's name: "a" or a small number."""
    if piece.word == "a":
        return 1
    return piece.value if isinstance(piece.value, int) and piece.value < 10 else None


def _whole(first: int, last: int, value: Fraction) -> Amount:
    return Amount(first, last, first, last, round(float(value), 4), unit="fraction", kind="percent")


def part(cut: Pieces, i: int) -> Amount | None:
    """ "Half of", "a third of", "a quarter as much"; "the third man" is none."""
    at = i + 1 if cut[i].word == "a" else i
    if at >= len(cut) or cut[at].word not in ("half", "third", "quarter", "fifth", "sixth", "eighth", "tenth"):
        return None
    after = cut[at + 1].word if at + 1 < len(cut) else ""
    before = cut[i - 1].word if i else ""
    if after not in OF_A_WHOLE or (at == i and cut[at].word != "half") or before in ("first", "second", "the", "and"):
        return None
    if at == i and after == "a":
        return _half_unit(cut, i)
    return _whole(i, at + 1, Fraction(1, PARTS[cut[at].word]))


def _half_unit(cut: Pieces, i: int) -> Amount | None:
    """ "Half a percentage point", "half a mile"."""
    unit, size = unit_at(cut, i + 2)
    return Amount(i, i + 2 + size, i, i + 1, 0.5, unit=unit.unit, kind=unit.kind) if unit else None
