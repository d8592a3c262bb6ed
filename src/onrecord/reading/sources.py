"""What kind of source a common noun describes, from `sources.csv`."""

from __future__ import annotations

from functools import cache
from typing import cast

from onrecord.reading.table import rows
from onrecord.record.labels import SourceKind


@cache
def source_nouns() -> dict[str, SourceKind]:
    """The kind of source that a singular common noun describes, by lemma."""
    return {row["noun"]: cast("SourceKind", row["kind"]) for row in rows(__package__, "sources.csv")}
