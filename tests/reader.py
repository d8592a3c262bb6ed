"""One loaded reader for all tests that need the models."""

from __future__ import annotations

from functools import cache

from onrecord.api import Reader
from onrecord.intake import Failure, Report, from_text
from onrecord.record import Record


@cache
def reader() -> Reader:
    return Reader()


def record_of(text: str, **fields: str) -> Record:
    """The record of pasted text."""
    found = reader().records([report_of(text, **fields)])
    made = next(iter(found))
    assert isinstance(made, Record), str(made)
    return made


def report_of(text: str, **fields: str) -> Report | Failure:
    return Report(id="test", path="test", line=None, article=from_text(text, **fields))
