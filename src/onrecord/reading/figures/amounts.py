"""Numbers found in a text's pieces: values, bounds, units, as the words have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from onrecord.reading import modifiers
from onrecord.reading.figures.amount import Amount, Pieces
from onrecord.reading.figures.shares import part, share
from onrecord.reading.figures.tables import Round, round_starts, rounds, unit_at, units
from onrecord.reading.pieces import Piece, numeral_words, plain

LONGEST = 7
"""Words of the longest round expression."""
AGES = ("between", "the", "ages", "of")
DASHES = frozenset({"-", "–", "—"})


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
        return share(cut, i) or _range(cut, i) or Amount(i, i + 1, i, i + 1, piece.value)
    if piece.word in ("half", "a", "third", "quarter"):
        return part(cut, i)
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
    for size in range(LONGEST, 0, -1):
        row: Round | None = table.get(tuple(" ".join(p.word for p in cut[i : i + size]).split()))
        if row is not None and i + size <= len(cut):
            blurred = row.value is None or "couple" in (p.word for p in cut[i : i + size])
            return Amount(i, i + size, i, i + size, row.value, low=row.low, approx=blurred)
    return None


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
    if joint == "and" and tuple(p.word for p in cut[max(0, i - 4) : i]) == AGES:
        return Amount(i - 4, end + 1, i, end + 1, None, low=low, high=high, unit="year", kind="age")
    between = joint == "and" and before == "between"
    if not (between or (joint in ("to", "or") or joint in DASHES)):
        return None
    if low < 1000 and Fraction(str(low)) * (shared := _magnitude(cut[end])) < high:
        low = plain(Fraction(str(low)) * shared)
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
    """What the magnitudes that close a number multiply by ("5.5 million", "six hundred thousand"), else 1."""
    product = 1
    for word in reversed(piece.word.split()[1:]):
        kind, value = numeral_words().get(word, ("", 0))
        if kind not in ("magnitude", "hundred"):
            break
        product *= value
    return product


def _measured(cut: Pieces, found: Amount) -> Amount:
    """The amount with its currency or unit, which belong to the span."""
    before = units("before")
    for size in range(min(2, found.first), 0, -1):
        row = before.get(tuple(p.word for p in cut[found.first - size : found.first]))
        if row is not None and cut[found.first].start - cut[found.first - 1].end <= 1:
            return replace(found, first=found.first - size, unit=row.unit, kind=row.kind)
    return _unit_after(cut, found)


def _unit_after(cut: Pieces, found: Amount) -> Amount:
    """The amount with the unit behind it ("5 km", "20 or more miles")."""
    at = found.last + (1 if found.last < len(cut) and cut[found.last].word == "-" else 0)
    row, size = unit_at(cut, at)
    if row is None:
        return found
    value = found.value
    if cut[at].word == "cents" and value is not None:
        value = plain(Fraction(str(value)) / 100)
    return replace(found, last=at + size, value=value, unit=row.unit, kind=row.kind)


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
    found = replace(found, first=first, last=last)
    return _unit_after(cut, found) if after is not None and found.unit is None else found
