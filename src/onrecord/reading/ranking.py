"""Choosing among candidates by a linear model over named traits; its weights are a table that can be read.

The model is a conditional logit (McFadden 1974): each candidate's score is the sum of its traits' weights, and
choosing none scores zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from onrecord.reading.table import rows

ALWAYS = "always"
"""The trait that every candidate has: how often one is chosen at all."""


@cache
def weights(package: str, name: str) -> dict[str, float]:
    """The weight of each trait in table `name` of a package."""
    return {row["trait"]: float(row["weight"]) for row in rows(package, name)}


def score(weight: dict[str, float], traits: Iterable[str]) -> float:
    """The sum of the weights of a candidate's traits, above zero where it is likelier than not."""
    return weight.get(ALWAYS, 0.0) + sum(weight.get(trait, 0.0) for trait in traits)


def best(weight: dict[str, float], candidates: Iterable[Iterable[str]]) -> int | None:
    """The index of the candidate with the highest score, the first of equals; None where none scores above zero."""
    chosen, highest = None, 0.0
    for k, traits in enumerate(candidates):
        value = score(weight, traits)
        if value > highest:
            chosen, highest = k, value
    return chosen
