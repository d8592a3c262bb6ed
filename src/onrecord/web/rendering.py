"""Templates: everything that goes into them is escaped, and a name that is missing is an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.web.links import item_link, link, with_query
from onrecord.web.words import bounds, country_name, moment, number, shortened

CLOCKS = ("as_of", "published_by")
NAVIGATION: list[tuple[str, str]] = []
"""What every page's head leads to: label and address. Rooms with pages of their own append theirs."""


@cache
def environment() -> Environment:
    """The templates of the package."""
    made = Environment(
        loader=PackageLoader("onrecord.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters.update(
        moment=moment, country_name=country_name, number=number, shortened=shortened,
        bounds=lambda row: bounds(row["value"], row["low"], row["high"], row["approx"]),
    )  # fmt: skip
    made.globals.update(link=link, item_link=item_link, with_query=with_query, navigation=NAVIGATION)
    return made


def render(
    request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **given: Any
) -> HTMLResponse:
    """A page. Templates know `request`, `query`, `clocks` (to go on with in links), `has_archive`, what is given."""
    room = request.app.state.room
    clocks = {name: request.query_params[name] for name in CLOCKS if request.query_params.get(name)}
    body = environment().get_template(template).render(
        request=request, query=dict(request.query_params), clocks=clocks, has_archive=room.archive is not None, **given
    )  # fmt: skip
    return HTMLResponse(body, status, headers)
