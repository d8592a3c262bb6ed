"""Plans across reports: what is to take place, followed from report to report, and from story to story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.linking.classes import classes
from onrecord.linking.plans.similar import Planned, similarities
from onrecord.linking.stories.cluster import average_link

THRESHOLD = 0.66
"""Chosen by reading what was joined in stories of ECB+ and of Reuters-21578 (see docs/decisions)."""

__all__ = ["THRESHOLD", "Planned", "find_plans"]


def find_plans(plans: Sequence[Planned], threshold: float = THRESHOLD) -> list[list[int]]:
    """Chains as lists of plan numbers, in order of their first plan."""
    same = classes([plan.report for plan in plans], [replace(plan, report="") for plan in plans])
    firsts = [plans[i] for i in same.firsts]
    return same.spread(average_link(similarities(firsts), len(firsts), threshold))
