"""Answers that were given before: kept while the archive stays as it is, and not sent to who has them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.opened import OpenArchive

MOST_BYTES = 64 * 2**20
"""Of all answers that are kept."""
MOST_OF_ONE = 2**20
"""Of one that is kept."""
_Key = tuple[str, str, bytes]


@dataclass(slots=True)
class _Kept:
    """An answer as it was sent."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


@dataclass(slots=True)
class _Sent:
    """An answer on its way."""

    start: Message | None = None
    parts: list[bytes] = field(default_factory=list)


class Remember:
    """The middleware. Answers to GET are kept under the archive's state and the address, the last ones asked for."""

    def __init__(self, app: ASGIApp, *, archive: OpenArchive, most: int = MOST_BYTES) -> None:
        self.app, self.archive, self.most = app, archive, most
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, else keep what the application answers."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        if self.archive.is_behind():
            await to_thread.run_sync(self.archive.wait)
        key = (self.archive.state, scope["path"], scope["query_string"])
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        else:
            kept = await self._ask(key, scope, receive, send)
        if kept is not None:
            await _answer(kept, Request(scope).headers, send)

    async def _ask(self, key: _Key, scope: Scope, receive: Receive, send: Send) -> _Kept | None:
        """The application's answer, kept; None where it is not one to keep, and was sent."""
        sent = _Sent()

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] != 200 or not _may_be_kept(message):
                    await send(message)
                else:
                    sent.start = message
            elif sent.start is None:
                await send(message)
            else:
                sent.parts.append(message.get("body", b""))

        await self.app(scope, receive, take)
        if sent.start is None:
            return None
        body = b"".join(sent.parts)
        tag = hashlib.sha256(body).hexdigest()[:24]
        headers = [*sent.start["headers"], (b"etag", f'"{tag}"'.encode()), (b"cache-control", b"private, no-cache")]
        kept = _Kept(headers, body)
        if len(body) <= MOST_OF_ONE:
            self._keep(key, kept)
        return kept

    def _keep(self, key: _Key, kept: _Kept) -> None:
        before = self._kept.pop(key, None)
        self._kept[key] = kept
        self._size += len(kept.body) - (len(before.body) if before else 0)
        while self._size > self.most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)


def _may_be_kept(start: Message) -> bool:
    names = {name.lower() for name, _ in start["headers"]}
    return not names & {b"set-cookie", b"etag", b"cache-control"}


async def _answer(kept: _Kept, asked: Headers, send: Send) -> None:
    headers = kept.headers
    tag = next(value for name, value in headers if name == b"etag").decode()
    given = {one.strip().removeprefix("W/") for one in asked.get("if-none-match", "").split(",")}
    status, body = 200, kept.body
    if tag in given or "*" in given:
        status, body = 304, b""
        headers = [(name, value) for name, value in headers if name not in (b"content-length", b"content-type")]
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
