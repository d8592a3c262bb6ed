"""The intake's tables: CSV or TSV beside the code, comment lines first, read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the table `name`, by column. Tabs separate a `.tsv`, where quotation marks mean themselves."""
    text = files("onrecord.intake").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    if name.endswith(".tsv"):
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(csv.DictReader(lines))
