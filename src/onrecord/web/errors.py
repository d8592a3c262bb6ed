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
from onrecord.archive.errors import Stopped, Unanswerable
from onrecord.record import OnrecordError
from onrecord.web.rendering import render

API = "/api/"
UNANSWERABLE = "A value in this address is none that the archive can be asked with."
_LOG = logging.getLogger("onrecord.web")


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, ArchiveBusy | Stopped):
        return 503
    said = str(error)
    return 404 if said.startswith("no ") or "no such" in said else 400


async def said(request: Request, error: Exception) -> Response:
    """The answer to an error that has something to say."""
    status = _status(error)
    detail = _detail(error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 503:
        headers["Retry-After"] = "5"
    return _answer(request, status, detail, headers)


def _detail(error: Exception) -> str:
    """What an error says. What the engine says of its SQL is no answer: it stands in the server's log."""
    if isinstance(error, HTTPException):
        return error.detail
    if isinstance(error, Unanswerable):
        _LOG.warning("not answered: %s", error)
        return UNANSWERABLE
    return str(error)


async def unforeseen(request: Request, _error: Exception) -> Response:
    """The answer to a fault of ours: what it was stands in the server's log only."""
    return _answer(request, 500, "Something went wrong here; the server's log has the details.", {})


def _answer(request: Request, status: int, detail: str, headers: Mapping[str, str]) -> Response:
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return Response(msgspec.json.encode(problem), status, headers, "application/problem+json")
    return render(request, "error.html", status=status, headers=headers, title=title, detail=detail)


HANDLERS: dict[Any, Any] = {HTTPException: said, OnrecordError: said, Exception: unforeseen}
