"""The archive: many reports and their records in one DuckDB file."""

from onrecord.archive.add import Counts, add
from onrecord.archive.connect import Writer, reading, utc_now
from onrecord.archive.errors import ArchiveBusy, ArchiveError
from onrecord.archive.parquet import export_parquet, import_parquet
from onrecord.archive.query import Answer, ask
from onrecord.archive.record import record_of

__all__ = [
    "Answer", "ArchiveBusy", "ArchiveError", "Counts", "Writer", "add", "ask", "export_parquet", "import_parquet",
    "reading", "record_of", "utc_now",
]  # fmt: skip
