"""The schema's versions: numbered SQL files that are run once each, and views that are made anew."""

from __future__ import annotations

import hashlib
from datetime import datetime
from importlib.resources import files

import duckdb

from onrecord.archive.errors import ArchiveError

_HERE = files(__package__)
VIEWS = ("goldstein.sql", "views.sql", "across.sql")
"""Weights of events; of a report's own layers, and of what reports say together."""


def migrations() -> list[tuple[int, str]]:
    """Number and SQL of each migration, in order."""
    found = sorted(_HERE.joinpath("migrations").iterdir(), key=lambda file: file.name)
    return [(int(file.name[:4]), file.read_text("utf-8")) for file in found if file.name.endswith(".sql")]


LATEST = max(number for number, _ in migrations())
"""The version of the schema that this program writes and asks."""


def version_of(connection: duckdb.DuckDBPyConnection) -> int:
    """The version of an archive's schema, 0 for an empty file. Raises `ArchiveError` where it is no archive."""
    tables = connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
    if not tables:
        return 0
    if ("base.version",) not in tables:
        raise ArchiveError("a DuckDB file that onrecord did not make")
    row = connection.execute("SELECT max(version) FROM base.version").fetchone()
    return int(row[0]) if row else 0


def require_current(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise `ArchiveError` unless the archive has the schema that this program asks."""
    have = version_of(connection)
    if have > LATEST:
        raise ArchiveError(f"made by a newer onrecord (schema {have}, this one knows {LATEST}); upgrade onrecord")
    if have < LATEST:
        raise ArchiveError(
            f"made by an older onrecord (schema {have} of {LATEST}); `onrecord add` brings it up to date"
        )


def migrate(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Bring an archive, or an empty file, to the latest schema and views, within the caller's transaction."""
    have = version_of(connection)
    if have > LATEST:
        require_current(connection)
    for number, sql in migrations():
        if number > have:
            connection.execute(sql)
            connection.execute("INSERT INTO base.version VALUES (?, ?)", [number, now])
    views = "\n".join(_HERE.joinpath(name).read_text("utf-8") for name in VIEWS)
    digest = hashlib.sha256(views.encode()).hexdigest()
    if connection.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'version'").fetchone() != (digest,):
        connection.execute(views)
        connection.execute(f"COMMENT ON TABLE base.version IS '{digest}'")
