"""Coreference scores over two clusterings of mentions: MUC, B-cubed, CEAFe, and their mean (CoNLL-2012).

Clusters are sets of mention ids; a mention found by one side only has an id of its own there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

Cluster = frozenset[int]
Clusters = list[Cluster]
Counts = tuple[float, float, float, float]
"""Numerator and denominator of recall, then of precision; they add up over documents."""


def muc(gold: Clusters, found: Clusters) -> Counts:
    """Links (Vilain et al. 1995)."""
    return (*_links(gold, found), *_links(found, gold))


def _links(one: Clusters, other: Clusters) -> tuple[float, float]:
    where = {m: k for k, cluster in enumerate(other) for m in cluster}
    right = total = 0
    for cluster in one:
        parts = {where.get(m, ("alone", m)) for m in cluster}
        right += len(cluster) - len(parts)
        total += len(cluster) - 1
    return right, total


def b_cubed(gold: Clusters, found: Clusters) -> Counts:
    """Mentions (Bagga and Baldwin 1998)."""
    return (*_shares(gold, found), *_shares(found, gold))


def _shares(one: Clusters, other: Clusters) -> tuple[float, float]:
    where = {m: cluster for cluster in other for m in cluster}
    total = sum(len(cluster) for cluster in one)
    return sum(len(cluster & where.get(m, frozenset())) / len(cluster) for cluster in one for m in cluster), total


def ceaf_e(gold: Clusters, found: Clusters) -> Counts:
    """Entities, aligned one to one at best similarity (Luo 2005, phi 4)."""
    similar = [[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold]
    best = best_sum(similar)
    return best, len(gold), best, len(found)


def best_sum(score: Sequence[Sequence[float]]) -> float:
    """The greatest sum of a one-to-one choice of cells (Hungarian method)."""
    if not score or not score[0]:
        return 0.0
    if len(score) > len(score[0]):
        score = list(zip(*score, strict=True))
    n, m = len(score), len(score[0])
    u, v, row_of = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        row_of[0] = i
        _augment(score, u, v, row_of)
    return sum(score[row_of[k] - 1][k - 1] for k in range(1, m + 1) if row_of[k])


def _augment(score: Sequence[Sequence[float]], u: list[float], v: list[float], row_of: list[int]) -> None:
    """Give the row waiting in column 0 a column, along the shortest path; potentials `u` and `v` change."""
    columns = range(1, len(v))
    least, way, used = [float("inf")] * len(v), [0] * len(v), {0}
    at = 0
    while row_of[at]:
        row = row_of[at]
        free = [k for k in columns if k not in used]
        for k in free:
            cost = -score[row - 1][k - 1] - u[row] - v[k]
            if cost < least[k]:
                least[k], way[k] = cost, at
        at = min(free, key=lambda k: least[k])
        delta = least[at]
        for k in used:
            u[row_of[k]] += delta
            v[k] -= delta
        for k in free:
            least[k] -= delta
        used.add(at)
    while at:
        row_of[at], at = row_of[way[at]], way[at]


METRICS: dict[str, Callable[[Clusters, Clusters], Counts]] = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}


def scores(documents: Iterable[tuple[Clusters, Clusters]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each metric over all documents, and `CoNLL`, the mean of the F1s."""
    sums: Counter[tuple[str, int]] = Counter()
    for gold, found in documents:
        for name, metric in METRICS.items():
            for k, part in enumerate(metric(gold, found)):
                sums[name, k] += part  # type: ignore[assignment]
    made = {name: f1(*(sums[name, k] for k in range(4))) for name in METRICS}
    made["CoNLL"] = {"f1": round(sum(v["f1"] for v in made.values()) / len(METRICS), 4)}
    return made


def f1(right: float, gold: float, precise: float, found: float) -> dict[str, float]:
    """Recall, precision and their harmonic mean."""
    r, p = right / gold if gold else 0.0, precise / found if found else 0.0
    return {"f1": round(2 * p * r / (p + r), 4) if p + r else 0.0, "p": round(p, 4), "r": round(r, 4)}
