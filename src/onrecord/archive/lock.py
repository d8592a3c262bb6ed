"""One writer at a time: a lock beside the archive that the system lets go when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from onrecord.archive.errors import ArchiveBusy

if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[str]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(stream: IO[str]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


WAITS = " waits"
"""What stands behind the process's number in the lock file while the writer waits for readers to let go."""
_TRIES, _PAUSE = 3, 0.02


def _file(archive: Path) -> Path:
    return archive.with_name(archive.name + ".lock")


def _take_soon(stream: IO[str]) -> None:
    """Take the lock; who looks whether it is taken (`writer_waits`) has it for an instant, so try again."""
    for _ in range(_TRIES - 1):
        try:
            return _take(stream)
        except OSError:
            time.sleep(_PAUSE)
    return _take(stream)


@contextmanager
def writer_lock(archive: Path) -> Iterator[None]:
    """Be the one writer of `archive`; raises `ArchiveBusy`, naming the other's process, where there is one.

    The lock is on `ARCHIVE.lock`, not on the archive, so that readers come in between a writer's batches. The
    file stays behind: to remove it would let two writers hold two files of one name.
    """
    with _file(archive).open("a+", encoding="ascii") as stream:
        try:
            _take_soon(stream)
        except OSError as error:
            stream.seek(0)
            holder = stream.read().removesuffix(WAITS).strip() or "unknown"
            raise ArchiveBusy(
                f"{archive}: another onrecord (process {holder}) is writing to it; wait until it is done"
            ) from error
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield


def say_waiting(archive: Path, waits: bool) -> bool:
    """Say in the lock file, as the one writer, whether one waits for the readers of `archive`; True."""
    _file(archive).write_text(f"{os.getpid()}{WAITS if waits else ''}", encoding="ascii")
    return True


def writer_waits(archive: Path) -> bool:
    """Whether a writer waits for the readers of `archive` to let it go; cheap, to be asked often."""
    try:
        with _file(archive).open("r+", encoding="ascii") as stream:
            return stream.read().endswith(WAITS) and _is_taken(stream)
    except (OSError, UnicodeError):
        return False


def _is_taken(stream: IO[str]) -> bool:
    """Whether a writer is there at all: the words of one that was killed stay behind."""
    try:
        _take(stream)
    except OSError:
        return True
    return False
