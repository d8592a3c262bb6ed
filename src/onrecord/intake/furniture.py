"""Lines that are not body text, by what they say: the grammar is the table `furniture.tsv`."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from onrecord.intake.tables import rows
from onrecord.record.labels import FurnitureReason

_LONGEST = 700
_LABEL_WORDS = 3
"""A line that begins in lower case is a label if it is this short, else the rest of a sentence."""


def reason_of(line: str) -> FurnitureReason | None:
    """Why `line` as a whole is not body text, or None where nothing says so."""
    if len(line) > _LONGEST or (line[:1].islower() and line.count(" ") >= _LABEL_WORDS):
        return None
    for reason, grammar in _grammar():
        if grammar.fullmatch(line):
            return reason
    return None


@cache
def _grammar() -> tuple[tuple[FurnitureReason, re.Pattern[str]], ...]:
    return tuple(
        (cast("FurnitureReason", row["reason"]), re.compile(row["pattern"], re.IGNORECASE))
        for row in rows("furniture.tsv")
    )
