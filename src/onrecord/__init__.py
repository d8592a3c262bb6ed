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

__all__ = ["OnrecordError", "Reader", "Record", "read", "read_many"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("onrecord.api"), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
