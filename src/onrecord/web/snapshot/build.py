"""Making the copy: the archive's file, then its views as tables, in the order in which lists show them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import duckdb

from onrecord.archive import ArchiveError, reading
from onrecord.archive.changes import changes
from onrecord.archive.connect import Connection, utc_now
from onrecord.archive.migrate import migrate
from onrecord.archive.store import LAYERS

INDEXED = ("id", "report", "story", "copy_group", "quotation", "happening", "series", "chain", "entity")
"""Columns by which single things are looked up."""
_UNUSED = ("report_version",)
"""Views that are asked seldom: they stay views."""
_FIRST = (
    "report",
    "provenance",
    "statement",
    "event",
    "figure",
    "plan",
    "plan_step",
    "entity",
    "voice",
    "series_point",
)
"""Views on which others rest."""
_SECTION = re.compile(
    r"-- name: (?P<name>\w+) order: (?P<order>[^\n]+?)(?: index: (?P<index>\w+))?\n(?P<sql>.*?);\n", re.DOTALL
)
_EVER = "TIMESTAMP '1970-01-01'"
_CHANGES = f"""
SELECT DISTINCT strftime("at", '%Y-%m-%dT%H:%M:%S.%f') AS "when", what, layer, coalesce(id, '') AS id,
    words, before, after, md5(concat_ws(chr(31), words, before, after)) AS digest
FROM ({changes(datetime.min).sql.replace("$since", _EVER)})
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A view of the pages' own, the order of its table, and the one column that finds its rows, if there is one."""

    name: str
    order: str
    sql: str
    index: str | None = None


def listed() -> Iterator[Listed]:
    """The views beside the archive's."""
    for file in ("listed.sql", "told.sql"):
        text = files("onrecord.web.snapshot").joinpath(file).read_text("utf-8")
        yield from (Listed(**found.groupdict()) for found in _SECTION.finditer(text))
    yield Listed("listed_change", '"when" DESC, layer DESC, id DESC, what DESC, digest DESC', _CHANGES)


def build(archive: str | Path, target: str | Path) -> None:
    """Copy `archive` to the new file `target` and lay it out. Raises `ArchiveError` where there is no archive."""
    _copy(Path(archive), Path(target))
    with duckdb.connect(target) as connection:
        try:
            migrate(connection, utc_now())  # the archive's views may be those of an older onrecord
            _lay_out(connection)
        except duckdb.Error as error:
            raise ArchiveError(f"{archive}: {str(error).splitlines()[0]}") from error


def _copy(archive: Path, target: Path) -> None:
    """The archive's bytes, while no writer has it. This process must not ask it again: its lock goes with the copy."""
    with reading(archive):
        shutil.copyfile(archive, target)
        log = archive.with_name(archive.name + ".wal")
        if log.exists():
            shutil.copyfile(log, target.with_name(target.name + ".wal"))
    os.chmod(target, 0o600)


def _lay_out(connection: Connection) -> None:
    views = [name for (name,) in connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal ORDER BY view_name"
    ).fetchall()]  # fmt: skip
    connection.execute("CREATE SCHEMA now")
    connection.execute("CREATE SCHEMA held")
    for layer in ("article", *LAYERS):
        order = "reading" if layer == "article" else "reading, n"
        held = f'SELECT * FROM base."{layer}" SEMI JOIN base.known USING (reading) ORDER BY {order}'
        connection.execute(f'CREATE TABLE held."{layer}" AS {held}')
    for view in views:
        if view not in _UNUSED:
            _table(connection, view, f'FROM main."{view}"', INDEXED)
    own = list(listed())
    for view in own:
        connection.execute(f"CREATE VIEW main.{view.name} AS {view.sql}")
    connection.execute("SET search_path = 'now,main'")
    for view in own:
        sql = f"SELECT *, row_number() OVER (ORDER BY {view.order}) AS seq FROM ({view.sql}) ORDER BY seq"
        _table(connection, view.name, sql, (view.index,) if view.index else INDEXED)
    connection.execute("RESET search_path")
    connection.execute(f"CREATE TABLE now.state AS SELECT {_moment(connection)} AS moment")
    connection.execute("CHECKPOINT")


def _table(connection: Connection, name: str, sql: str, indexed: Iterable[str]) -> None:
    connection.execute(f'CREATE TABLE now."{name}" AS {sql}')
    columns = {c[0] for c in connection.execute(f'FROM now."{name}" LIMIT 0').description or ()}
    for column in indexed:
        if column in columns and name not in ("listed_posting", "plan_step"):
            connection.execute(f'CREATE INDEX "{name}_{column}" ON now."{name}" ("{column}")')


def _moment(connection: Connection) -> str:
    """The time on the archive's clock up to which the copy knows."""
    clocks = connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() "
        "WHERE schema_name IN ('base', 'linked') AND column_name IN ('recorded_at', 'withdrawn_at') "
        "AND (schema_name, table_name) IN (SELECT (schema_name, table_name) FROM duckdb_tables())"
    ).fetchall()
    tops = [f'(SELECT max("{column}") FROM {schema}."{table}")' for schema, table, column in clocks]
    return f"greatest({', '.join(tops)})"
