"""Numbers found in a text's pieces: values, bounds, units, as the words have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from onrecord.reading import modifiers
from onrecord.reading.figures.tables import Round, Unit, round_starts, rounds, units
from onrecord.reading.pieces import Piece, plain
from onrecord.record.labels import FigureKind
from onrecord.record.measure import Number

Pieces = tuple[Piece, ...]
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5,
         "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}  # fmt: skip
OF_A_WHOLE = frozenset({"of", "the", "majority", "as", "that", "its", "their", "all", "his", "her", "vote", "share"})
DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its place: pieces `[first, last)` with modifier and unit, `[core, close)` the number itself.

    `tally`: one side of two numbers joined by dashes, as of a vote or a score ("230-198", "52-to-48").
    """

    first: int
    last: int
    core: int
    close: int
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    approx: bool = False
    unit: str | None = None
    kind: FigureKind | None = None
    tally: bool = False


def amounts(cut: Pieces) -> Iterator[Amount]:
    """Every number of the pieces, in order, whatever it is used for."""
    starts, i = round_starts(), 0
    while i < len(cut):
        found = _amount(cut, i, starts)
        if found is None:
            i += 1
            continue
        found = _bounded(cut, found if found.unit else _measured(cut, found))
        yield replace(found, tally=_is_tally(cut, found))
        i = found.close


def _amount(cut: Pieces, i: int, starts: frozenset[str]) -> Amount | None:
    piece = cut[i]
    if piece.word in starts and (round_ := _round(cut, i)):
        return round_
    if piece.kind == "numeral":
        return _share(cut, i) or _range(cut, i) or Amount(i, i + 1, i, i + 1, piece.value)
    if piece.word in ("half", "a", "third", "quarter"):
        return _part(cut, i)
    return None


def _is_tally(cut: Pieces, found: Amount) -> bool:
    """Whether a dash, or "-to-", joins the bare number to another."""
    if found.unit or found.value is None or found.close - found.core != 1:
        return False
    return any(_tally_side(cut, found.core, step) for step in (1, -1))


def _tally_side(cut: Pieces, at: int, step: int) -> bool:
    words = (
        [p.word for p in cut[at + step : at + 4 * step : step]]
        if step > 0
        else [cut[k].word for k in range(at - 1, max(-1, at - 4), -1)]
    )
    size = 3 if words[:1] and words[0] in DASHES and words[1:2] == ["to"] and words[2:3] and words[2] in DASHES else 1
    other = at + step * (size + 1)
    return bool(words) and words[0] in DASHES and 0 <= other < len(cut) and cut[other].kind == "numeral"


def _round(cut: Pieces, i: int) -> Amount | None:
    table = rounds()
    for size in range(5, 0, -1):
        row: Round | None = table.get(tuple(" ".join(p.word for p in cut[i : i + size]).split()))
        if row is not None and i + size <= len(cut):
            blurred = row.value is None or "couple" in (p.word for p in cut[i : i + size])
            return Amount(i, i + size, i, i + size, row.value, low=row.low, approx=blurred)
    return None


def _share(cut: Pieces, i: int) -> Amount | None:
    """ "Two thirds", "one-third", "one in five", "nine out of ten"."""
    words = [p.word for p in cut[i + 1 : i + 4]]
    value = cut[i].value
    if value is None:
        return None
    skip = 1 if words[:1] == ["-"] else 0
    name = words[skip] if len(words) > skip else ""
    if name in PARTS and value < PARTS[name] * 3:
        return _whole(i, i + 2 + skip, Fraction(value) / PARTS[name])
    size = 2 if words[:1] == ["in"] else 3 if words[:2] == ["out", "of"] else 0
    other = cut[i + size] if size and i + size < len(cut) else None
    if other is not None and other.kind == "numeral" and other.value and value < other.value:
        small = isinstance(value, int) and value <= 10 and other.value <= 1000
        return _whole(i, i + size + 1, Fraction(value) / Fraction(other.value)) if small else None
    return None


def _whole(first: int, last: int, value: Fraction) -> Amount:
    return Amount(first, last, first, last, round(float(value), 4), unit="fraction", kind="percent")


def _part(cut: Pieces, i: int) -> Amount | None:
    """ "Half of", "a third of", "a quarter as much"; "the third man" is none."""
    at = i + 1 if cut[i].word == "a" else i
    if at >= len(cut) or cut[at].word not in ("half", "third", "quarter", "fifth", "tenth"):
        return None
    after = cut[at + 1].word if at + 1 < len(cut) else ""
    before = cut[i - 1].word if i else ""
    if after not in OF_A_WHOLE or (at == i and cut[at].word != "half") or before in ("first", "second", "the", "and"):
        return None
    return _whole(i, at + 1, Fraction(1, PARTS[cut[at].word]))


def _range(cut: Pieces, i: int) -> Amount | None:
    """ "3 to 5", "between 5 and 7", "5-7": both bounds, the magnitude shared; "from 3 to 5" is two numbers."""
    end = i + 2
    while end < len(cut) and end < i + 4 and (cut[end].word,) in units("before"):
        end += 1
    if end >= len(cut) or cut[end].kind != "numeral":
        return None
    start = _currency(cut, i)
    joint, before = cut[i + 1].word, cut[start - 1].word if start else ""
    low, high = cut[i].value, cut[end].value
    if low is None or high is None or before in ("from", "by"):
        return None
    between = joint == "and" and before == "between"
    if not (between or (joint in ("to", "or") or joint in DASHES)):
        return None
    if high >= 1000 and low < 1000 and not cut[i].word.replace(".", "").isalpha() and _magnitude(cut[end]):
        low = plain(Fraction(str(low)) * _magnitude(cut[end]))
    if low >= high:
        return None
    found = Amount(i, end + 1, i, end + 1, None, low=low, high=high)
    return replace(_measured(cut, found), first=start - 1) if between else found


def _currency(cut: Pieces, i: int) -> int:
    """Where the currency sign before a number begins, or the number."""
    for size in range(min(2, i), 0, -1):
        if tuple(p.word for p in cut[i - size : i]) in units("before"):
            return i - size
    return i


def _magnitude(piece: Piece) -> int:
    """What the magnitude behind digits multiplies by, 0 where there is none."""
    digits = piece.word.split()[0].replace(",", "")
    if " " not in piece.word or not digits.replace(".", "", 1).isdigit() or piece.value is None or not Fraction(digits):
        return 0
    return int(Fraction(str(piece.value)) / Fraction(digits))


def _measured(cut: Pieces, found: Amount) -> Amount:
    """The amount with its currency or unit, which belong to the span."""
    before = units("before")
    for size in range(min(2, found.first), 0, -1):
        row = before.get(tuple(p.word for p in cut[found.first - size : found.first]))
        if row is not None and cut[found.first].start - cut[found.first - 1].end <= 1:
            return replace(found, first=found.first - size, unit=row.unit, kind=row.kind)
    return _unit_after(cut, found)


def _unit_after(cut: Pieces, found: Amount) -> Amount:
    at = found.last + (1 if found.last < len(cut) and cut[found.last].word == "-" else 0)
    row, size = unit_at(cut, at)
    if row is None:
        return found
    value = found.value
    if cut[at].word == "cents" and value is not None:
        value = plain(Fraction(str(value)) / 100)
    return replace(found, last=at + size, value=value, unit=row.unit, kind=row.kind)


def unit_at(cut: Pieces, at: int) -> tuple[Unit | None, int]:
    """The unit that stands at a piece, and of how many pieces."""
    after = units("after")
    for size in range(min(3, len(cut) - at), 0, -1):
        row = after.get(tuple(p.word for p in cut[at : at + size]))
        short = size == 1 and at < len(cut) and len(cut[at].word) == 1 and cut[at].word.isalpha()
        if row is not None and not (short and at and cut[at].start > cut[at - 1].end + 1):
            return row, size
    return None, 0


def _bounded(cut: Pieces, found: Amount) -> Amount:
    """The amount with what the modifiers about it do, and they in its span."""
    first, before = modifiers.before(cut, found.first)
    last, after = modifiers.after(cut, found.last)
    for modifier in (before, after):
        if modifier is not None:
            found = replace(
                found,
                low=found.value if modifier.low and found.value is not None else found.low,
                high=found.value if modifier.high and found.value is not None else found.high,
                approx=found.approx or modifier.approx,
            )
    return replace(found, first=first, last=last)
