"""Reading in parallel processes: results in the order of the input, whatever the number of processes.

A process that dies (out of memory, a crash below Python) costs one report, which becomes a failure; the others of
its chunk are read again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[Sequence[T]], list[R]]
AHEAD = 4
"""Chunks a process that are read ahead of the one that is waited for."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass
class _Held:
    """The work of this process, made once."""

    work: Callable[[Sequence[object]], list[object]] | None = None


_held = _Held()


def _begin(make: Callable[[], Callable[[Sequence[object]], list[object]]]) -> None:
    """Set a process up: it leaves Ctrl-C to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _held.work = make()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(chunk: Sequence[object]) -> list[object]:
    if _held.work is None:
        raise RuntimeError("the process was not set up")
    return _held.work(chunk)


class Pool(Generic[T, R]):
    """`workers` processes that each hold what `make` gives; with one, the work is done in this process.

    `lost` gives the result of an item that killed its process.
    """

    def __init__(self, make: Callable[[], Work[T, R]], lost: Callable[[T], R], workers: int) -> None:
        self._make, self._lost, self._workers = make, lost, workers
        self._executor: ProcessPoolExecutor | None = None
        self._here: Work[T, R] | None = None

    def __enter__(self) -> Pool[T, R]:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._stop()

    def map(self, chunks: Iterable[Sequence[T]]) -> Iterator[list[R]]:
        """The results of each chunk, in order; the chunks are drawn as results are taken."""
        if self._workers == 1:
            self._here = self._here or self._make()
            yield from (self._here(chunk) if chunk else [] for chunk in chunks)
            return
        ahead: deque[tuple[Sequence[T], Future[list[R]] | None]] = deque()
        for chunk in chunks:
            ahead.append((chunk, self._submit(chunk)))
            if len(ahead) >= AHEAD * self._workers:
                yield self._next(ahead)
        while ahead:
            yield self._next(ahead)

    def _submit(self, chunk: Sequence[T]) -> Future[list[R]] | None:
        """None where there is nothing to do, or where the pool is broken: the chunk is then done when it is due."""
        if not chunk:
            return None
        if self._executor is None:
            self._executor = self._start()
        try:
            return self._executor.submit(_do, chunk)  # type: ignore[arg-type]  # the processes hold this pool's work
        except BrokenProcessPool:
            return None

    def _start(self) -> ProcessPoolExecutor:
        before = {name: os.environ.get(name) for name in _THREADS}
        os.environ.update(dict.fromkeys(_THREADS, "1"))
        try:
            context = multiprocessing.get_context("spawn")
            begin = partial(_begin, self._make)  # type: ignore[arg-type]  # of this pool's items and results
            pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=begin)
            for _ in range(self._workers):
                pool.submit(int)
            return pool
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})

    def _next(self, ahead: deque[tuple[Sequence[T], Future[list[R]] | None]]) -> list[R]:
        chunk, future = ahead.popleft()
        if not chunk:
            return []
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        self._stop()
        made = [result for item in chunk for result in self._alone(item)]
        for place, (later, _) in enumerate(ahead):
            ahead[place] = (later, self._submit(later))
        return made

    def _alone(self, item: T) -> list[R]:
        future = self._submit([item])
        try:
            return future.result() if future is not None else [self._lost(item)]
        except BrokenProcessPool:
            self._stop()
            return [self._lost(item)]

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None
