"""One writer at a time: a lock beside the archive that the system lets go when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
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


@contextmanager
def writer_lock(archive: Path) -> Iterator[None]:
    """Be the one writer of `archive`; raises `ArchiveBusy`, naming the other's process, where there is one.

    The lock is on `ARCHIVE.lock`, not on the archive, so that readers come in between a writer's batches. The
    file stays behind: to remove it would let two writers hold two files of one name.
    """
    with archive.with_name(archive.name + ".lock").open("a+", encoding="ascii") as stream:
        try:
            _take(stream)
        except OSError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise ArchiveBusy(
                f"{archive}: another onrecord (process {holder}) is writing to it; wait until it is done"
            ) from error
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield
