"""Confidence: from a score to the share of right attributions among those of such a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
Judged = tuple[float, bool]


def pooled(values: list[float], weights: list[float]) -> list[float]:
    """The closest rising sequence (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value, weight in zip(values, weights, strict=True):
        blocks.append([value, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            high = blocks.pop()
            low = blocks[-1]
            mass = low[1] + high[1]
            low[0] = (low[0] * low[1] + high[0] * high[1]) / mass
            low[1], low[2] = mass, low[2] + high[2]
    return [value for value, _, count in blocks for _ in range(int(count))]


def fit(judged: Sequence[Judged], bins: int = 20) -> list[Point]:
    """Points of a rising, piecewise linear curve through equally filled bins."""
    ordered = sorted(judged)
    parts = [p for p in np.array_split(np.array(ordered, dtype=float), bins) if len(p)]
    shares = pooled([float(p[:, 1].mean()) for p in parts], [float(len(p)) for p in parts])
    centres = [float(p[:, 0].mean()) for p in parts]
    return [(round(x, 4), round(y, 4)) for x, y in zip(centres, shares, strict=True)]


def curve(points: Sequence[Point], score: float) -> float:
    """The confidence of a score."""
    xs, ys = zip(*points, strict=True)
    return float(np.interp(score, xs, ys))


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[dict[str, float]]:
    """Mean confidence against the share that is right, in equally filled bins."""
    parts = np.array_split(np.array(sorted(judged), dtype=float), bins)
    return [
        {
            "n": len(p),
            "confidence": round(float(p[:, 0].mean()), 3),
            "right": round(float(p[:, 1].mean()), 3),
        }
        for p in parts
    ]


def expected_error(table: Sequence[dict[str, float]]) -> float:
    """The mean distance of confidence from truth over a table of reliability."""
    total = sum(row["n"] for row in table)
    return sum(row["n"] * abs(row["confidence"] - row["right"]) for row in table) / total


def crossed(folds: Sequence[Sequence[Judged]]) -> list[Judged]:
    """Each fold's scores through the curve fitted on the others."""
    out: list[Judged] = []
    for number, fold in enumerate(folds):
        others = [one for k, other in enumerate(folds) if k != number for one in other]
        points = fit(others)
        out += [(curve(points, score), right) for score, right in fold]
    return out
