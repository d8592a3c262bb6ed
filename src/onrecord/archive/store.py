"""One batch into the archive, in one transaction: DuckDB takes the records' JSON apart, layer by layer."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.archive.connect import Connection
from onrecord.archive.failures import keep_failures
from onrecord.archive.found import Entry, Found, Known, Unread, Verdict, content_digest, taken
from onrecord.archive.places import place_again

LAYERS = {
    "entity": "entities", "statement": "statements", "event": "events", "figure": "figures", "time": "times",
    "plan": "plans",
}  # fmt: skip
"""Each layer of a record by its name in the archive: `base.NAME_read` is its table, `base.NAME` what holds of it."""
_INCOMING = """
CREATE OR REPLACE TEMP TABLE incoming (
    reading BIGINT, report VARCHAR, version INTEGER, why VARCHAR, source_id VARCHAR, path VARCHAR, line BIGINT,
    item INTEGER, "offset" BIGINT, source_sha256 VARCHAR, content_sha256 VARCHAR, record JSON)
"""
_READING = """
INSERT INTO base.reading BY NAME
SELECT reading, report, version, why, source_id, path, line, item, "offset", source_sha256, content_sha256,
    record->>'$.article.url' AS url, record->>'$.article.outlet' AS outlet,
    record->>'$.article.published' AS published, CAST((record->>'$.article.published')[:10] AS DATE) AS day,
    len(regexp_extract_all(record->>'$.article.text', '\\S+')) AS words,
    record->>'$.made_by' AS made_by, $1 AS recorded_at
FROM incoming ORDER BY reading
"""
_POSTINGS = """
INSERT INTO base.posting
SELECT term, reading, count(*) FROM (
    SELECT reading, unnest(base.terms(concat_ws(' ', record->>'$.article.title', record->>'$.article.text'))) AS term
    FROM incoming)
GROUP BY ALL ORDER BY reading, term
"""
_LENGTHS = """
INSERT INTO base.length
SELECT reading, sum(n) FROM base.posting SEMI JOIN incoming USING (reading) WHERE reading >= $1
GROUP BY reading ORDER BY reading
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A report with its record's JSON, or with None where the archive has it."""

    found: Found
    record: str | None
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    reading: int
    report: str
    version: int
    made: Made
    verdict: Verdict


def store(
    connection: Connection, batch: Sequence[Made | Unread], now: datetime, *, reread: str | None
) -> tuple[list[Verdict], list[Unread]]:
    """Add a batch, in order, within the caller's transaction; the verdict of each report, and what failed.

    Each report is judged anew here, by the archive as it is now and by the batch before it, so that neither the size
    of batches nor what was read at the same time decides what is kept.
    """
    made = [item for item in batch if isinstance(item, Made)]
    known = Known.look_up(connection, (item.found for item in made))
    row = connection.execute("SELECT coalesce(max(reading), 0) FROM base.reading").fetchone()
    rows: list[_Row] = []
    verdicts: list[Verdict] = []
    failed: list[Unread] = []
    for item in batch:
        if not isinstance(item, Made):
            failed.append(item)
            continue
        verdict = known.judge(item.found, reread)
        verdicts.append(verdict)
        if verdict.what == "taken":
            failed.append(taken(item.found))
        elif verdict.what != "seen" and item.record is not None:
            rows.append(_row((row[0] if row else 0) + len(rows) + 1, item, verdict, known))
    if rows:
        _insert(connection, rows, now)
    keep_failures(connection, failed, now)
    return verdicts, failed


def _row(reading: int, made: Made, verdict: Verdict, known: Known) -> _Row:
    """The row of a report to be added; `known` learns it."""
    of, found = verdict.of, made.found
    version = 1 if of is None else of.version + (verdict.what == "version")
    report = found.id if of is None else of.report
    if of is not None:
        known.withdraw(of)
    article = found.article
    entry = Entry(
        reading=reading, report=report, version=version, source_id=found.id, url=article.url,
        source_sha256=found.sha256, content_sha256=content_digest(article), made_by=made.made_by,
        day=date.fromisoformat(article.day) if article.day else None, held=True,
    )  # fmt: skip
    known.learn(entry)
    return _Row(reading, report, version, made, verdict)


def _insert(connection: Connection, rows: list[_Row], now: datetime) -> None:
    connection.execute(_INCOMING)
    found = [row.made.found for row in rows]
    columns: tuple[list[object], ...] = (
        [r.reading for r in rows], [r.report for r in rows], [r.version for r in rows], [r.verdict.what for r in rows],
        [f.id for f in found], [f.path for f in found], [f.line for f in found], [f.item for f in found],
        [f.offset for f in found], [f.sha256 for f in found],
        [content_digest(f.article) for f in found], [r.made.record for r in rows],
    )  # fmt: skip
    marks = ", ".join(f"unnest(${n})" for n in range(1, len(columns) + 1))
    connection.execute(f"INSERT INTO incoming SELECT {marks}", list(columns))
    connection.execute(_READING, [now])
    for sql in _layers(connection):
        connection.execute(sql)
    connection.execute(_POSTINGS)
    connection.execute(_LENGTHS, [rows[0].reading])
    _keep_sources(connection, found)
    _withdraw(connection, rows, now)
    place_again(connection, [row.reading for row in rows if row.verdict.of is not None], now)


def _keep_sources(connection: Connection, found: Iterable[Found]) -> None:
    """The bytes that reports came from, those that the archive does not have yet."""
    packed = {f.sha256: f.source for f in found if f.source is not None}
    if packed:
        there = connection.execute("SELECT sha256 FROM base.source WHERE sha256 IN (SELECT unnest($1))", [list(packed)])
        for (sha256,) in there.fetchall():
            del packed[sha256]
    if packed:
        sizes = [len(zlib.decompress(data)) for data in packed.values()]
        connection.execute(
            "INSERT INTO base.source SELECT unnest($1), unnest($2), unnest($3)",
            [list(packed), sizes, list(packed.values())],
        )


def _layers(connection: Connection) -> Iterable[str]:
    """The statement that fills each layer's table: the JSON cast to the table's own types.

    The cast refuses a key that the table has no column for: nothing of a record is lost silently.
    """
    article = _struct(connection, "article_read")
    yield (
        f"INSERT INTO base.article_read BY NAME SELECT reading, unnest(CAST(record->'article' AS {article})) "
        "FROM incoming ORDER BY reading"
    )
    for table, layer in LAYERS.items():
        yield (
            f"INSERT INTO base.{table}_read BY NAME SELECT reading, n, unnest(item) FROM ("
            "SELECT reading, generate_subscripts(items, 1) AS n, unnest(items) AS item FROM ("
            f"SELECT reading, CAST(record->'{layer}' AS {_struct(connection, f'{table}_read')}[]) AS items "
            "FROM incoming)) ORDER BY reading, n"
        )


def _struct(connection: Connection, table: str) -> str:
    """The type of a table's rows, without the columns that place them."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'base' AND table_name = $1 "
        "AND column_name NOT IN ('reading', 'n') ORDER BY column_index",
        [table],
    ).fetchall()
    return "STRUCT(" + ", ".join(f'"{name}" {kind}' for name, kind in columns) + ")"


def _withdraw(connection: Connection, rows: list[_Row], now: datetime) -> None:
    """End the readings that the rows replace."""
    for row in rows:
        if row.verdict.of is not None:
            connection.execute(
                "UPDATE base.reading SET withdrawn_at = $1, replaced_day = $2 "
                "WHERE report = $3 AND reading < $4 AND withdrawn_at IS NULL",
                [now, row.made.found.article.day, row.report, row.reading],
            )
