"""Facts about PLOVER's labels that are no definitions: quad categories, and the way back to CAMEO."""

from __future__ import annotations

import csv
from collections.abc import Collection
from functools import cache
from importlib.resources import files

QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
"""PLOVER's quad categories; the first has the code 1."""
_QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
_NEAREST = {
    ("ASSAULT", "aerial"): "195", ("ASSAULT", "drone"): "195", ("ASSAULT", "crowd-control"): "175",
    ("ASSAULT", "primitive"): "182", ("ASSAULT", "explosives"): "183", ("CONSULT", "multilateral"): "046",
    ("PROTEST", "strike"): "143", ("PROTEST", "vandalize"): "145", ("RETREAT", "resign"): "0831",
    ("SANCTION", "convict"): "116", ("MOBILIZE", "weapons"): "154", ("MOBILIZE", "militia"): "154",
    ("COERCE", "censor"): "1721", ("COERCE", "withhold"): "171", ("THREATEN", "arrest"): "132",
    ("RETREAT", "withdraw"): "0874",
}  # fmt: skip
"""Modes that the crosswalk has no code for, or one for a special case only; the codes are our choice."""
_ANNOUNCED = {
    "CONSULT": ("036",), "SUPPORT": ("032",), "AID": ("033", "0331", "0332", "0334"),
    "COOPERATE": ("031", "0311", "0312", "0313", "0314"), "AGREE": ("030", "0311", "0312", "0313", "0314"),
}  # fmt: skip
"""CAMEO's codes of AGREE by what is agreed to; contexts choose among those only."""


def quad(kind: str) -> int:
    """The quad code of an event type, 1 to 4."""
    return _QUAD[kind]


@cache
def crosswalk() -> tuple[tuple[str, str, str, frozenset[str]], ...]:
    """The published crosswalk: CAMEO code, PLOVER type, mode (empty where none) and contexts."""
    lines = files(__package__).joinpath("cameo.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple((r["code"], r["type"], r["mode"], frozenset(r["context"].split())) for r in rows)


def cameo_code(kind: str, mode: str | None, contexts: Collection[str] = (), plain: str | None = None) -> str:
    """The CAMEO code that the crosswalk takes to this type and mode; the contexts choose among several.

    Of the codes with the mode the one that shares most contexts and names fewest others; where the crosswalk has no
    code with the mode, the nearest one; else the plain code of the type. `plain`: the type before PLOVER's folding.
    """
    nearest = _NEAREST.get((kind, mode or ""))
    if nearest is not None:
        return nearest
    of_type = [row for row in crosswalk() if row[1] == kind]
    if kind == "AGREE":
        of_type = [row for row in of_type if row[0] in _ANNOUNCED[plain or kind]]
    fitting = [row for row in of_type if row[2] == (mode or "")] or [row for row in of_type if not row[2]] or of_type
    have = frozenset(contexts)
    return min(fitting, key=lambda row: (-len(row[3] & have), len(row[3] - have), len(row[0]), row[0]))[0]
