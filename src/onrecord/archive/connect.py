"""Opening an archive: short, so that a writer and any number of readers share a file that DuckDB gives to one.

DuckDB locks the file for as long as a process has it open to write (and a reader keeps writers out). So nobody
keeps it open: a writer opens it for each batch, a reader for each question, and who finds it held tries again.
A server asks a copy of its own (`onrecord.web.opened`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from onrecord.archive.errors import ArchiveBusy, ArchiveError
from onrecord.archive.lock import writer_lock
from onrecord.archive.migrate import migrate, require_current

READER_WAIT = 60.0
"""Seconds that a reader tries to get in between a writer's batches."""
WRITER_WAIT = 600.0
"""Seconds that a writer waits for readers to let go."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.1
_SAFE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_CLOSED = {
    **_SAFE,
    "enable_external_access": "false",
    "lock_configuration": "true",
    "disabled_optimizers": "statistics_propagation",
}
"""Of a connection that asks. The optimizer that is left out loses the LIMIT of some queries (see views.sql)."""


_MAGIC = b"DUCK"
"""What a DuckDB file has behind its first eight bytes."""
_NAMES_OF_ITS_OWN = frozenset({"base", "linked", "main", "system", "temp"})
"""What a file can't be called: DuckDB calls the database by it, and could not tell it from a schema."""

Connection = duckdb.DuckDBPyConnection
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The archive's clock: UTC, without a zone, to the microsecond."""
    return datetime.now(UTC).replace(tzinfo=None)


def _open(path: Path, read_only: bool, config: dict[str, str], wait: float) -> Connection:
    """A connection, tried until `wait` seconds are over while another process holds the file."""
    if path.name.split(".", 1)[0].lower() in _NAMES_OF_ITS_OWN:
        raise ArchiveError(f"{path}: an archive can't be called so; give it another name")
    _not_data(path)
    until, pause = time.monotonic() + wait, _FIRST_PAUSE
    while True:
        try:
            return duckdb.connect(path, read_only=read_only, config=dict(config))
        except (duckdb.IOException, duckdb.ConnectionException) as error:
            if not _is_held(error):
                raise ArchiveError(f"{path}: {_line(error)}") from error
            if time.monotonic() > until:
                raise ArchiveBusy(f"{path}: held by another process for {wait:.0f} seconds; try again") from error
        except duckdb.Error as error:
            raise ArchiveError(f"{path}: {_line(error)}") from error
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _not_data(path: Path) -> None:
    """Raise `ArchiveError` where a file is no DuckDB database; DuckDB would open one called .jsonl as a table."""
    if path.is_file():
        with path.open("rb") as file:
            if (start := file.read(12)) and start[8:] != _MAGIC:
                raise ArchiveError(f"{path}: no archive, but another file")


def _is_held(error: Exception) -> bool:
    return "set lock" in str(error) or "different configuration" in str(error)


def _line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]


@contextmanager
def reading(
    path: str | Path,
    *,
    as_of: datetime | None = None,
    published_by: date | None = None,
    config: dict[str, str] | None = None,
    wait: float = READER_WAIT,
) -> Iterator[Connection]:
    """The archive to ask, for one question: read-only, no way to other files, no settings to change.

    `as_of` (UTC) and `published_by` set the two clocks for all views. Raises `ArchiveError` where there is no
    archive or one of another schema, `ArchiveBusy` where a writer does not let go within `wait` seconds.
    """
    path = Path(path)
    if not path.exists():
        raise ArchiveError(f"{path}: no such archive; `onrecord add` makes one")
    with ExitStack() as stack:
        connection = _open(path, True, {**_CLOSED, **(config or {})}, wait)
        stack.callback(connection.close)
        _checked(path, connection)
        set_clocks(connection, as_of, published_by)
        yield connection


def set_clocks(connection: Connection, as_of: datetime | None, published_by: date | None) -> None:
    """Set the two clocks of a connection, which all views keep; None leaves one unset."""
    for name, kind, value in (("as_of", "TIMESTAMP", as_of), ("published_by", "DATE", published_by)):
        if value is not None:
            connection.execute(f"SET VARIABLE {name} = $1::{kind}", [value])


def _checked(path: Path, connection: Connection) -> None:
    try:
        require_current(connection)
    except ArchiveError as error:
        raise ArchiveError(f"{path}: {error}") from None


class Writer:
    """The one writer of an archive, which is made where there is none and brought to the latest schema.

    Use it as a context manager; each `transaction` opens the file, and closes it when it is committed.
    """

    def __init__(self, path: str | Path, *, clock: Clock = utc_now, wait: float = WRITER_WAIT) -> None:
        self.path, self.clock, self.wait = Path(path), clock, wait
        self._stack = ExitStack()

    def __enter__(self) -> Writer:
        if not self.path.parent.is_dir():
            raise ArchiveError(f"{self.path}: no such folder")
        self._stack.enter_context(writer_lock(self.path))
        try:
            self._make()
            with self.transaction() as connection:
                migrate(connection, self.clock())
        except ArchiveError as error:
            self._stack.close()
            raise (error if str(self.path) in str(error) else ArchiveError(f"{self.path}: {error}")) from None
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def _make(self) -> None:
        """A new archive comes into being whole: under another name first, then renamed."""
        if self.path.exists():
            return
        draft = self.path.with_name(self.path.name + ".new")
        for left in (draft, draft.with_name(draft.name + ".wal")):
            left.unlink(missing_ok=True)
        with _transaction(draft, self.wait) as connection:
            migrate(connection, self.clock())
        os.replace(draft, self.path)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing: committed when the block ends, undone where it raises."""
        with _transaction(self.path, self.wait) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The archive to look something up between two transactions."""
        with reading(self.path, wait=self.wait) as connection:
            yield connection


@contextmanager
def _transaction(path: Path, wait: float) -> Iterator[Connection]:
    connection = _open(path, False, _SAFE, wait)
    try:
        connection.begin()
        yield connection
        connection.commit()
    except duckdb.Error as error:
        raise ArchiveError(f"{path}: {_line(error)}; what was committed before is safe") from error
    finally:
        connection.close()
