"""A record out of the archive, as it went in."""

from __future__ import annotations

import json

from onrecord.archive.connect import Connection
from onrecord.archive.errors import ArchiveError
from onrecord.archive.store import LAYERS
from onrecord.record import SCHEMA, Record

_READING = """
SELECT r.reading, r.report, r.made_by FROM base.{source} r WHERE r.report = $1 {version} ORDER BY reading DESC LIMIT 1
"""


def record_of(connection: Connection, report: str, version: int | None = None) -> Record:
    """The record of a report as it holds (at the time that is asked about), or of one version's latest reading.

    Raises `ArchiveError` where the archive does not have it. A number that was whole comes back whole.
    """
    source, clause = ("known", "") if version is None else ("reading", "AND r.version = $2")
    given = [report] if version is None else [report, version]
    row = connection.execute(_READING.format(source=source, version=clause), given).fetchone()
    if row is None:
        raise ArchiveError(f"no report {report!r}" + ("" if version is None else f" with a version {version}"))
    reading, id_, made_by = row
    record = {"schema": SCHEMA, "id": id_, "article": _rows(connection, "article", reading)[0]}
    record |= {layer: _rows(connection, table, reading) for table, layer in LAYERS.items()}
    for figure in record["figures"]:
        figure.update({key: _whole(figure[key]) for key in ("value", "low", "high")})
    return Record.from_json(json.dumps({**record, "made_by": json.loads(made_by)}))


def _rows(connection: Connection, table: str, reading: int) -> list[dict[str, object]]:
    order = "" if table == "article" else "ORDER BY n"
    excluded = "reading" if table == "article" else "reading, n"
    sql = f'SELECT to_json(t) FROM (SELECT * EXCLUDE ({excluded}) FROM base."{table}" WHERE reading = $1 {order}) t'
    return [json.loads(row[0]) for row in connection.execute(sql, [reading]).fetchall()]


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
