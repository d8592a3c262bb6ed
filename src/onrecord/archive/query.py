"""Asking an archive in SQL, within limits: read-only, no other files, so many rows, so many seconds."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from onrecord.archive.connect import Connection, reading
from onrecord.archive.errors import ArchiveError, BadValue, Stopped, Unanswerable

MOST_ROWS = 10_000
MOST_SECONDS = 30.0
_OF_VALUES = (duckdb.DataError, duckdb.InvalidInputException, UnicodeError)
"""What the engine raises where a value is none of its type, or out of range, or no text."""
_OF_THE_QUESTION = re.compile(
    r"^Invalid Input Error: Values were not provided|when casting from source column [^'\"]*$"
)
"""What it says then of stored values, and of a value that was not given: no fault of those that were."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under their columns; `more` where there were rows past the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool = False

    def as_csv(self) -> str:
        """RFC 4180, with a line of names; lists and structures as JSON."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(self.columns)
        writer.writerows([_flat(value) for value in row] for row in self.rows)
        return stream.getvalue()

    def as_json(self) -> str:
        """An array of objects."""
        return as_json([dict(zip(self.columns, row, strict=True)) for row in self.rows])


def as_json(value: object) -> str:
    """JSON of what an answer holds: days and times in ISO 8601."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _flat(value: Any) -> Any:
    return json.dumps(value, default=_plain, ensure_ascii=False) if isinstance(value, list | dict) else _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How to ask: the two clocks, and the limits (`rows` None: all; `seconds` None: who asks stops it)."""

    as_of: datetime | None = None
    published_by: date | None = None
    rows: int | None = MOST_ROWS
    seconds: float | None = MOST_SECONDS


def ask(
    archive: str | Path,
    sql: str,
    parameters: Mapping[str, object] | Sequence[object] = (),
    asking: Asking = Asking(),
) -> Answer:
    """The answer to the last statement of `sql`. Raises `ArchiveError` with the engine's reason or the limit hit."""
    with reading(archive, as_of=asking.as_of, published_by=asking.published_by) as connection:
        return answer(connection, sql, parameters, asking)


def answer(
    connection: Connection,
    sql: str,
    parameters: Mapping[str, object] | Sequence[object] = (),
    asking: Asking = Asking(),
) -> Answer:
    """As `ask`, of an archive that is open."""
    try:
        with _interrupted_after(connection, asking.seconds):
            cursor = connection.execute(sql, parameters)
            if cursor is None:  # no statement at all, whatever the stubs say
                raise ArchiveError("no SQL to run")
            names = tuple(column[0] for column in cursor.description or ())
            rows = cursor.fetchall() if asking.rows is None else cursor.fetchmany(asking.rows + 1)
    except duckdb.InterruptException as error:
        after = f" after {asking.seconds:g} seconds" if asking.seconds is not None else ""
        raise Stopped(f"stopped{after}; ask for less, or raise the limit") from error
    except (duckdb.Error, RuntimeError, UnicodeError) as error:
        said = " ".join(str(error).split("\n\n")[0].split())
        is_given = parameters and isinstance(error, _OF_VALUES) and not _OF_THE_QUESTION.search(said)
        raise (BadValue if is_given else Unanswerable)(said) from error
    kept = rows if asking.rows is None else rows[: asking.rows]
    return Answer(names, tuple(kept), len(rows) > len(kept))


@contextmanager
def _interrupted_after(connection: Connection, seconds: float | None) -> Iterator[None]:
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
