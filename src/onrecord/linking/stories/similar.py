"""How alike reports are: cosines of those near in time, scaled by how crowded each report's surroundings are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
Pairs = dict[tuple[int, int], float]

NEIGHBOURS = 8
FLOOR = 0.15
"""A report alone in its field is scaled as if its neighbours were this near: alone it stays alone."""
WIDEST = 0.03
"""A term in a larger share of the reports (and of more than `FEW`) finds no partners by itself."""
FEW = 200
LEAST = 0.01


def cosines(vectors: Sequence[Mapping[str, float]], days: Sequence[int | None], window: int) -> Pairs:
    """Cosines of all pairs `(i, j)`, `i < j`, whose days lie within `window` days; an unknown day is near to all."""
    postings = _postings(vectors)
    day = np.array([np.nan if known is None else known for known in days])
    found: Pairs = {}
    for j, vector in enumerate(vectors):
        lists = [(*postings[term], weight) for term, weight in vector.items() if term in postings]
        if not lists or j == 0:
            continue
        others = np.concatenate([reports for reports, _, _ in lists])
        values = np.concatenate([weights * weight for _, weights, weight in lists])
        earlier = others < j
        sums = np.bincount(others[earlier], values[earlier], minlength=j)
        near = (sums > LEAST) & ~(np.abs(day[:j] - day[j]) > window)
        found.update(
            ((i, j), value) for i, value in zip(np.flatnonzero(near).tolist(), sums[near].tolist(), strict=True)
        )
    return found


def _postings(vectors: Sequence[Mapping[str, float]]) -> dict[str, tuple[Column, Column]]:
    """For each term that finds partners, the reports that have it and its weights there."""
    where: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for term, weight in vector.items():
            where[term].append((i, weight))
    limit = max(FEW, WIDEST * len(vectors))
    return {
        term: (np.array([i for i, _ in pairs]), np.array([weight for _, weight in pairs]))
        for term, pairs in where.items()
        if 1 < len(pairs) <= limit
    }


def scaled(pairs: Pairs, count: int) -> Pairs:
    """Each similarity over the geometric mean of the two reports' own mean to their nearest neighbours.

    Local scaling after Zelnik-Manor and Perona (2004): a threshold then means the same in a dense field
    (daily market reports) as in a sparse one.
    """
    around: dict[int, list[float]] = defaultdict(list)
    for (i, j), value in pairs.items():
        around[i].append(value)
        around[j].append(value)
    nearest = min(NEIGHBOURS, max(1, count - 1))
    density = {i: max(FLOOR, sum(nlargest(nearest, values)) / nearest) for i, values in around.items()}
    return {(i, j): value / sqrt(density[i] * density[j]) for (i, j), value in pairs.items()}
