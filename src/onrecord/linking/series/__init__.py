"""Figure series: figures of many reports that count or measure one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.linking.classes import classes
from onrecord.linking.series.similar import Counted, is_followed, similarities
from onrecord.linking.stories.cluster import average_link

THRESHOLD = 0.6
"""Chosen by reading what was joined in stories of ECB+ (see docs/decisions)."""

__all__ = ["THRESHOLD", "Counted", "find_series"]


def find_series(figures: Sequence[Counted], threshold: float = THRESHOLD) -> list[list[int]]:
    """Series as lists of figure numbers, in order of their first figure; what nothing follows stays alone.

    What copies repeat counts once, and is compared once.
    """
    keys = [replace(figure, report="") if is_followed(figure) else None for figure in figures]
    same = classes(None, keys)
    firsts = [figures[i] for i in same.firsts]
    return same.spread(average_link(similarities(firsts), len(firsts), threshold))
