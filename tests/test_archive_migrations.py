"""Archives that older versions made: brought up to date by the next writer, refused with a reason by readers."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from archiving import NOON, add_all, record, reports, tables
from onrecord.archive import ArchiveError, Writer, ask, export_parquet, import_parquet, reading, record_of
from onrecord.archive.connect import utc_now
from onrecord.archive.migrate import LATEST, migrations
from onrecord.intake import Report
from onrecord.linking import link
from onrecord.linking.entities import correct_entity

FOUND = list(reports(120))


FIRST_LINKED = 4
"""The first version whose archives were linked."""


def current(folder: Path, linked: bool = False) -> Path:
    file = folder / "current.archive"
    add_all(file, FOUND)
    if not linked:
        return file
    link(file, clock=lambda: NOON)
    target = ask(file, "SELECT report || '/' || local FROM linked.entity_member ORDER BY 1 LIMIT 1").rows[0][0]
    correct_entity(file, target, target, who="ed", why="her namesake", clock=lambda: NOON)
    return file


def of_version(folder: Path, version: int) -> Path:
    """An archive with the schema of `version`, and in it what that version would have had of the reports."""
    made = current(folder, version >= FIRST_LINKED)
    old = folder / f"{version}.archive"
    with duckdb.connect(old) as connection:
        for number, sql in migrations():
            if number <= version:
                connection.execute(sql)
                connection.execute("INSERT INTO base.version VALUES (?, ?)", [number, NOON])
        connection.execute(f"ATTACH '{made}' AS made (READ_ONLY)")
        tables_ = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'made'"
        made_tables = set(connection.execute(tables_).fetchall())
        for schema, table in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() "
            f"WHERE database_name = '{version}' AND table_name <> 'version'"
        ).fetchall():
            name = f"{table}_read" if (schema, f"{table}_read") in made_tables else table
            source = f'made.{schema}."{name}"'
            both = (connection.execute(f"DESCRIBE {of}").fetchall() for of in (f'{schema}."{table}"', source))
            old_names, new_names = ([row[0] for row in rows] for rows in both)
            columns = ", ".join(f'"{name}"' for name in old_names if name in new_names)
            connection.execute(f'INSERT INTO {schema}."{table}" BY NAME SELECT {columns} FROM {source} ORDER BY rowid')
    return old


def test_the_migrations_are_numbered_without_gaps() -> None:
    assert [number for number, _ in migrations()] == list(range(1, LATEST + 1))


@pytest.mark.parametrize("version", range(1, LATEST))
def test_an_older_archive_becomes_what_a_new_one_is(tmp_path: Path, version: int) -> None:
    old = of_version(tmp_path, version)
    with pytest.raises(ArchiveError, match=rf"older onrecord \(schema {version} of {LATEST}\).*onrecord add"):
        ask(old, "SELECT 1")
    assert add_all(old, FOUND).added == 0
    with reading(old) as a, reading(tmp_path / "current.archive") as b:
        assert tables(a) == tables(b)
        found = next(f for f in FOUND if isinstance(f, Report))
        assert record_of(a, found.id) == record(found.id, found.article)


def test_a_correction_is_known_to_be_of_the_reading_it_was_made_on(tmp_path: Path) -> None:
    old = of_version(tmp_path, 4)
    add_all(old, [])
    assert ask(
        old,
        "SELECT c.reading = r.reading FROM linked.correction c JOIN base.known r ON starts_with(target, r.report || '/')",
    ).rows == ((True,),)


def test_a_newer_archive_is_refused(tmp_path: Path) -> None:
    file = current(tmp_path)
    with duckdb.connect(file) as connection:
        connection.execute("INSERT INTO base.version VALUES (?, ?)", [LATEST + 1, NOON])
    for use in (lambda: ask(file, "SELECT 1"), lambda: add_all(file, FOUND)):
        with pytest.raises(ArchiveError, match="newer onrecord"):
            use()


def test_views_that_differ_are_made_anew_by_the_next_writer(tmp_path: Path) -> None:
    file = current(tmp_path)
    with duckdb.connect(file) as connection:
        connection.execute("CREATE OR REPLACE VIEW furniture AS SELECT 1 AS old")
        connection.execute("COMMENT ON TABLE base.version IS 'older views'")
    with Writer(file, clock=utc_now):
        pass
    assert ask(file, "FROM furniture").columns == ("report", "reason", "text")


def test_parquet_out_and_in_is_the_same_archive(tmp_path: Path) -> None:
    file = current(tmp_path)
    counts = export_parquet(file, tmp_path / "tables")
    import_parquet(tmp_path / "tables", tmp_path / "back.archive")
    with reading(file) as a, reading(tmp_path / "back.archive") as b:
        assert tables(a).keys() == tables(b).keys()
        assert {k: v for k, v in tables(a).items() if "version" not in k} == {
            k: v for k, v in tables(b).items() if "version" not in k
        }
        assert counts["base.reading"] == len(tables(a)['base."reading"']) > 0
    assert add_all(tmp_path / "back.archive", FOUND).added == 0


def test_parquet_that_is_not_whole_makes_no_archive(tmp_path: Path) -> None:
    file = current(tmp_path)
    tables_ = tmp_path / "tables"
    export_parquet(file, tables_)
    with pytest.raises(ArchiveError, match="not empty"):
        export_parquet(file, tables_)
    with pytest.raises(ArchiveError, match="exists"):
        import_parquet(tables_, file)
    with pytest.raises(ArchiveError, match="no archive in Parquet"):
        import_parquet(tmp_path, tmp_path / "b.archive")
    (tables_ / "base.reading.parquet").unlink()
    with pytest.raises(ArchiveError, match=r"base\.reading"):
        import_parquet(tables_, tmp_path / "b.archive")
    assert not (tmp_path / "b.archive").exists()
