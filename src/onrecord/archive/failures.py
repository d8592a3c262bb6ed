"""What could not be read: kept as rows, ended when their file is gone through without them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from onrecord.archive.connect import Connection
from onrecord.archive.found import Unread

_HELD = "SELECT path, line, reason FROM base.failure WHERE withdrawn_at IS NULL AND path IN (SELECT unnest($1))"
_KEEP = "INSERT INTO base.failure (path, line, reason, recorded_at, outlet, day) VALUES ($1, $2, $3, $4, $5, $6)"
_END = """
UPDATE base.failure SET withdrawn_at = $1
WHERE withdrawn_at IS NULL AND path = $2 AND line IS NOT DISTINCT FROM $3 AND reason = $4
"""

Reason = tuple[int | None, str]


def keep_failures(connection: Connection, failed: Iterable[Unread], now: datetime) -> None:
    """Add what the archive does not have as a failure yet."""
    rows = {(f.path, f.line, f.reason): f for f in failed}
    held = _held(connection, {path for path, *_ in rows})
    for row, failure in rows.items():
        if row not in held:
            day = failure.published[:10] if failure.published else None
            connection.execute(_KEEP, [*row, now, failure.outlet, day])


def end_failures(connection: Connection, finished: dict[str, set[Reason]], now: datetime) -> None:
    """End the failures of files that were gone through to the end, but for those that came again."""
    for path, line, reason in sorted(_held(connection, set(finished)), key=str):
        if (line, reason) not in finished[path]:
            connection.execute(_END, [now, path, line, reason])


def _held(connection: Connection, paths: set[str]) -> set[tuple[str, int | None, str]]:
    return set(connection.execute(_HELD, [sorted(paths)]).fetchall()) if paths else set()


class Finished:
    """The files that a run has gone through, and what failed in each."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._failed: set[Reason] = set()
        self._finished: dict[str, set[Reason]] = {}

    def pass_by(self, path: str) -> None:
        """The run is at `path` now."""
        if self._path is not None and path != self._path:
            self._finished[self._path] = self._failed
            self._failed = set()
        self._path = path

    def fail(self, failure: Unread) -> None:
        """`failure` came at its path."""
        (self._failed if failure.path == self._path else self._finished.setdefault(failure.path, set())).add(
            (failure.line, failure.reason)
        )

    def take(self, *, last: bool = False) -> dict[str, set[Reason]]:
        """The files finished since the last call; with `last`, also the one that the run was at."""
        if last and self._path is not None:
            self._finished[self._path] = self._failed
        taken, self._finished = self._finished, {}
        return taken
