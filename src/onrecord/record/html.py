"""The record as a self-contained HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record.record import Record


def page(record: Record) -> str:
    """The page of `record`; to be written."""
    raise NotImplementedError
