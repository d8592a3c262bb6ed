"""How far an event is cooperation or conflict: -10 to 10, by PLOVER type and mode."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def goldstein() -> Mapping[tuple[str, str], float]:
    """The score of a type and mode; that of a type alone stands under mode "".

    The scores of PLOVER's manual, scaled like Goldstein's (Journal of Conflict Resolution 36, 1992).
    """
    lines = files(__package__).joinpath("goldstein.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return MappingProxyType({(row["type"], row["mode"]): float(row["score"]) for row in rows})
