"""The words about a number that bound or blur it ("more than", "nearly", "or so")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.reading.pieces import Piece
from onrecord.reading.table import rows

LONGEST = 5


@dataclass(frozen=True, slots=True)
class Modifier:
    """What a modifier does: bounds the number from below or above, blurs it; TIMEX3's name for it."""

    low: bool
    high: bool
    approx: bool
    mod: str


@cache
def modifiers(side: str) -> dict[tuple[str, ...], Modifier]:
    """The modifiers that stand `before` or `after` a number, by their words."""
    return {
        tuple(row["words"].split()): Modifier(bool(row["low"]), bool(row["high"]), bool(row["approx"]), row["mod"])
        for row in rows(__package__, "modifiers.csv")
        if row["side"] == side
    }


def before(pieces: tuple[Piece, ...], at: int) -> tuple[int, Modifier | None]:
    """The modifier that ends at piece `at`: where it begins, or `at` and None."""
    table = modifiers("before")
    for size in range(min(LONGEST, at), 0, -1):
        found = table.get(tuple(p.word for p in pieces[at - size : at]))
        if found is not None:
            return at - size, found
    return at, None


def after(pieces: tuple[Piece, ...], at: int) -> tuple[int, Modifier | None]:
    """The modifier that begins at piece `at`: where it ends, or `at` and None."""
    table = modifiers("after")
    for size in range(min(2, len(pieces) - at), 0, -1):
        found = table.get(tuple(p.word for p in pieces[at : at + size]))
        if found is not None:
            return at + size, found
    return at, None
