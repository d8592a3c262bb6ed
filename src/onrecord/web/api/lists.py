"""The lists: a page, one thing, facets, counts over time; one of each for every kind."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.archive.questions import Question
from onrecord.archive.shown import forwarded, members
from onrecord.web.api.operations import (
    CLOCKS,
    FILES,
    FORM,
    FORM_NAMES,
    Operation,
    Parameter,
    page_schema,
    parameter_of,
)
from onrecord.web.asked import Asked, Handler
from onrecord.web.explore.asking import MOST, listed, objects
from onrecord.web.explore.download import download
from onrecord.web.explore.fields import Kind
from onrecord.web.explore.given import check_names, filters_of, one_of
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.listing import facets, narrowed, orders, over_time

USUAL = 50
MOST_MEMBERS = 1000
MOST_IN_FILES = 100_000
"""Rows of a page as CSV or Parquet."""
UNITS = ("day", "month", "year")
_ONCE = Parameter("once", "Count what is told several times (copies, reports of one happening) once, or each time.",
                  {"type": "string", "enum": ["true", "false"]})  # fmt: skip
_SHOWN = {
    "stories": "story", "quotations": "quotation", "happenings": "happening", "series": "series", "plans": "plan",
    "entities": "entity",
}  # fmt: skip
_KEY = {"type": "string", "minLength": 1, "maxLength": 600}


def answered(made: Any) -> Response:
    """An answer as JSON."""
    return Response(msgspec.json.encode(made, enc_hook=str), media_type="application/json")


def _page(kind: Kind) -> Operation:
    def handler(asked: Asked) -> Response:
        query = asked.request.query_params
        form = one_of("format", query, FORM_NAMES)
        made = listed(asked, kind, query, USUAL, ("format", "once"), MOST if form == "json" else MOST_IN_FILES)
        if form != "json":
            answer = download(made.answer, kind.columns, form, kind.name)
            if made.next:
                answer.headers["Onrecord-Next"] = made.next
            return answer
        moment = asked.moment
        return answered(
            {"items": objects(made.answer), "next": made.next, "as_of": moment.isoformat() if moment else None}
        )

    paging = (
        Parameter("order", "The way through the list.", {"type": "string", "enum": list(orders(kind))}),
        Parameter("after", "Where to go on: `next` of the page before.", {"type": "string", "maxLength": 4000}),
        Parameter(
            "limit",
            f"Most rows; up to {MOST_IN_FILES} as CSV or Parquet.",
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        ),
        FORM,
    )
    return Operation(
        path=f"/{kind.name}", summary=kind.says, handler=handler, tag=kind.name, answer=page_schema(kind),
        parameters=(*map(parameter_of, kind.filters), *paging, *CLOCKS), forms=FILES,
    )  # fmt: skip


def _one(kind: Kind) -> Operation:
    is_item = len(kind.found_by) == 2
    says = "Its key, `REPORT/ITEM`." if is_item else "Its id."
    answer = {"$ref": f"#/components/schemas/{kind.one}"} if is_item else {"type": "object"}
    return Operation(
        path=f"/{kind.name}/{{key}}", summary=f"One {kind.one}.", handler=_finder(kind), tag=kind.name, answer=answer,
        parameters=(Parameter("key", says, _KEY, True, "path"), *CLOCKS), is_found=True,
    )  # fmt: skip


def _finder(kind: Kind) -> Handler:
    def handler(asked: Asked) -> Response:
        check_names(asked.request.query_params, ())
        key = str(asked.request.path_params["key"])
        if kind.name == "reports":
            return Response(asked.record(key).to_json(), media_type="application/json")
        if len(kind.found_by) == 2:
            return answered(_row(asked, kind, dict(zip(kind.found_by, key.rpartition("/")[::2], strict=True))))
        return answered(_group(asked, kind, key))

    return handler


def _row(asked: Asked, kind: Kind, found_by: dict[str, str]) -> dict[str, Any]:
    columns = ", ".join(f'"{column.name}"' for column in kind.columns)
    wanted = " AND ".join(f'"{name}" = ${name}' for name in found_by)
    rows = objects(asked.ask(Question(f"SELECT {columns} FROM {kind.source} WHERE {wanted} LIMIT 1", found_by)))
    if not rows:
        raise HTTPException(404, f"no {kind.one} {'/'.join(found_by.values())!r:.300}")
    return rows[0]


def _group(asked: Asked, kind: Kind, key: str) -> dict[str, Any]:
    """A group with its members; an id that was merged or split away says where it leads."""
    shown = _SHOWN[kind.name]
    leads = forwarded(asked.connection, shown, key)
    if leads != [key]:
        return {"id": key, "forward": leads}
    made = _row(asked, kind, {"id": key})
    found = asked.ask(members(shown, key), MOST_MEMBERS)
    return {**made, "members": objects(found), "more_members": found.more}


def _facets(kind: Kind) -> Operation:
    def handler(asked: Asked) -> Response:
        query = asked.request.query_params
        once = one_of("once", query, ("true", "false")) == "true"
        question = facets(narrowed(kind, filters_of(kind, query, ("once",))), once=once)
        rows = asked.ask(question).rows
        made: dict[str, list[dict[str, Any]]] = {name: [] for name in kind.facets}
        for facet, value, n in rows:
            if facet is not None:
                made[facet].append({"value": value, "n": n})
        return answered({"n": sum(n for facet, _, n in rows if facet is None), "facets": made})

    values = {"type": "array", "items": {"type": "object", "required": ["value", "n"], "properties": {
        "value": {"type": ["string", "null"]}, "n": {"type": "integer"}}}}  # fmt: skip
    answer = {"type": "object", "required": ["n", "facets"], "properties": {
        "n": {"type": "integer"}, "facets": {"type": "object", "additionalProperties": values}}}  # fmt: skip
    return Operation(
        path=f"/facets/{kind.name}", summary=f"How many {kind.name}, and of which values most.", handler=handler,
        tag=kind.name, parameters=(*map(parameter_of, kind.filters), _ONCE, *CLOCKS), answer=answer,
    )  # fmt: skip


def _counts(kind: Kind) -> Operation:
    def handler(asked: Asked) -> Response:
        query = asked.request.query_params
        once = one_of("once", query, ("true", "false")) == "true"
        unit, by = one_of("unit", query, UNITS), one_of("by", query, ("", *kind.facets)) or None
        narrow = narrowed(kind, filters_of(kind, query, ("once", "unit", "by")))
        return answered({"items": objects(asked.ask(over_time(narrow, unit, by, once=once)))})

    row = {
        "type": "object", "required": ["period", "value", "n"],
        "properties": {
            "period": {"type": ["string", "null"]}, "value": {"type": ["string", "null"]}, "n": {"type": "integer"},
        },
    }  # fmt: skip
    answer = {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": row}}}
    how = (
        Parameter("unit", "By day, month or year of publication.", {"type": "string", "enum": list(UNITS)}),
        Parameter("by", "Counted apart by this column's values.", {"type": "string", "enum": list(kind.facets)}),
        _ONCE,
    )
    return Operation(
        path=f"/counts/{kind.name}", summary=f"How many {kind.name} over time.", handler=handler, tag=kind.name,
        parameters=(*map(parameter_of, kind.filters), *how, *CLOCKS), answer=answer,
    )  # fmt: skip


def operations() -> tuple[Operation, ...]:
    """Those of all kinds."""
    made: list[Operation] = []
    for kind in KINDS.values():
        made.append(_page(kind))
        if kind.found_by:
            made.append(_one(kind))
        made.append(_facets(kind))
        if any(column.name in ("published", "day", "first_published") for column in kind.columns):
            made.append(_counts(kind))
    return tuple(made)
