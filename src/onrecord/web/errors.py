"""What is answered when something can't be: a page for people, problem+json (RFC 9457) for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.archive import ArchiveBusy
from onrecord.archive.errors import BadValue, NotThere, Stopped
from onrecord.record import OnrecordError
from onrecord.web.desk import UnreadableError
from onrecord.web.rendering import render

API = "/api/"
BAD_VALUE = "A value in this address is none that the archive can be asked with."
OURS = "Something went wrong here; the server's log has the details."
_LOG = logging.getLogger("onrecord.web")


def _status(error: Exception) -> int:
    """4… of what is the fault of who asks, else 5…."""
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, ArchiveBusy | Stopped):
        return 503
    if isinstance(error, NotThere):
        return 404
    return 400 if isinstance(error, BadValue | UnreadableError) else 500


async def said(request: Request, error: Exception) -> Response:
    """The answer to an error that has something to say."""
    status = _status(error)
    detail = _detail(error, status)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 503:
        headers["Retry-After"] = "5"
    return _answer(request, status, detail, headers)


def _detail(error: Exception, status: int) -> str:
    """What an error says. What archive and engine say of themselves is no answer: it stands in the server's log."""
    if isinstance(error, HTTPException):
        return error.detail
    if isinstance(error, BadValue):
        _LOG.warning("not answered: %s", error)
        return BAD_VALUE
    if isinstance(error, ArchiveBusy):
        _LOG.warning("not answered: %s", error)
        return "The archive is being written; try again."
    if status == 500:
        _LOG.error("failed: %s", error, exc_info=error)
        return OURS
    return str(error)


async def unforeseen(request: Request, _error: Exception) -> Response:
    """The answer to a fault of ours: what it was stands in the server's log only."""
    return _answer(request, 500, OURS, {})


def _answer(request: Request, status: int, detail: str, headers: Mapping[str, str]) -> Response:
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return Response(msgspec.json.encode(problem), status, headers, "application/problem+json")
    return render(request, "error.html", status=status, headers=headers, title=title, detail=detail)


HANDLERS: dict[Any, Any] = {HTTPException: said, OnrecordError: said, Exception: unforeseen}
