"""A number in its place, before it is told what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.pieces import Piece
from onrecord.record.labels import FigureKind
from onrecord.record.measure import Number

Pieces = tuple[Piece, ...]


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
