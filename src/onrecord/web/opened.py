"""The archive of a server: kept open between requests, and let go while a writer wants it.

DuckDB gives a file to one process that writes or to several that read. To open it for each request would be slow, to
keep it open would keep `onrecord add` waiting. So it stays open until a writer says in the lock file that it waits.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Condition, Thread

from onrecord.archive import ArchiveBusy, reading
from onrecord.archive.connect import Connection, set_clocks
from onrecord.archive.lock import writer_waits

LOOK = 0.05
"""Seconds between two looks at whether a writer waits."""
PATIENCE = 20.0
"""Seconds that a request waits while a writer has the archive."""


class OpenArchive:
    """An archive that many threads ask. Raises `ArchiveError` where there is none."""

    def __init__(self, path: str | Path, *, patience: float = PATIENCE) -> None:
        self.path, self.patience = Path(path), patience
        self._turn = Condition()
        self._root: Connection | None = None
        self._stack = ExitStack()
        self._users = 0
        self._closed = False
        with self.asking():
            pass

    @contextmanager
    def asking(self, *, as_of: datetime | None = None, published_by: date | None = None) -> Iterator[Connection]:
        """A connection of one's own, read-only, with its clocks set. Raises `ArchiveBusy` when a writer stays long."""
        connection = self._enter()
        try:
            set_clocks(connection, as_of, published_by)
            yield connection
        finally:
            connection.close()
            with self._turn:
                self._users -= 1
                self._turn.notify_all()

    def close(self) -> None:
        """Let go of the file for good."""
        with self._turn:
            self._closed = True
            self._release()

    def _enter(self) -> Connection:
        until = time.monotonic() + self.patience
        with self._turn:
            while self._root is None and writer_waits(self.path):
                if time.monotonic() > until:
                    raise ArchiveBusy(f"{self.path}: a writer has it; try again")
                self._turn.wait(LOOK)
            if self._root is None:
                wait = max(0.0, until - time.monotonic())
                self._root = self._stack.enter_context(reading(self.path, wait=wait))
                Thread(target=self._watch, name="onrecord-archive", daemon=True).start()
            self._users += 1
            return self._root.cursor()

    def _watch(self) -> None:
        """Let the archive go when a writer waits; those who come then wait until it had its turn."""
        while not self._closed and not writer_waits(self.path):
            time.sleep(LOOK)
        with self._turn:
            root, self._root = self._root, None
            while self._users and not self._closed:
                self._turn.wait()
            if root is not None:
                self._release()

    def _release(self) -> None:
        self._root = None
        self._stack.close()
        self._turn.notify_all()
