"""Stopping what takes too long: one thread for all requests, instead of one a question."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.archive.connect import Connection

LOOK = 0.05
"""Seconds between two looks while something runs."""
IDLE = 10.0
"""Seconds without anything to look after, after which the thread ends."""


class Watch:
    """Interrupts connections whose time is over, again and again until they are given back."""

    def __init__(self) -> None:
        self._until: dict[Connection, float] = {}
        self._changed = threading.Condition()
        self._is_running = False

    @contextmanager
    def over(self, connection: Connection, until: float) -> Iterator[None]:
        """Watch a connection up to `until`, a time of `time.monotonic`; none is interrupted after this block."""
        with self._changed:
            self._until[connection] = until
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._look, name="onrecord-watch", daemon=True).start()
            elif len(self._until) == 1:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                del self._until[connection]

    def stop(self, connection: Connection) -> None:
        """Interrupt a connection now, if it is still watched."""
        with self._changed:
            if connection in self._until:
                self._until[connection] = 0.0
                connection.interrupt()

    def _look(self) -> None:
        while True:
            with self._changed:
                if not self._until and not self._changed.wait_for(lambda: bool(self._until), timeout=IDLE):
                    self._is_running = False
                    return
                now = time.monotonic()
                for connection, until in self._until.items():
                    if until < now:
                        connection.interrupt()
            time.sleep(LOOK)
