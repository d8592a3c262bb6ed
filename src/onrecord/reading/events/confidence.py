"""How sure a trigger of the lexicon is: how often events of its type were right where it was measured."""

from __future__ import annotations

from functools import cache

from onrecord.reading.events.lexicon import rows

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
