"""What the API offers: each operation once, for the routes, the handlers and the description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.web.asked import Handler
from onrecord.web.explore.download import FORMS
from onrecord.web.explore.fields import Column, Filter, Kind
from onrecord.web.explore.given import LONGEST, MOST_NUMBER, MOST_VALUES

Schema = Mapping[str, Any]
_TYPES: dict[str, Schema] = {
    "string": {"type": ["string", "null"]}, "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]}, "boolean": {"type": ["boolean", "null"]},
    "strings": {"type": ["array", "null"], "items": {"type": "string"}},
}  # fmt: skip
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?$|^\d{4}-\d\d-\d\d$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    says: str
    schema: Schema
    required: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A way to ask. `forms`: media types of its answers besides JSON; `body`: of what is sent."""

    path: str
    summary: str
    handler: Handler
    tag: str
    parameters: tuple[Parameter, ...] = ()
    answer: Schema = field(default_factory=dict)
    forms: tuple[str, ...] = ()
    method: str = "GET"
    body: Schema | None = None
    is_found: bool = False
    """Whether what is asked for may not be there."""
    needs_archive: bool = True


def parameter_of(filter: Filter) -> Parameter:  # noqa: A002
    """The parameter of a filter."""
    schemas: dict[str, dict[str, Any]] = {
        "choice": {"type": "string", "enum": list(filter.choices)},
        "day": {"type": "string", "format": "date"},
        "flag": {"type": "string", "enum": ["true", "false"]},
        "number": {"type": "integer", "minimum": 0, "maximum": MOST_NUMBER},
        "moment": {"type": "string", "pattern": MOMENT},
        "text": {"type": "string", "maxLength": LONGEST},
        "words": {"type": "string", "maxLength": LONGEST},
    }
    one = schemas[filter.type]
    schema: Schema = {"type": "array", "items": one, "maxItems": MOST_VALUES} if filter.many else one
    return Parameter(filter.name, filter.says, schema)


def row_schema(columns: tuple[Column, ...]) -> Schema:
    """The schema of a row."""
    return {
        "type": "object", "required": [column.name for column in columns],
        "properties": {c.name: {**_TYPES[c.type], "description": c.says} for c in columns},
    }  # fmt: skip


def page_schema(kind: Kind) -> Schema:
    """The schema of a page of a list."""
    return {
        "type": "object", "required": ["items", "next", "as_of"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{kind.one}"}},
            "next": {"type": ["string", "null"], "description": "Give it as `after` to go on; null on the last page."},
            "as_of": {"type": ["string", "null"], "description": "The time of the archive's clock that this shows."},
        },
    }  # fmt: skip


CLOCKS = (
    Parameter("as_of", "As the archive knew at that time (UTC where it has no zone).",
              {"type": "string", "pattern": MOMENT}),
    Parameter("published_by", "Of what was published by the end of that day.", {"type": "string", "format": "date"}),
)  # fmt: skip
FORM_NAMES = ("json", "csv", "parquet")
FORM = Parameter("format", "JSON, or the rows as CSV or Parquet.", {"type": "string", "enum": list(FORM_NAMES)})
FILES = (FORMS["csv"], FORMS["parquet"])
"""The media types of rows as files."""
