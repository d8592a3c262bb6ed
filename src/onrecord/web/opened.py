"""The archive of a server: a copy of it, laid out for the pages, and made anew when the archive has changed.

The archive itself is held only while its bytes are copied: whoever writes never waits for who reads, and no page waits
for a writer. While a new copy is made, the one before answers.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path

import duckdb

from onrecord.archive import ArchiveBusy, ArchiveError
from onrecord.archive.connect import Connection, set_clocks

LOOK = 0.5
"""Seconds between two looks at whether the archive has changed."""
REST = 4.0
"""So many times as long as the last copy took, the next one waits: copies take a fifth of the time at most."""
SOON = 1.5
"""A request waits for a copy of a changed archive where the last one took no longer than these seconds."""
_SETTINGS = {
    "enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    "memory_limit": "2GB", "lock_configuration": "true", "disabled_optimizers": "statistics_propagation",
}  # fmt: skip
Identity = tuple[tuple[int, int, int], ...]


class Copy:
    """One copy, open, with those who ask it; it is removed when it is old and nobody does."""

    def __init__(self, file: Path, identity: Identity, number: int) -> None:
        self.file, self.identity, self.users, self.old = file, identity, 0, False
        self.root = duckdb.connect(file, read_only=True, config=dict(_SETTINGS))
        row = self.root.execute("SELECT moment FROM now.state").fetchone()
        self.moment: datetime | None = row[0] if row else None
        self.state = f"{number}-" + "-".join(f"{part:x}" for part in identity[0])
        self._idle: deque[Connection] = deque()

    @contextmanager
    def laid_out(self) -> Iterator[Connection]:
        """A connection that reads the tables. It is used again, unless something went wrong on it."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self.root.cursor()
            connection.execute("SET search_path = 'now,main'")
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    @contextmanager
    def with_clocks(self, as_of: datetime | None, published_by: date | None) -> Iterator[Connection]:
        """A connection of one's own that reads the views, with its clocks set."""
        connection = self.root.cursor()
        try:
            set_clocks(connection, as_of, published_by)
            yield connection
        finally:
            connection.close()

    def remove(self) -> None:
        """Close it and delete its file."""
        while self._idle:
            self._idle.pop().close()
        self.root.close()
        self.file.unlink(missing_ok=True)


class OpenArchive:
    """An archive that many threads ask. Raises `ArchiveError` where there is none."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
        self._lock, self._built = threading.Lock(), threading.Condition()
        self._numbers = count(1)
        self._looked = self._rest_until = 0.0
        self._took = 0.0
        self._making = False
        self._closed = False
        try:
            self._copy = self._make()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    @property
    def state(self) -> str:
        """What stands for all that a page without clocks shows: another one when the archive has changed."""
        return self._copy.state

    def is_behind(self) -> bool:
        """Whether the archive has changed and the next copy is worth waiting for (`wait`); begins that copy."""
        now = time.monotonic()
        if now >= self._looked + LOOK:
            self._looked = now
            if now >= self._rest_until and self._identity() != self._copy.identity:
                self._begin()
        return self._making and self._took <= SOON

    def wait(self) -> None:
        """Wait for the copy that is being made, but not for long."""
        with self._built:
            self._built.wait_for(lambda: not self._making, timeout=2 * SOON)

    @property
    def moment(self) -> datetime | None:
        """The time on the archive's clock up to which pages know."""
        return self._copy.moment

    @contextmanager
    def asking(self, *, as_of: datetime | None = None, published_by: date | None = None) -> Iterator[Connection]:
        """A connection for one request, read-only, with its clocks set; without clocks it reads what is laid out."""
        if self.is_behind():
            self.wait()
        with self._lock:
            copy = self._copy
            copy.users += 1
        try:
            plain = as_of is None and published_by is None
            with copy.laid_out() if plain else copy.with_clocks(as_of, published_by) as connection:
                yield connection
        finally:
            self._leave(copy)

    def renew(self) -> None:
        """Copy the archive as it is now, and wait until that is what is asked."""
        with self._built:
            self._built.wait_for(lambda: not self._making)
            self._making = True
        self._renew()

    def close(self) -> None:
        """Let go of the copy for good."""
        self._closed = True
        with self._built:
            while self._making:
                self._built.wait()
        with self._lock:
            self._copy.remove()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _leave(self, copy: Copy) -> None:
        with self._lock:
            copy.users -= 1
            if copy.old and not copy.users:
                copy.remove()

    def _begin(self) -> None:
        """Begin the next copy."""
        with self._built:
            if not self._making and not self._closed:
                self._making = True
                threading.Thread(target=self._renew, name="onrecord-copy").start()

    def _renew(self) -> None:
        try:
            made = self._make()
        except (ArchiveError, duckdb.Error, OSError):
            self._rest_until = time.monotonic() + REST
        else:
            with self._lock:
                before, self._copy = self._copy, made
                before.old = True
                if not before.users:
                    before.remove()
        finally:
            with self._built:
                self._making = False
                self._built.notify_all()

    def _make(self) -> Copy:
        begun = time.monotonic()
        identity = self._identity()
        number = next(self._numbers)
        file = self._folder / f"{number}.copy"
        command = [sys.executable, "-m", "onrecord.web.snapshot", str(self.path), str(file)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            file.unlink(missing_ok=True)
            said = done.stderr.strip().splitlines() or [f"{self.path}: can't be copied"]
            raise (ArchiveBusy if "held by another" in said[-1] else ArchiveError)(said[-1])
        self._took = time.monotonic() - begun
        self._rest_until = time.monotonic() + (0 if self._took <= SOON else REST * self._took)
        return Copy(file, identity, number)

    def _identity(self) -> Identity:
        """What tells one state of the archive's file from another."""
        found = []
        for file in (self.path, self.path.with_name(self.path.name + ".wal")):
            try:
                stat = file.stat()
                found.append((stat.st_ino, stat.st_mtime_ns, stat.st_size))
            except OSError:
                found.append((0, 0, 0))
        return tuple(found)
