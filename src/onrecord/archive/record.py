"""Records out of the archive, as they went in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

from onrecord.archive.connect import Connection
from onrecord.archive.errors import NotThere
from onrecord.archive.store import LAYERS
from onrecord.record import SCHEMA, Record

_ONE = "SELECT reading, report, made_by FROM {source} WHERE report = $1 {version} ORDER BY reading DESC LIMIT 1"
_ALL = "SELECT reading, report, made_by FROM base.known ORDER BY reading"
_ITEMS = "SELECT reading, to_json(t) FROM {table} t WHERE {which} ORDER BY reading{order}"
BATCH = 500
"""Records that are put together at once."""

_Head = tuple[int, str, str]


def record_of(
    connection: Connection, report: str, version: int | None = None, *, schema: Literal["base", "held"] = "base"
) -> Record:
    """The record of a report as it holds (at the time that is asked about), or of one version's latest reading.

    `schema`: where its layers are; a server's copy has those of what holds now as tables in `held`.
    Raises `NotThere` where the archive does not have it. A number that was whole comes back whole.
    """
    source, clause = ("base.known", "") if version is None else ("base.reading", "AND version = $2")
    given = [report] if version is None else [report, version]
    head = connection.execute(_ONE.format(source=source, version=clause), given).fetchone()
    if head is None:
        raise NotThere(f"no report {report!r}" + ("" if version is None else f" with a version {version}"))
    return next(_records(connection, [head], schema))


def records_of(connection: Connection) -> Iterator[Record]:
    """The records of all reports as they hold, in the order in which they were read; memory holds `BATCH` of them."""
    heads = iter(connection.execute(_ALL).fetchall())
    while batch := list(islice(heads, BATCH)):
        yield from _records(connection, batch, "base")


def _records(connection: Connection, heads: list[_Head], schema: str) -> Iterator[Record]:
    readings = [reading for reading, *_ in heads]
    layers = {layer: _items(connection, f'{schema}."{table}"', readings) for table, layer in LAYERS.items()}
    articles = _items(connection, f"{schema}.article", readings)
    for reading, report, made_by in heads:
        made = {"schema": SCHEMA, "id": report, "article": articles[reading][0], "made_by": json.loads(made_by)}
        made |= {layer: items.get(reading, []) for layer, items in layers.items()}
        for figure in made["figures"]:
            figure.update({key: _whole(figure[key]) for key in ("value", "low", "high")})
        yield Record.from_json(json.dumps(made))


def _items(connection: Connection, table: str, readings: list[int]) -> dict[int, list[dict[str, Any]]]:
    """The items of each reading, in order. One reading is looked up, several are found in one go."""
    placed = {"reading", "n"}
    which = "reading = $1[1]" if len(readings) == 1 else "reading IN (SELECT unnest($1))"
    sql = _ITEMS.format(table=table, which=which, order="" if table.endswith(".article") else ", n")
    made: dict[int, list[dict[str, Any]]] = {}
    for reading, item in connection.execute(sql, [readings]).fetchall():
        made.setdefault(reading, []).append({k: v for k, v in json.loads(item).items() if k not in placed})
    return made


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
