"""Search: reports or statements, with where the words stand."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.archive import Answer
from onrecord.web.api.lists import answered
from onrecord.web.api.operations import CLOCKS, FILES, FORM, FORM_NAMES, Operation, Parameter
from onrecord.web.asked import Asked
from onrecord.web.explore.download import download
from onrecord.web.explore.fields import Column
from onrecord.web.explore.given import LONGEST, one_of
from onrecord.web.explore.query import LONGEST as LONGEST_QUERY
from onrecord.web.explore.query import LONGEST_NAMES
from onrecord.web.explore.search import ORDERS, WITHIN, found
from onrecord.web.explore.searching import Hit

_HIT = {
    "type": "object", "required": ["start", "end", "before", "words", "after"],
    "properties": {
        "start": {"type": "integer"}, "end": {"type": "integer"}, "before": {"type": "string"},
        "words": {"type": "string"}, "after": {"type": "string"},
    },
}  # fmt: skip


def _search(asked: Asked) -> Response:
    query = asked.request.query_params
    form = one_of("format", query, FORM_NAMES)
    made = found(asked, query, 20)
    if form != "json":
        columns = (*made.narrow.kind.columns, Column("score", "number"), Column("words", "string"))
        rows = tuple((*row.values(), _words(hits)) for row, hits in made.rows)
        return download(Answer(tuple(column.name for column in columns), rows), columns, form, "search")
    return answered({
        "items": [{**row, "hits": [hit.shown() for hit in hits]} for row, hits in made.rows],
        "next": made.next, "as_of": asked.moment.isoformat() if asked.moment else None,
    })  # fmt: skip


def _words(hits: list[Hit]) -> str:
    """The hits of a row with what is around them."""
    return " | ".join(f"{hit.before}{hit.words}{hit.after}" for hit in hits)


SEARCH = Operation(
    path="/search", tag="search", handler=_search,
    summary='Reports or statements with words, "phrases", AND, OR, NOT and brackets, or one of a list of names.',
    parameters=(
        Parameter("q", 'What is looked for: `oil AND (price OR "interest rates") NOT gold`.',
                  {"type": "string", "maxLength": LONGEST_QUERY}),
        Parameter("names", "Names, one a line; one of them is to be there.",
                  {"type": "string", "maxLength": LONGEST_NAMES}),
        Parameter("within", "In whole reports, or in what was said.", {"type": "string", "enum": list(WITHIN)}),
        Parameter("order", "The best, the newest or the oldest first.", {"type": "string", "enum": list(ORDERS)}),
        Parameter("outlet", "Of this outlet.",
                  {"type": "array", "items": {"type": "string", "maxLength": LONGEST}, "maxItems": 50}),
        Parameter("story", "Of this story.", {"type": "string", "maxLength": LONGEST}),
        Parameter("since", "Published on that day or later.", {"type": "string", "format": "date"}),
        Parameter("until", "Published on that day or before.", {"type": "string", "format": "date"}),
        Parameter("after", "Where to go on: `next` of the page before.", {"type": "string", "maxLength": 4000}),
        Parameter("limit", "Most rows.", {"type": "integer", "minimum": 1, "maximum": 200, "default": 20}),
        FORM, *CLOCKS,
    ),
    forms=FILES,
    answer={
        "type": "object", "required": ["items", "next", "as_of"],
        "properties": {
            "items": {"type": "array", "items": {"type": "object", "required": ["hits"], "properties": {
                "hits": {"type": "array", "items": _HIT}}}},
            "next": {"type": ["string", "null"]}, "as_of": {"type": ["string", "null"]},
        },
    },
)  # fmt: skip
