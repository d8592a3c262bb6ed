"""The API asked at random by its own description: nothing makes it fail, and it answers as described.

`ONRECORD_FUZZ=200 pytest tests/test_web_fuzz.py` (`make fuzz`) tries more of each operation.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from archiving import add_all, record, reports
from onrecord.linking import link
from onrecord.web import create_app
from onrecord.web.api import OPERATIONS

EXAMPLES = int(os.environ.get("ONRECORD_FUZZ", "4"))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip


class Patterns:
    """A reader without models."""

    def records(self, found: Any) -> Any:
        return (record(report.id, report.article) for report in found)


@cache
def app() -> ASGIApp:
    """The server; the client opens and closes it around every call, which it is not to notice."""
    file = Path(mkdtemp(prefix="onrecord-fuzz-")) / "a.archive"
    add_all(file, reports(40))
    link(file)
    made = create_app(file, reader=Patterns)  # type: ignore[arg-type]  # all that is asked of a reader

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await made(scope, receive, send)
            return
        for part in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{part}.complete"})

    return serve


@cache
def described() -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app())


@pytest.mark.parametrize(("method", "path"), [(operation.method, operation.path) for operation in OPERATIONS])
def test_nothing_makes_the_api_fail(method: str, path: str) -> None:
    @given(case=described()[path][method].as_strategy())
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None,
    )  # fmt: skip
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS, headers={"host": "localhost"})

    ask()
