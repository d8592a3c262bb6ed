"""Adding reports: look up what is known, read the rest in parallel, store batch by batch."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from onrecord.archive.connect import Clock, Writer, utc_now
from onrecord.archive.failures import Finished, end_failures
from onrecord.archive.found import Failed, Found, Known, Unread, is_found, is_unread, taken
from onrecord.archive.pool import Pool
from onrecord.archive.store import Made, store

T = TypeVar("T")

WINDOW = 256
"""Reports that are looked up together, and stored together at most."""
MOST_BYTES = 32 * 2**20
"""Packed bytes of sources that are looked up together, and stored together, but for a report that has more alone."""
CHUNK = 16
"""Reports that a process reads at once."""
LONGEST = 10.0
"""Seconds of reading after which a batch is stored, however few reports it has: what a kill can cost."""

Result = tuple[str, str] | Failed
"""Of reading a report: its record's JSON and what made it (`made_by` as JSON), or a failure."""
ReadChunk = Callable[[Sequence[Found]], list[Result]]


@dataclass
class Counts:
    """What became of the reports of a run."""

    added: int = 0
    versions: int = 0
    reread: int = 0
    seen: int = 0
    failed: int = 0

    @property
    def stored(self) -> int:
        """Reports with a new reading."""
        return self.added + self.versions + self.reread


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to add: `workers` processes; with `reread` the name of the reader whose readings stay (its
    `made_by`). `counts` grow as batches are stored."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    reread: str | None = None
    clock: Clock = utc_now
    counts: Counts = field(default_factory=Counts)
    on_failure: Callable[[Unread], None] = lambda failure: None
    on_stored: Callable[[Counts], None] = lambda counts: None


def add(
    found: Iterable[Found | Unread], archive: str | Path, read: Callable[[], ReadChunk], options: Options | None = None
) -> Counts:
    """Read the reports of `found` that `archive` does not have, and store them, in their order.

    `read` is called once in each process and must be picklable. Each batch is one transaction: a run that is killed
    loses at most the batch that was not committed, and the same call finishes it. Raises `ArchiveBusy` where someone
    else is writing, `ArchiveError` where the disk is full or the archive is not one of ours.
    """
    options = options or Options()
    with Writer(archive, clock=options.clock) as writer, Pool(read, _lost, options.workers) as pool:
        run = _Run(writer, options)
        windows = (list(_looked_up(writer, window, options.reread)) for window in _windows(found))
        for item in _read(windows, pool):
            run.take(item)
        run.store(last=True)
        return run.counts


def _lost(found: Found) -> Result:
    return Failed.of(found, "the process that read it died (out of memory?)")


def _windows(found: Iterable[Found | Unread]) -> Iterator[list[Found | Unread]]:
    """The input in windows of `WINDOW` reports, or fewer where their sources are large."""
    window: list[Found | Unread] = []
    size = 0
    for item in found:
        window.append(item)
        size += _bytes(item)
        if len(window) >= WINDOW or size >= MOST_BYTES:
            yield window
            window, size = [], 0
    if window:
        yield window


def _bytes(item: Found | Unread) -> int:
    return len(item.source or b"") if is_found(item) else 0


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def _looked_up(writer: Writer, window: list[Found | Unread], reread: str | None) -> Iterator[Found | Made | Unread]:
    """The window; what the archive has is marked as made, what it can't take as failed."""
    with writer.reading() as connection:
        known = Known.look_up(connection, (item for item in window if is_found(item)))
    for item in window:
        if is_found(item):
            what = known.judge(item, reread).what
            yield taken(item) if what == "taken" else Made(item, None) if what == "seen" else item
        else:
            yield item


def _read(windows: Iterable[list[Found | Made | Unread]], pool: Pool[Found, Result]) -> Iterator[Made | Unread]:
    """Everything in order; what is neither made nor failed is read by the pool."""
    waiting: deque[list[Found | Made | Unread]] = deque()

    def chunks() -> Iterator[list[Found]]:
        for window in windows:
            for chunk in _batched(window, CHUNK):
                waiting.append(chunk)
                yield [_lean(item) for item in chunk if is_found(item)]

    for results in pool.map(chunks()):
        read = iter(results)
        for item in waiting.popleft():
            if is_found(item):
                yield _made(item, next(read))
            elif isinstance(item, Made) or is_unread(item):
                yield item


def _lean(found: Found) -> Found:
    """The report as a reading process takes it: without the bytes that it came from."""
    return found if found.source is None else replace(found, source=None)  # type: ignore[type-var]


def _made(found: Found, result: Result) -> Made | Unread:
    return result if isinstance(result, Failed) else Made(found, *result)


class _Run:
    """The batch at hand and the counts of a run."""

    def __init__(self, writer: Writer, options: Options) -> None:
        self.counts = options.counts
        self._writer, self._options = writer, options
        self._batch: list[Made | Unread] = []
        self._bytes = 0
        self._finished = Finished()
        self._since = time.monotonic()

    def take(self, item: Made | Unread) -> None:
        """One more; stored with its batch."""
        self._batch.append(item)
        self._bytes += _bytes(item.found) if isinstance(item, Made) else 0
        if len(self._batch) >= WINDOW or self._bytes >= MOST_BYTES or time.monotonic() - self._since > LONGEST:
            self.store()

    def store(self, *, last: bool = False) -> None:
        """The batch into the archive, in one transaction."""
        now = self._options.clock()
        with self._writer.transaction() as connection:
            verdicts, failed = store(connection, self._batch, now, reread=self._options.reread)
            for item in self._batch:
                self._finished.pass_by(item.found.path if isinstance(item, Made) else item.path)
            for failure in failed:
                self._finished.fail(failure)
            end_failures(connection, self._finished.take(last=last), now)
        self._count([verdict.what for verdict in verdicts], failed)
        self._batch, self._bytes, self._since = [], 0, time.monotonic()

    def _count(self, whats: list[str], failed: list[Unread]) -> None:
        counts = self.counts
        counts.added += whats.count("added")
        counts.versions += whats.count("version")
        counts.reread += whats.count("reread")
        counts.seen += whats.count("seen")
        counts.failed += len(failed)
        for failure in failed:
            self._options.on_failure(failure)
        self._options.on_stored(counts)
