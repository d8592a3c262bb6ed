"""How sure an event is: how often events like it were right, trigger and type, where it was measured.

With the tagger by its score and whether the lexicon names it, too (a logistic curve, Platt 1999); without it by type.
"""

from __future__ import annotations

from functools import cache
from math import exp, log

from onrecord.reading.events.lexicon import rows
from onrecord.reading.ranking import ALWAYS, weights

WEIGHT = 5
"""Events at the rate of all types that each type's own rate is mixed with: few were measured of some."""


@cache
def _rates() -> dict[str, float]:
    counts = {row["type"]: (int(row["right"]), int(row["found"])) for row in rows("confidence")}
    overall = sum(r for r, _ in counts.values()) / sum(f for _, f in counts.values())
    return {kind: (right + WEIGHT * overall) / (found + WEIGHT) for kind, (right, found) in counts.items()}


def confidence(kind: str) -> float:
    """The measured precision of events of type `kind`, to two places."""
    return round(_rates()[kind], 2)


def calibrated(score: float, listed: bool) -> float:
    """The confidence of an event that the tagger gives `score`, to three places; `listed`: the lexicon names it too."""
    return round(1 / (1 + exp(-_odds(weights(__package__, "calibration.csv"), score, listed))), 3)


def _odds(weight: dict[str, float], score: float, listed: bool) -> float:
    return weight[ALWAYS] + weight["score"] * log_odds(score) + weight["listed"] * listed


def log_odds(score: float) -> float:
    """The logarithm of the odds that a score stands for, kept finite."""
    kept = min(max(score, 0.001), 0.999)
    return log(kept / (1 - kept))
