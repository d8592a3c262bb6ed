"""The archive: many reports and their records in one DuckDB file.

Names load when they are used, so that the processes that only read reports don't load DuckDB.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.archive.adding import Counts, Options, add
    from onrecord.archive.connect import Writer, reading, utc_now
    from onrecord.archive.errors import ArchiveBusy, ArchiveError
    from onrecord.archive.parquet import export_parquet, import_parquet
    from onrecord.archive.query import Answer, Asking, ask
    from onrecord.archive.record import record_of, records_of

__all__ = [
    "Answer", "ArchiveBusy", "ArchiveError", "Asking", "Counts", "Options", "Writer", "add", "ask", "export_parquet",
    "import_parquet", "reading", "record_of", "records_of", "utc_now",
]  # fmt: skip

HOME = {
    "Answer": "query", "ArchiveBusy": "errors", "ArchiveError": "errors", "Asking": "query", "Counts": "adding",
    "Options": "adding", "Writer": "connect", "add": "adding", "ask": "query", "export_parquet": "parquet",
    "import_parquet": "parquet", "reading": "connect", "record_of": "record", "records_of": "record",
    "utc_now": "connect",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in HOME:
        return getattr(import_module(f"onrecord.archive.{HOME[name]}"), name)
    raise AttributeError(f"module 'onrecord.archive' has no attribute {name!r}")
