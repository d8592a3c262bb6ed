"""The API's description (OpenAPI 3.1), made from the operations that the handlers come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from onrecord.web.api.operations import Operation, Parameter, row_schema
from onrecord.web.explore.kinds import KINDS

ROOT = "/api/v1"
_PROBLEM = {
    "type": "object", "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}  # fmt: skip
_WRONG = {
    "400": "Something in the request is wrong; `detail` says what.", "404": "There is no such thing.",
    "413": "What was sent is too long.", "422": "What was sent can't be read.",
    "503": "It took too long, or the archive is busy; try again or ask for less.",
}  # fmt: skip


def description(operations: Iterable[Operation]) -> dict[str, Any]:
    """The document."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    schemas = {kind.one: {**row_schema(kind.columns), "description": kind.says} for kind in KINDS.values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord", "version": version("onrecord"),
            "summary": "Who said what, who did what to whom, how many, when, on whose word.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": ROOT}],
        "paths": paths,
        "components": {"schemas": {**schemas, "problem": _PROBLEM}},
    }  # fmt: skip


def _operation(operation: Operation) -> dict[str, Any]:
    content = {"application/json": {"schema": operation.answer}}
    content |= {form.partition(";")[0]: {"schema": {}} for form in operation.forms}
    wrong = ["400", "503", *(["404"] if operation.is_found else []), *(["413", "422"] if operation.body else [])]
    name = re.sub(r"\W+", "_", operation.path).strip("_")
    made: dict[str, Any] = {
        "operationId": f"{operation.method.lower()}_{name}",
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [_parameter(parameter) for parameter in operation.parameters],
        "responses": {"200": {"description": "The answer.", "content": content}, **{s: _wrong(s) for s in wrong}},
    }  # fmt: skip
    if operation.body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": operation.body}}}
    return made


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name, "in": parameter.place, "description": parameter.says, "schema": parameter.schema,
        "required": parameter.required,
    }  # fmt: skip


def _wrong(status: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {"description": _WRONG[status], "content": content}
