"""What differs between two archives or releases, table by table: rows added, gone, changed, and in which columns."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

import duckdb

from onrecord.archive import Answer, ArchiveError, reading
from onrecord.archive.connect import Connection
from onrecord.export.release import DATA
from onrecord.export.tables import variable, write_tables

_KEYED = """
INSERT INTO difference
SELECT $layer, CASE WHEN a.there IS NULL THEN 'added' WHEN b.there IS NULL THEN 'gone' ELSE 'changed' END,
    concat_ws(' ', {key}), unnest(columns).name, unnest(columns).before, unnest(columns).after
FROM (SELECT *, true AS there FROM before) a FULL JOIN (SELECT *, true AS there FROM after) b ON {same},
LATERAL (SELECT CASE WHEN a.there AND b.there THEN list_filter([{pairs}], lambda c: c.before IS DISTINCT FROM c.after)
    ELSE [{nothing}] END AS columns)
WHERE len(columns) > 0
"""
_WHOLE = """
INSERT INTO difference
SELECT $layer, what, row_text, NULL, NULL, NULL FROM (
    SELECT 'gone' AS what, to_json(r)::VARCHAR AS row_text FROM (FROM before EXCEPT ALL FROM after) r
    UNION ALL SELECT 'added', to_json(r)::VARCHAR FROM (FROM after EXCEPT ALL FROM before) r)
"""
_NOTHING = "{'name': NULL::VARCHAR, 'before': NULL::VARCHAR, 'after': NULL::VARCHAR}"
_SUMMARY = """
SELECT s.layer, s.before, s.after, count(DISTINCT d.key) FILTER (d.what = 'added' AND d.keyed)
        + count(*) FILTER (d.what = 'added' AND NOT d.keyed) AS added,
    count(DISTINCT d.key) FILTER (d.what = 'gone' AND d.keyed)
        + count(*) FILTER (d.what = 'gone' AND NOT d.keyed) AS gone,
    count(DISTINCT d.key) FILTER (d.what = 'changed') AS changed,
    list_sort(list(DISTINCT d."column") FILTER (d."column" IS NOT NULL)) AS columns
FROM size s LEFT JOIN (SELECT x.*, z.keyed FROM difference x JOIN size z USING (layer)) d ON d.layer = s.layer
GROUP BY s.layer, s.before, s.after ORDER BY s.layer
"""


def diff(before: str | Path, after: str | Path, layer: str | None = None, limit: int | None = None) -> Answer:
    """How many rows of each table differ between two archives or releases; of one `layer` every difference.

    Rows are told by their keys; tables without keys are compared row by row. Columns are compared that both sides have,
    but for clocks: that a row was recorded at another time is no difference. Raises `ArchiveError` where a side is
    neither an archive nor a release.
    """
    with ExitStack() as stack:
        folders = [_folder(side, Path(stack.enter_context(tempfile.TemporaryDirectory()))) for side in (before, after)]
        connection = stack.enter_context(duckdb.connect())
        connection.execute(
            'CREATE TABLE difference (layer VARCHAR, what VARCHAR, key VARCHAR, "column" VARCHAR, before VARCHAR, '
            "after VARCHAR); CREATE TABLE size (layer VARCHAR, before BIGINT, after BIGINT, keyed BOOLEAN)"
        )
        tables = sorted({path.stem for folder in folders for path in folder.glob("*.parquet")})
        if layer is not None and layer not in tables:
            raise ArchiveError(f"no table {layer!r}; there are {', '.join(tables)}")
        for table in tables if layer is None else [layer]:
            _compare(connection, table, [folder / f"{table}.parquet" for folder in folders])
        return _answer(connection, layer, limit)


def _folder(side: str | Path, spare: Path) -> Path:
    """The folder of a side's tables: a release's own, or one that they are written to."""
    side = Path(side)
    if (side / DATA).is_dir():
        return side / DATA
    if side.is_dir():
        raise ArchiveError(f"{side}: neither an archive nor a release")
    with reading(side, config={"enable_external_access": "true"}) as connection:
        write_tables(connection, spare, texts=True)
    return spare


def _compare(connection: Connection, table: str, files: list[Path]) -> None:
    columns = [_columns(connection, file) for file in files]
    both = [c for c in (columns[0] or columns[1]) if all(c in side for side in columns if side)]
    compared = [c for c in both if variable(table, c).kind != "clock"]
    names = ", ".join(f'"{c}"' for c in compared)
    for name, file in zip(("before", "after"), files, strict=True):
        source = (
            f"read_parquet('{_quoted(file)}')"
            if file.exists()
            else f"read_parquet('{_quoted(max(files, key=Path.exists))}')"
        )
        where = "" if file.exists() else " WHERE false"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {names} FROM {source}{where}")
    keys = [c for c in compared if variable(table, c).kind == "key"]
    keyed = bool(keys) and table not in ROW_BY_ROW
    connection.execute(
        "INSERT INTO size SELECT $1, (SELECT count(*) FROM before), (SELECT count(*) FROM after), $2", [table, keyed]
    )
    sql = _keyed(keys, [c for c in compared if c not in keys]) if keyed else _WHOLE
    connection.execute(sql, {"layer": table})


ROW_BY_ROW = frozenset({"participant", "furniture", "failure"})
"""Tables in which rows may share all that could be their key."""


def _columns(connection: Connection, file: Path) -> list[str]:
    if not file.exists():
        return []
    return [row[0] for row in connection.execute(f"DESCRIBE FROM read_parquet('{_quoted(file)}')").fetchall()]


def _keyed(keys: list[str], others: list[str]) -> str:
    pairs = ", ".join(f"{{'name': '{c}', 'before': a.\"{c}\"::VARCHAR, 'after': b.\"{c}\"::VARCHAR}}" for c in others)
    return _KEYED.format(
        key=", ".join(f'coalesce(a."{k}", b."{k}")::VARCHAR' for k in keys),
        same=" AND ".join(f'a."{k}" IS NOT DISTINCT FROM b."{k}"' for k in keys),
        pairs=pairs or _NOTHING, nothing=_NOTHING,
    )  # fmt: skip


def _answer(connection: Connection, layer: str | None, limit: int | None) -> Answer:
    sql = _SUMMARY if layer is None else 'SELECT what, key, "column", before, after FROM difference ORDER BY ALL'
    cursor = connection.execute(sql)
    columns = tuple(column[0] for column in cursor.description or ())
    rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit + 1)
    kept = rows if limit is None else rows[:limit]
    return Answer(columns, tuple(kept), len(rows) > len(kept))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
