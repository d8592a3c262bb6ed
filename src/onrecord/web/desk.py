"""Reading a report that someone sends: one at a time, within limits, and nothing of it is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from onrecord.intake import Limits, Report, reports
from onrecord.record import OnrecordError, Record

if TYPE_CHECKING:
    from onrecord.api import Reader

LIMITS = Limits(file_bytes=4 * 2**20, line_bytes=4 * 2**20, words=20_000, characters=200_000, html_nodes=100_000)


class UnreadableError(OnrecordError):
    """What was sent is no report that can be read; the message says why."""


class Desk:
    """What reads for all requests; its models load with the first report."""

    def __init__(self, make: Callable[[], Reader] | None = None) -> None:
        self._make, self._lock = make, Lock()
        self._reader: Reader | None = None

    def read(self, data: bytes, *, id_: str = "pasted", published: str | None = None) -> Record:
        """The record of the first report in `data`: text, a page, JSON or JSON lines, packed or not.

        `published` (ISO 8601) serves a report that does not give its own. Raises `UnreadableError`.
        """
        found = next(iter(reports(["-"], published=published, limits=LIMITS, stdin=io.BytesIO(data))), None)
        if not isinstance(found, Report):
            raise UnreadableError(found.reason if found else "nothing to read")
        own = found.id if found.id and not found.id.startswith("stdin") else id_
        with self._lock:
            made = next(self._loaded().records([replace(found, id=own)]))
        if not isinstance(made, Record):
            raise UnreadableError(made.reason)
        return made

    def _loaded(self) -> Reader:
        if self._reader is None:
            if self._make is None:
                from onrecord.api import Reader

                self._reader = Reader()
            else:
                self._reader = self._make()
        return self._reader
