"""Figure series: figures of many reports that count or measure one thing."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.series.similar import Counted, repeated, similarities
from onrecord.linking.stories.cluster import average_link

THRESHOLD = 0.6
"""Chosen by reading what was joined in stories of ECB+ (see docs/decisions)."""

__all__ = ["THRESHOLD", "Counted", "find_series"]


def find_series(figures: Sequence[Counted], threshold: float = THRESHOLD) -> list[list[int]]:
    """Series as lists of figure numbers, in order of their first figure; what nothing follows stays alone.

    What copies repeat counts once, and is compared once.
    """
    same = repeated(figures)
    first = [figures[group[0]] for group in same]
    found = average_link(similarities(first), len(first), threshold)
    return sorted(sorted(i for one in series for i in same[one]) for series in found)
