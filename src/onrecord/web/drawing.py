"""Charts as pictures with addresses of their own, so that no page waits for them.

Vega makes them: a chart of Altair's is compiled once and gets its data when it is drawn (30 ms of a core, where to
compile and draw takes 200). A picture has the page's colours in itself, light and dark; it asks nothing of
the network.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

if TYPE_CHECKING:
    import altair

VOICES = tuple(f"var(--voice-{n})" for n in range(1, 7))
"""Colours of series; past six they come again, told apart by dash and shape."""
_FONT = "system-ui, sans-serif"
CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--soft)", "titleColor": "var(--soft)", "gridColor": "var(--line)",
        "domainColor": "var(--edge)", "tickColor": "var(--edge)",
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
    },
    "legend": {"labelColor": "var(--ink)", "titleColor": "var(--soft)", "labelFontSize": 12, "labelLimit": 320,
               "orient": "bottom", "direction": "vertical", "symbolStrokeWidth": 2},
    "text": {"color": "var(--ink)", "fontSize": 12},
    "bar": {"color": "var(--voice-1)"},
    "rule": {"color": "var(--edge)"},
    "line": {"color": "var(--voice-1)"},
    "point": {"color": "var(--voice-1)"},
}  # fmt: skip


def chart_of(rows: Sequence[Mapping[str, Any]]) -> altair.Chart:
    """A chart to be made of rows."""
    with suppress(ImportError):
        import pandas  # noqa: F401  # Altair looks into it wherever it is, half loaded by another thread or not
    import altair as alt

    data: Any = alt.Data
    return alt.Chart(data(values=list(rows)))


def compiled(chart: altair.TopLevelMixin) -> Mapping[str, Any]:
    """A chart as a Vega specification."""
    import vl_convert

    return dict(vl_convert.vegalite_to_vega({**chart.to_dict(), "config": CONFIG}))


def with_rows(spec: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A Vega specification with other rows in the place of its own."""
    return {**spec, "data": [{**data, "values": rows} if "values" in data else data for data in spec["data"]]}


def drawn(spec: Mapping[str, Any]) -> str:
    """A Vega specification as SVG. Vega escapes what stands in it; there is a test with hostile names."""
    import vl_convert

    made = vl_convert.vega_to_svg(json.dumps(spec), allowed_base_urls=[])
    return re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", made)


def picture(svg: str, style: str = "") -> Response:
    """An SVG as an answer; its style is let in by its hash."""
    inside = f"{_colours()}{style}"
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    start, rest = svg.split(">", 1)
    headers = {"Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"}
    return Response(f"{start}><style>{inside}</style>{rest}", 200, headers, "image/svg+xml")


@cache
def _colours() -> str:
    """The names of the page's colours, light and dark, from its style sheet."""
    css = files("onrecord.web").joinpath("static/onrecord.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    kept = [";".join(re.findall(r"--[a-z]+(?:-\d)?: #[0-9a-f]{6}", block)) for block in (light, dark)]
    return f":root{{{kept[0]}}}@media(prefers-color-scheme:dark){{:root{{{kept[1]}}}}}"
