"""A request as a page sees it, and the way from a plain function to an endpoint.

Pages and the API are plain functions `Asked -> Response`. They run in a thread, with so much time, and are stopped
when whoever asked goes away.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import anyio
import duckdb
from anyio import to_thread
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from onrecord.archive import Answer, Asking, record_of
from onrecord.archive.connect import Connection
from onrecord.archive.errors import Stopped
from onrecord.archive.query import answer
from onrecord.archive.questions import Question
from onrecord.record import Record
from onrecord.web.clocks import clocks
from onrecord.web.desk import Desk
from onrecord.web.opened import OpenArchive
from onrecord.web.watch import Watch

MOST_BYTES = 4 * 2**20
"""Of a request's body."""
AT_ONCE = 8
"""Requests that are worked on at one time; the others wait."""
MOST_ROWS = 10_000

Row = dict[str, Any]
Handler = Callable[["Asked"], Response]


@dataclass(slots=True)
class Room:
    """What all requests share: the archive, if there is one, what reads reports that are sent, the limit of time."""

    archive: OpenArchive | None
    desk: Desk
    seconds: float
    watch: Watch = field(default_factory=Watch)
    limiter: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(AT_ONCE))


class Gone(Exception):
    """Who asked has gone."""


class Asked:
    """One request with its archive: questions are asked through it, so that time and absence end them."""

    def __init__(self, request: Request, room: Room, body: bytes, form: FormData | None = None) -> None:
        self.request, self.room, self.body = request, room, body
        self.form: Mapping[str, object] = form or {}
        self.as_of: datetime | None
        self.published_by: date | None
        self.as_of, self.published_by = clocks(request.query_params)
        self._until = time.monotonic() + room.seconds
        self._stack = ExitStack()
        self._connection: Connection | None = None
        self._readings: Sequence[int] | None = None
        self.is_gone = False

    @property
    def query(self) -> Mapping[str, str]:
        """What stands behind the question mark of the address."""
        return self.request.query_params

    @property
    def connection(self) -> Connection:
        """A connection of this request's own, with the two clocks set from its address."""
        if self.is_gone:
            raise Gone
        if self._connection is None:
            if self.room.archive is None:
                raise HTTPException(404, "This server has no archive.")
            opened = self.room.archive.asking(as_of=self.as_of, published_by=self.published_by)
            connection = self._stack.enter_context(opened)
            self._stack.enter_context(self.room.watch.over(connection, self._until))
            self._connection = connection
        return self._connection

    @property
    def laid_out(self) -> bool:
        """Whether what is asked are the tables that are laid out: no clock is set."""
        return self.as_of is None and self.published_by is None

    def record(self, report: str, version: int | None = None) -> Record:
        """The record of a report. Raises `NotThere` where there is none."""
        is_held = self.laid_out and version is None
        return record_of(self.connection, report, version, schema="held" if is_held else "base")

    @property
    def moment(self) -> datetime | None:
        """The time on the archive's clock up to which this request knows."""
        row = self.connection.execute("SELECT moment FROM now.state").fetchone()
        return self.as_of or (row[0] if row else None)

    def go_on(self, moment: datetime | None) -> None:
        """Ask as of an earlier request's time, `moment`, where the archive has changed since and no time is set."""
        if moment is None or self.as_of is not None or self.moment == moment:
            return
        self.close()
        self.as_of = moment

    def ask(self, question: Question, rows: int | None = MOST_ROWS) -> Answer:
        """The answer to a question, within the time that this request has left."""
        if time.monotonic() >= self._until:
            raise self.stopped
        made = answer(self.connection, question.sql, question.parameters, Asking(rows=rows, seconds=None))
        if self.is_gone:
            raise Gone
        return made

    @property
    def stopped(self) -> Stopped:
        """What is said when the time is over."""
        return Stopped(f"stopped after {self.room.seconds:g} seconds; ask for less")

    def table(
        self, sql: str, parameters: Mapping[str, object] | None = None, rows: int | None = MOST_ROWS
    ) -> list[Row]:
        """The rows of a query by the names of their columns."""
        made = self.ask(Question(sql, parameters or {}), rows)
        return [dict(zip(made.columns, row, strict=True)) for row in made.rows]

    @contextmanager
    def only(self, readings: Sequence[int] | None) -> Iterator[None]:
        """With a clock, ask within a few readings (None: all), so that views need not count the whole archive.

        Without one nothing needs bounds: what is asked are tables.
        """
        if self.laid_out:
            yield
            return
        before, self._readings = self._readings, readings
        self._bound()
        try:
            yield
        finally:
            self._readings = before
            self._bound()

    def _bound(self) -> None:
        if self._readings is None:
            self.connection.execute("RESET VARIABLE readings")
        else:
            self.connection.execute("SET VARIABLE readings = $1::BIGINT[]", [list(self._readings)])

    def leave(self) -> None:
        """Stop what runs for this request: who asked has gone."""
        self.is_gone = True
        if self._connection is not None:
            self.room.watch.stop(self._connection)

    def close(self) -> None:
        """Give the connection back."""
        self._connection = None
        self._stack.close()


def endpoint(handler: Handler, *, has_form: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that answers with `handler`; `has_form`: what is sent is a form, with at most one file."""

    async def serve(request: Request) -> Response:
        room: Room = request.app.state.room
        body = await _body(request)
        asked = Asked(request, room, body, await _form(request, body) if has_form else None)
        made: Response | Exception | None = None
        async with anyio.create_task_group() as group:
            group.start_soon(_watch, request, asked)
            made = await to_thread.run_sync(_run, handler, asked, limiter=room.limiter)
            group.cancel_scope.cancel()
        if isinstance(made, Response):
            return made
        raise made or RuntimeError("cancelled")

    return serve


async def _body(request: Request) -> bytes:
    """The body of a request. Raises 413 where it is too long."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise HTTPException(413, f"More than {MOST_BYTES:,} bytes.")
        parts.append(part)
    return b"".join(parts)


async def _form(request: Request, body: bytes) -> FormData:
    """The fields of a form. Raises 400 where it is none."""

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return await Request(request.scope, again).form(max_files=1, max_fields=20, max_part_size=MOST_BYTES)


async def _watch(request: Request, asked: Asked) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    asked.leave()


def _run(handler: Handler, asked: Asked) -> Response | Exception:
    """The answer, or what was raised: a task group would wrap it."""
    try:
        return handler(asked)
    except Gone:
        return Response(status_code=499)
    except (Stopped, duckdb.InterruptException):
        return Response(status_code=499) if asked.is_gone else asked.stopped
    except Exception as error:
        return Response(status_code=499) if asked.is_gone else error
    finally:
        asked.close()
