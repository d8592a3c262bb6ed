"""Fitting a conditional logit over named traits (`onrecord/reading/ranking.py`) by gradient descent, L2-penalised."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.reading import ranking

L2, RARE, STEPS = 1.0, 6, 400
Weights = dict[str, float]


@dataclass
class Choice:
    """One choice: the traits of the candidates and which of them are right; none may be."""

    traits: list[tuple[str, ...]]
    right: list[bool]
    due: bool


def fit(choices: list[Choice], lean: float) -> Weights:
    """Weights of the traits seen at least RARE times; `lean` is added to the score of every candidate."""
    choices = [c for c in choices if c.traits]
    counts = Counter(trait for c in choices for found in c.traits for trait in set(found))
    kept = sorted(trait for trait, n in counts.items() if n >= RARE)
    at = {trait: k for k, trait in enumerate(kept)}
    rows = [(n, found, ok) for n, c in enumerate(choices) for found, ok in zip(c.traits, c.right, strict=True)]
    x = np.zeros((len(rows), len(kept) + 1))
    x[:, -1] = 1
    for k, (_, found, _) in enumerate(rows):
        for trait in found:
            if trait in at:
                x[k, at[trait]] += 1
    w = _descend(x, np.array([r[0] for r in rows]), np.array([r[2] for r in rows]), len(choices))
    w[-1] += lean
    return {trait: round(float(v), 2) for trait, v in zip([*kept, ranking.ALWAYS], w, strict=True)}


def _descend(x: Any, group: Any, right: Any, groups: int) -> Any:
    """Adam on the conditional log-likelihood, where several right candidates share their likelihood."""
    w, m, v = (np.zeros(x.shape[1]) for _ in range(3))
    for step in range(1, STEPS + 1):
        score = x @ w
        e, total = np.exp(score), np.ones(groups)
        np.add.at(total, group, e)
        p, q = e / total[group], np.zeros(groups)
        np.add.at(q, group, p * right)
        gradient = x.T @ (p - np.where(right, p / np.maximum(q[group], 1e-12), 0)) + L2 * np.append(w[:-1], 0)
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
        rate = 0.1 if step < 0.6 * STEPS else 0.02
        w = w - rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return w


def write(path: Path, made: Weights, about: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(f"# {about}\n")
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["trait", "weight"])
        table.writerows((trait, f"{value:g}") for trait, value in sorted(made.items()) if value)
