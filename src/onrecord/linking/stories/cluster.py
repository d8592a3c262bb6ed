"""Average-link clustering on sparse similarities, from groups that may already be there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush


def average_link(
    pairs: Mapping[tuple[int, int], float], count: int, threshold: float, groups: Sequence[Sequence[int]] = ()
) -> list[list[int]]:
    """Clusters of `0 … count - 1`, each sorted, in order of their first member (UPGMA; Sokal and Michener 1958).

    Two clusters join while the mean similarity of their pairs, absent ones 0, is at least `threshold`.
    `groups` are joined from the start.
    """
    clusters = _Clusters(pairs, count, groups)
    heap = [(-value, a, b) for a, b, value in clusters.means()]
    heapify(heap)
    while heap:
        value, a, b = heappop(heap)
        if -value < threshold:
            break
        if clusters.mean(a, b) == -value:
            for other, mean in clusters.join(a, b):
                heappush(heap, (-mean, min(a, other), max(a, other)))
    return clusters.members()


class _Clusters:
    """Clusters named by a member, with the sums of similarity between each two that have any."""

    def __init__(self, pairs: Mapping[tuple[int, int], float], count: int, groups: Sequence[Sequence[int]]) -> None:
        home = list(range(count))
        for group in groups:
            for item in group:
                home[item] = group[0]
        self._items: dict[int, list[int]] = defaultdict(list)
        for item, name in enumerate(home):
            self._items[name].append(item)
        self._sums: dict[int, dict[int, float]] = defaultdict(dict)
        for (i, j), value in pairs.items():
            a, b = home[i], home[j]
            if a != b:
                self._add(a, b, value)

    def _add(self, a: int, b: int, value: float) -> None:
        total = self._sums[a].get(b, 0.0) + value
        self._sums[a][b] = self._sums[b][a] = total

    def mean(self, a: int, b: int) -> float | None:
        """The mean similarity of two clusters; None if either is gone."""
        total = self._sums.get(a, {}).get(b)
        return None if total is None else total / (len(self._items[a]) * len(self._items[b]))

    def means(self) -> list[tuple[int, int, float]]:
        return [(a, b, self.mean(a, b) or 0.0) for a, around in self._sums.items() for b in around if a < b]

    def join(self, a: int, b: int) -> list[tuple[int, float]]:
        """Put `b` into `a`; the clusters near the new one with their means."""
        for other, value in self._sums.pop(b).items():
            del self._sums[other][b]
            if other != a:
                self._add(a, other, value)
        self._items[a] += self._items.pop(b)
        return [(other, self.mean(a, other) or 0.0) for other in self._sums[a]]

    def members(self) -> list[list[int]]:
        return sorted(sorted(items) for items in self._items.values())
