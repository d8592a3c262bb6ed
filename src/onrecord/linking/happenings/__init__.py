"""Happenings: mentions of events in many reports that are one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.linking.classes import classes
from onrecord.linking.happenings.similar import Mention, similarities
from onrecord.linking.stories.cluster import average_link

THRESHOLD = 0.7
"""Chosen on the development part of ECB+ (see `benchmarks/coreference_events.py`)."""

__all__ = ["THRESHOLD", "Mention", "find_happenings"]


def find_happenings(mentions: Sequence[Mention], threshold: float = THRESHOLD) -> list[list[int]]:
    """Happenings as lists of mention numbers, in order of their first mention."""
    same = classes([mention.report for mention in mentions], [replace(mention, report="") for mention in mentions])
    firsts = [mentions[i] for i in same.firsts]
    return same.spread(average_link(similarities(firsts), len(firsts), threshold))
