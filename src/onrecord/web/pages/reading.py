"""A report that is pasted or dropped: read, shown, forgotten."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.record import OnrecordError, Record
from onrecord.web.asked import Asked
from onrecord.web.clocks import day
from onrecord.web.desk import UnreadableError
from onrecord.web.pages.report import unkept
from onrecord.web.rendering import render

FIELDS = ("text", "title", "outlet", "published")


def paste(asked: Asked) -> Response:
    """The place to paste a report or to drop its file."""
    return _form(asked, {}, "")


def read(asked: Asked) -> Response:
    """The report page of what was sent, or the form again with what is wrong with it."""
    given = {name: str(asked.form.get(name, "")).strip() for name in FIELDS}
    try:
        published = day(given["published"], "published")
        record = asked.room.desk.read(_sent(asked, given), published=published.isoformat() if published else None)
    except HTTPException as error:
        return _form(asked, given, error.detail)
    except UnreadableError as error:
        return _form(asked, given, f"This can’t be read: {error}.")
    return unkept(asked.request, record)


def download(asked: Asked) -> Response:
    """The record that a page of an unkept report has, as a file. What is no record is refused."""
    try:
        record = Record.from_json(str(asked.form.get("record", "")))
    except OnrecordError as error:
        raise HTTPException(400, str(error)) from error
    name = re.sub(r"[^\w.-]+", "-", record.id, flags=re.ASCII).strip("-.")[:80] or "record"
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return Response(record.to_json(), media_type="application/json", headers=headers)


def _sent(asked: Asked, given: Mapping[str, str]) -> bytes:
    """The bytes to read: those of the file, else the text as a JSON report with what is said about it."""
    file = asked.form.get("file")
    if isinstance(file, UploadFile) and file.size:
        return file.file.read()
    words = given["text"]
    form = "html" if re.match(r"\s*<(!doctype|html|head|body|article|div|p)\b", words, re.I) else "text"
    fields = {name: given[name] for name in ("title", "outlet") if given[name]}
    return msgspec.json.encode({form: words, **fields})


def _form(asked: Asked, given: Mapping[str, str], wrong: str) -> Response:
    filled = {name: given.get(name, "") for name in FIELDS}
    return render(asked.request, "read.html", status=422 if wrong else 200, given=filled, wrong=wrong)
