"""Archives that older versions of the program really made (`older/make.py`): opened, kept whole, gone on with."""

from __future__ import annotations

import json
import lzma
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from archiving import MADE_BY, NOON, add_all, reader, report
from onrecord.archive import ArchiveError, Writer, ask, export_parquet, import_parquet, reading, record_of, records_of
from onrecord.archive.migrate import LATEST
from onrecord.archive.query import Asking
from onrecord.export.tables import shared
from onrecord.linking import link
from onrecord.record.json import encode

OLDER = Path(__file__).parent / "older"
VERSIONS = sorted(int(file.name.split("-")[1].split(".")[0]) for file in OLDER.glob("schema-*.archive.xz"))
FIRST_LINKED = 4
TODAY = NOON + timedelta(days=30)
NEW_READER = msgspec.structs.replace(MADE_BY, onrecord="2")
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    version: int = request.param
    file = tmp_path / f"v{version}.archive"
    file.write_bytes(lzma.decompress((OLDER / f"schema-{version}.archive.xz").read_bytes()))
    return version, file


def rows(file: Path) -> Rows:
    """Every row of every table, whatever the version."""
    found: Rows = {}
    with duckdb.connect(file, read_only=True) as connection:
        for schema, table in connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall():
            cursor = connection.execute(f'FROM {schema}."{table}" ORDER BY ALL')
            names = [column[0] for column in cursor.description or ()]
            found[f"{schema}.{table}"] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def migrated(file: Path) -> None:
    with Writer(file, clock=lambda: TODAY):
        pass


GONE = {"linked.entity": {"outside_id"}}
"""Columns that a migration took away; nothing ever filled them."""


def test_there_is_one_of_every_version_that_was_written() -> None:
    assert list(range(3, LATEST)) == VERSIONS


def test_every_row_is_kept(old: tuple[int, Path]) -> None:
    version, file = old
    before = rows(file)
    with pytest.raises(ArchiveError, match=rf"older onrecord \(schema {version} of {LATEST}\)"):
        ask(file, "SELECT 1")
    migrated(file)
    after = rows(file)
    assert sum(map(len, before.values())) > 50
    for table, had in before.items():
        now = after.get(f"{table}_read", after.get(table, []))
        names = [name for name in (had[0] if had else ()) if name not in GONE.get(table, ())]
        assert not any(row.get(gone) for row in had for gone in GONE.get(table, ()))
        kept = [json.dumps([row[name] for name in names], default=str) for row in now]
        for row in had:
            assert json.dumps([row[name] for name in names], default=str) in kept, table


def test_its_views_and_records_answer(old: tuple[int, Path]) -> None:
    version, file = old
    migrated(file)
    with reading(file) as connection:
        for name, sql in shared(connection).items():
            assert connection.execute(f"SELECT count(*) FROM ({sql})").fetchone() is not None, name
        assert len(list(records_of(connection))) == 7
        assert record_of(connection, "r3").events
    assert ask(file, "SELECT count(*) FROM failure", asking=Asking(as_of=NOON)).rows == ((1,),)
    assert ask(file, "SELECT count(*) FROM report_version WHERE report = 'r3'").rows == ((2,),)
    first = Asking(as_of=NOON)
    assert ask(file, "SELECT value FROM figure WHERE report = 'r3' AND id = 'f1'", asking=first).rows == ((14.0,),)
    grouped = "SELECT copy_group FROM report WHERE id IN ('r1', 'r2') ORDER BY id"
    assert ask(file, grouped).rows == ((("r1",), ("r1",)) if version >= FIRST_LINKED else (("r1",), ("r2",)))


def test_it_is_gone_on_with(old: tuple[int, Path], tmp_path: Path) -> None:
    version, file = old
    held = "SELECT entity FROM linked.entity_member WHERE report = 'r5' AND local = 'n1' AND withdrawn_at IS NULL"
    again = [report(5), report(6), report(9, published="2024-03-05")]
    counts = add_all(file, again, lambda: reader(made_by=NEW_READER), reread=encode(NEW_READER), clock=lambda: TODAY)
    assert (counts.added, counts.reread, counts.failed) == (1, 2, 0)
    link(file, clock=lambda: TODAY)
    assert ask(file, "SELECT count(*) FROM report").rows == ((8,),)
    assert ask(file, "SELECT copy_group FROM report WHERE id = 'r2'").rows == (("r1",),)
    if version >= FIRST_LINKED:
        assert ask(file, held).rows == (("r5/n1",),)
        assert ask(file, "SELECT who, after FROM linked.correction").rows == (("ed", "r5/n1"),)
    export_parquet(file, tmp_path / "tables")
    import_parquet(tmp_path / "tables", tmp_path / "back.archive")
    assert (
        ask(tmp_path / "back.archive", "SELECT count(*) FROM event").rows
        == ask(file, "SELECT count(*) FROM event").rows
    )
    assert ask(file, "SELECT count(*) FROM report", asking=Asking(as_of=datetime(2026, 1, 3))).rows == ((7,),)
