"""The tables of figures: units, round words, what tells the kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from onrecord.reading.pieces import Piece
from onrecord.reading.table import rows
from onrecord.record.labels import FigureKind

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is measured in, and the kind of figure that makes it."""

    unit: str
    kind: FigureKind


@dataclass(frozen=True, slots=True)
class Round:
    """A round word's lowest number, or the number that it comes to."""

    low: int | None
    value: int | None


@cache
def units(side: str) -> dict[Words, Unit]:
    """The units that stand `before` or `after` a number, by their words."""
    return {
        tuple(row["words"].split()): Unit(row["unit"], cast("FigureKind", row["kind"]))
        for row in rows(__package__, "units.csv")
        if row["side"] == side
    }


def unit_at(cut: tuple[Piece, ...], at: int) -> tuple[Unit | None, int]:
    """The unit that stands at a piece, and of how many pieces."""
    after = units("after")
    for size in range(min(3, len(cut) - at), 0, -1):
        row = after.get(tuple(p.word for p in cut[at : at + size]))
        short = size == 1 and at < len(cut) and len(cut[at].word) == 1 and cut[at].word.isalpha()
        if row is not None and not (short and at and cut[at].start > cut[at - 1].end + 1):
            return row, size
    return None, 0


@cache
def rounds() -> dict[Words, Round]:
    """Round words by their words."""
    return {
        tuple(row["words"].split()): Round(
            int(row["low"]) if row["low"] else None, int(row["value"]) if row["value"] else None
        )
        for row in rows(__package__, "rounds.csv")
    }


@cache
def round_starts() -> frozenset[str]:
    """The first words of round words."""
    return frozenset(words[0] for words in rounds())


@cache
def kinds(role: str) -> dict[str, FigureKind]:
    """The kind that a lemma tells of what stands in `role` to it."""
    return {
        row["lemma"]: cast("FigureKind", row["kind"]) for row in rows(__package__, "kinds.csv") if row["role"] == role
    }
