"""Dyads, countries, and reading a report that is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.archive.questions import Question
from onrecord.web.api.lists import answered
from onrecord.web.api.operations import CLOCKS, FILES, FORM, FORM_NAMES, Operation, Parameter, parameter_of, row_schema
from onrecord.web.asked import Asked, Handler
from onrecord.web.clocks import day
from onrecord.web.desk import UnreadableError
from onrecord.web.explore import dyads as pairs
from onrecord.web.explore.asking import objects
from onrecord.web.explore.download import download
from onrecord.web.explore.fields import Column
from onrecord.web.explore.given import check_names, filters_of, one_of
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.places import COLUMNS, by_country

_EVENTS = KINDS["events"]
_ONCE = Parameter("once", "Count a happening once, or each of its mentions.",
                  {"type": "string", "enum": ["true", "false"]})  # fmt: skip
_FILTERS = tuple(map(parameter_of, _EVENTS.filters))


class Sent(msgspec.Struct, forbid_unknown_fields=True):
    """A report that is sent: its text or page, and what is said about it."""

    text: str | None = None
    html: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    published: str | None = None
    updated: str | None = None
    lang: str | None = None


def _added_up(ask: Callable[..., Question], columns: tuple[Column, ...], name: str) -> Handler:
    """The handler of events that are added up by `ask`."""

    def handler(asked: Asked) -> Response:
        query = asked.request.query_params
        given, form = filters_of(_EVENTS, query, ("once", "format")), one_of("format", query, FORM_NAMES)
        made = asked.ask(ask(given, once=one_of("once", query, ("true", "false")) == "true"))
        return answered({"items": objects(made)}) if form == "json" else download(made, columns, form, name)

    return handler


def _read(asked: Asked) -> Response:
    check_names(asked.request.query_params, ())
    try:
        sent = msgspec.json.decode(asked.body, type=Sent)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise HTTPException(400, f"the body: {error}") from error
    if (sent.text is None) == (sent.html is None):
        raise HTTPException(422, "the body: `text` or `html`, one of them")
    for name in ("published", "updated"):
        day((getattr(sent, name) or "")[:10] or None, name)
    given = {name: value for name, value in msgspec.structs.asdict(sent).items() if value}
    try:
        record = asked.room.desk.read(msgspec.json.encode(given))
    except UnreadableError as error:
        raise HTTPException(422, str(error)) from error
    return Response(record.to_json(), media_type="application/json")


def _items(schema: Any) -> dict[str, Any]:
    return {
        "type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": schema}},
    }  # fmt: skip


_TEXT = {"type": ["string", "null"]}
_ADDED_UP = (*_FILTERS, _ONCE, FORM, *CLOCKS)
REST = (
    Operation(
        path="/dyads", summary="Pairs of countries by the sum of their events' Goldstein values.", tag="events",
        handler=_added_up(pairs.dyads, pairs.COLUMNS, "dyads"), parameters=_ADDED_UP, forms=FILES,
        answer=_items(row_schema(pairs.COLUMNS)),
    ),
    Operation(
        path="/countries", summary="How many events took place in each country.", tag="events",
        handler=_added_up(by_country, COLUMNS, "countries"), parameters=_ADDED_UP, forms=FILES,
        answer=_items(row_schema(COLUMNS)),
    ),
)  # fmt: skip
READ = Operation(
    path="/read", method="POST", tag="read", handler=_read, needs_archive=False,
    summary="The record of a report that is sent; nothing of it is kept.", answer={"type": "object"},
    body={
        "type": "object", "additionalProperties": False,
        "oneOf": [{"required": ["text"]}, {"required": ["html"]}],
        "properties": {
            "text": {"type": "string"}, "html": {"type": "string"}, "id": _TEXT, "title": _TEXT, "url": _TEXT,
            "outlet": _TEXT, "agency": _TEXT, "lang": _TEXT,
            "published": {**_TEXT, "description": "ISO 8601."}, "updated": {**_TEXT, "description": "ISO 8601."},
        },
    },
)  # fmt: skip
