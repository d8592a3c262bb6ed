"""One loaded reader for all tests that need the models."""

from __future__ import annotations

from functools import cache

from onrecord.api import Reader
from onrecord.intake import Report, from_json
from onrecord.record import Record


@cache
def reader() -> Reader:
    return Reader()


def report_of(fields: dict[str, str]) -> Report:
    """A report as a line of JSONL gives it; raises where there is no article."""
    return Report(id=fields.get("id", "test"), path="test", line=None, article=from_json(fields), sha256="0")


def record_of(text: str, **fields: str) -> Record:
    """The record of a text."""
    (made,) = reader().records([report_of({"text": text, "lang": "en", **fields})])
    assert isinstance(made, Record)
    return made
