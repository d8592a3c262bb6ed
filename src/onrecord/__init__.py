"""Reads news reports and keeps a sourced record: who said what, who did what to whom, on whose word.

    import onrecord

    record = onrecord.read("page.html")
    for statement in record.statements:
        print(statement.source, statement.content)

Models load with the first report that is read, not with the import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.record import OnrecordError, Record

if TYPE_CHECKING:
    from onrecord.api import Reader, read, read_many
    from onrecord.export import table

__all__ = ["OnrecordError", "Reader", "Record", "read", "read_many", "table"]

HOME = {"Reader": "onrecord.api", "read": "onrecord.api", "read_many": "onrecord.api", "table": "onrecord.export"}


def __getattr__(name: str) -> Any:
    if name in HOME:
        return getattr(import_module(HOME[name]), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
