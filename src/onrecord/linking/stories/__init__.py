"""Stories: reports about one happening and its follow-ups, clustered within a window of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.linking.stories.cluster import average_link
from onrecord.linking.stories.similar import cosines, scaled
from onrecord.linking.stories.terms import terms, weigh

THRESHOLD = 0.51
"""Chosen on the development part of ECB+ (see `benchmarks/stories.py`)."""
WINDOW = 10
"""Days between a report and its story's next one."""

__all__ = ["THRESHOLD", "WINDOW", "average_link", "cosines", "find_stories", "scaled", "terms", "weigh"]


def find_stories(
    texts: Sequence[str],
    days: Sequence[int | None],
    known: Sequence[Sequence[int]] = (),
    threshold: float = THRESHOLD,
    window: int = WINDOW,
) -> list[list[int]]:
    """Stories as lists of report numbers, in order of their first report.

    `texts`: headline and text, a paragraph a line. `days`: day numbers, absent where unknown. `known`:
    stories made before, which stay together; two of them may join.
    """
    counts = [terms(text) for text in texts]
    spread = Counter(term for count in counts for term in count)
    vectors = [weigh(count, spread, len(texts)) for count in counts]
    return average_link(scaled(cosines(vectors, days, window), len(texts)), len(texts), threshold, known)
