"""The HTTP API under `/api/v1`: one definition of each operation makes its route, its checks and its description."""

from __future__ import annotations

from functools import cache

import msgspec
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.web.api.finding import SEARCH
from onrecord.web.api.lists import operations
from onrecord.web.api.openapi import ROOT, description
from onrecord.web.api.operations import Operation
from onrecord.web.api.rest import READ, REST
from onrecord.web.asked import Asked, endpoint

OPERATIONS: tuple[Operation, ...] = (*operations(), SEARCH, *REST, READ)


@cache
def _description() -> bytes:
    return msgspec.json.encode(description(OPERATIONS))


def _openapi(_asked: Asked) -> Response:
    """What the API offers (OpenAPI 3.1)."""
    return Response(_description(), media_type="application/json")


def _route(operation: Operation) -> BaseRoute:
    path = operation.path.replace("{key}", "{key:path}")
    return Route(ROOT + path, endpoint(operation.handler), methods=[operation.method])


ALWAYS: tuple[BaseRoute, ...] = (
    Route(f"{ROOT}/openapi.json", endpoint(_openapi)),
    *(_route(operation) for operation in OPERATIONS if not operation.needs_archive),
)
"""What is there without an archive too."""
ROUTES: tuple[BaseRoute, ...] = tuple(_route(operation) for operation in OPERATIONS if operation.needs_archive)
