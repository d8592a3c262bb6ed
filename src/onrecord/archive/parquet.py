"""The whole archive as a folder of Parquet files, and back."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from onrecord.archive.connect import Connection, Writer, reading
from onrecord.archive.errors import ArchiveError
from onrecord.archive.migrate import LATEST, migrations

MANIFEST = "archive.json"


def _tables(connection: Connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('base', 'linked') "
        "AND table_name <> 'version' ORDER BY ALL"
    ).fetchall()


def export_parquet(archive: str | Path, folder: str | Path) -> dict[str, int]:
    """Write every table to `FOLDER/SCHEMA.TABLE.parquet`, and a manifest; the rows of each.

    The folder must be empty or new. Raises `ArchiveError` otherwise.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ArchiveError(f"{folder}: not empty; give a new folder")
    counts: dict[str, int] = {}
    with reading(archive, config={"enable_external_access": "true"}) as connection:
        for schema, table in _tables(connection):
            target = folder / f"{schema}.{table}.parquet"
            row = connection.execute(
                f"COPY (SELECT * FROM {schema}.\"{table}\" ORDER BY rowid) TO '{_quoted(target)}' "
                "(FORMAT parquet, COMPRESSION zstd)"
            ).fetchone()
            counts[f"{schema}.{table}"] = row[0] if row else 0
    manifest = {"archive": "onrecord", "schema": LATEST, "tables": counts}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return counts


def import_parquet(folder: str | Path, archive: str | Path) -> dict[str, int]:
    """Make a new archive of what `export_parquet` wrote, of this or an older schema; the rows of each table.

    Raises `ArchiveError` where the archive exists, or the folder is not whole.
    """
    folder, archive = Path(folder), Path(archive)
    if archive.exists():
        raise ArchiveError(f"{archive}: exists; import into a new file")
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        schema, counts = int(manifest["schema"]), dict(manifest["tables"])
    except (OSError, ValueError, KeyError) as error:
        raise ArchiveError(f"{folder}: no archive in Parquet here ({MANIFEST}: {error})") from error
    if schema > LATEST:
        raise ArchiveError(f"{folder}: made by a newer onrecord (schema {schema}, this one knows {LATEST})")
    draft = archive.with_name(archive.name + ".import")
    draft.unlink(missing_ok=True)
    try:
        _fill(folder, draft, schema, counts)
        with Writer(draft):
            pass
        draft.rename(archive)
    finally:
        for left in (draft, draft.with_name(draft.name + ".lock"), draft.with_name(draft.name + ".wal")):
            left.unlink(missing_ok=True)
    return counts


def _fill(folder: Path, draft: Path, schema: int, counts: dict[str, int]) -> None:
    with duckdb.connect(draft) as connection:
        connection.begin()
        for number, sql in migrations():
            if number <= schema:
                connection.execute(sql)
                connection.execute("INSERT INTO base.version VALUES ($1, now()::TIMESTAMP)", [number])
        known = {f"{schema}.{table}" for schema, table in _tables(connection)}
        for name, count in counts.items():
            if name not in known:
                raise ArchiveError(f"{folder}: {name} is no table of an archive")
            base, table = name.split(".")
            source = _quoted(folder / f"{name}.parquet")
            try:
                connection.execute(f"INSERT INTO {base}.\"{table}\" BY NAME FROM read_parquet('{source}')")
            except duckdb.Error as error:
                raise ArchiveError(f"{folder}: {name}: {str(error).splitlines()[0]}") from error
            row = connection.execute(f'SELECT count(*) FROM {base}."{table}"').fetchone()
            if row != (count,):
                raise ArchiveError(f"{folder}: {name} has {row and row[0]} rows, its manifest says {count}")
        connection.commit()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
