"""Verbs that tell actors from things, from `verbs.csv`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def verbs(kind: str) -> frozenset[str]:
    """The lemmas of a class: `speech`, `addressed` or `idle`."""
    lines = files(__package__).joinpath("verbs.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return next(frozenset(row["verbs"].split()) for row in rows if row["class"] == kind)
