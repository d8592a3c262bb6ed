"""The tables that an archive shares: every view, and what else the linked layer has; each column explained."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from onrecord.archive import ArchiveError
from onrecord.archive.connect import Connection

BESIDES = {
    "report": 'SELECT *, sha256("text") AS text_sha256 FROM report',
    "alias": "SELECT DISTINCT entity, name FROM linked.alias WHERE base.known_at(recorded_at, withdrawn_at)",
    "role": "SELECT DISTINCT entity, title, organization, country FROM linked.role "
            "WHERE base.known_at(recorded_at, withdrawn_at)",
    "forward": "SELECT * FROM linked.forward WHERE base.known_at(recorded_at, withdrawn_at)",
    "correction": "SELECT * FROM linked.correction WHERE base.known_at(recorded_at, withdrawn_at)",
}  # fmt: skip
"""What is shared besides the views, or of a view with more columns."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: `kind` is key, text, local, clock or nothing (see variables.csv)."""

    name: str
    kind: str
    description: str


@cache
def _described() -> dict[tuple[str, str], tuple[str, str]]:
    lines = files(__package__).joinpath("variables.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {(row["table"], row["column"]): (row["kind"], row["description"]) for row in rows}


def about(table: str) -> str:
    """What a table holds."""
    return _described().get((table, ""), ("", ""))[1]


def variable(table: str, column: str) -> Variable:
    """A column of a table; one that is not described has no description."""
    known = _described()
    kind, description = known.get((table, column)) or known.get(("*", column)) or ("", "")
    return Variable(column, kind, description)


def shared(connection: Connection) -> dict[str, str]:
    """The SQL of each shared table, by name, in order."""
    views = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY 1"
    ).fetchall()
    return dict(sorted({**{name: f'FROM "{name}"' for (name,) in views}, **BESIDES}.items()))


def write_tables(connection: Connection, folder: Path, *, texts: bool) -> dict[str, tuple[int, dict[str, str]]]:
    """Write each shared table to `FOLDER/TABLE.parquet`, its rows in order; how many, and the type of each column.

    Without `texts` columns of running words are left out; those of this machine always are. The connection needs access
    to files. Raises `ArchiveError` where a file can't be written.
    """
    made = {}
    for name, sql in shared(connection).items():
        described = connection.execute(f"DESCRIBE {sql}").fetchall()
        left_out = {"local"} if texts else {"local", "text"}
        columns = {row[0]: row[1] for row in described if variable(name, row[0]).kind not in left_out}
        chosen = ", ".join(f'"{column}"' for column in columns)
        path = str(folder / f"{name}.parquet").replace("'", "''")
        try:
            row = connection.execute(
                f"COPY (SELECT {chosen} FROM ({sql}) ORDER BY ALL) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
            ).fetchone()
        except duckdb.Error as error:
            raise ArchiveError(f"{folder}: {name}: {str(error).splitlines()[0]}") from error
        made[name] = (row[0] if row else 0, columns)
    return made
