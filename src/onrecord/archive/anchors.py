"""An item of one reading found again in another reading of the same report, by its place or its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

AROUND = 60
"""Characters on either side that tell an item from another one of the same words."""
OVERLAP = 0.5
"""Share of two spans of one text that both cover, from which they are one item."""
LONG = 20
"""Words of fewer characters must be the same, longer ones may differ a little; a span may grow or shrink by so many."""
ALIKE, NEAR = 90.0, 60.0
"""Least likeness of long words, and of what stands around (percent; Indel similarity)."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an item stands in a text: half-open, in code points."""

    id: str
    start: int
    end: int


def found_again(item: Anchor, text: str, others: Iterable[Anchor], other_text: str) -> Anchor | None:
    """The one of `others` (in `other_text`) that `item` (in `text`) is; None where it is gone.

    In the same text that is the one which shares most of its place; in a text with other words the one whose own words
    are the same and whose surroundings are most alike.
    """
    fits = _overlap if text == other_text else _likeness
    judged = [(fits(item, text, other, other_text), -other.start, other) for other in others]
    best = max(judged, key=lambda found: found[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _overlap(item: Anchor, _text: str, other: Anchor, _other_text: str) -> float:
    shared = min(item.end, other.end) - max(item.start, other.start)
    whole = max(item.end, other.end) - min(item.start, other.start)
    share = shared / whole if whole else 0.0
    lengths = (item.end - item.start, other.end - other.start)
    grown = shared == min(lengths) and max(lengths) - shared <= LONG
    return share if share >= OVERLAP or grown else 0.0


def _likeness(item: Anchor, text: str, other: Anchor, other_text: str) -> float:
    mine, yours = text[item.start : item.end], other_text[other.start : other.end]
    if mine != yours and (len(mine) < LONG or ratio(mine, yours) < ALIKE):
        return 0.0
    near = ratio(_around(item, text), _around(other, other_text))
    return near if near >= NEAR else 0.0


def _around(item: Anchor, text: str) -> str:
    return text[max(0, item.start - AROUND) : item.start] + text[item.end : item.end + AROUND]
