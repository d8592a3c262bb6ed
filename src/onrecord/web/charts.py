"""Charts as SVG made here, set into the page: colours are the page's own, so that light and dark both fit.

Made by Altair (Vega-Lite) and vl-convert, which asks nothing of the network. A chart takes some hundred milliseconds
and its data say all about it, so the last ones are kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from markupsafe import Markup

if TYPE_CHECKING:
    import altair

KEPT = 256
"""Charts kept, the latest asked for."""
VOICES = tuple(f"var(--voice-{n})" for n in range(1, 7))
"""Colours of series; past six they come again, told apart by dash and shape."""
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [10, 4])
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
WIDTH = 640
FEW_DAYS = 12
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


def svg(chart: altair.TopLevelMixin, name: str) -> Markup:
    """A chart as an `<svg>` element as wide as its place. `name` is what a screen reader says; give a table beside it.

    Colours may be names of the page's, as `var(--voice-1)`.
    """
    spec = chart.to_dict()
    spec["config"] = {**CONFIG, **{k: v for k, v in spec.get("config", {}).items() if k not in ("view", "background")}}
    return _drawn(json.dumps(spec, sort_keys=True), name)


def chart_of(rows: Sequence[dict[str, Any]]) -> altair.Chart:
    """A chart to be made of rows."""
    import altair as alt

    data: Any = alt.Data
    return alt.Chart(data(values=list(rows)))


@lru_cache(KEPT)
def _drawn(spec: str, name: str) -> Markup:
    import vl_convert

    made = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    head = re.match(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="([^"]*)">', made)
    if head is None:
        raise ValueError(f"no SVG: {made[:80]}")
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{head[1]}" height="{head[2]}" '
        f'viewBox="{head[3]}" role="img" aria-label={quoteattr(name)}>'
    )
    inside = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", made[head.end() :])
    return Markup(start + inside)  # Vega escapes what stands in it; there is a test with hostile names


def figure_series(rows: Sequence[dict[str, Any]], name: str) -> Markup:
    """Figures over time, one line a voice, with their bounds; where voices differ, the day is marked.

    A row has `at` (ISO 8601), `voice`, `value`, `low`, `high` (each may be None) and `diverges`.
    """
    import altair as alt

    rows = [_drawable(row) for row in rows if any(row[key] is not None for key in ("value", "low", "high"))]
    voices = list(dict.fromkeys(row["voice"] for row in rows))
    chart = chart_of(rows)
    x = alt.X("at:T").title(None).axis(format="%-d %b", labelOverlap=True, tickCount=_ticks(rows)).scale(padding=12)
    y = alt.Y("y:Q").title(None).axis(tickCount=5, format=",~f").scale(zero=True)
    legend = alt.Legend(title=None)
    colour = alt.Color("voice:N").scale(domain=voices, range=_cycle(VOICES, voices)).legend(legend)
    dash = alt.StrokeDash("voice:N").scale(domain=voices, range=_cycle(DASHES, voices)).legend(legend)
    shape = alt.Shape("voice:N").scale(domain=voices, range=_cycle(SHAPES, voices)).legend(legend)
    lines = chart.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    points = chart.mark_point(size=60, filled=True).encode(x=x, y=y, color=colour, shape=shape)
    bounds = chart.transform_filter("datum.from != datum.to").mark_rule(strokeWidth=2, opacity=0.55)
    bounds = bounds.encode(x=x, y=alt.Y("from:Q"), y2="to:Q", color=colour)
    ends = [
        chart.transform_filter(f"datum.{end} != null").mark_text(text=mark, dy=dy, fontSize=15, fontWeight="bold")
        .encode(x=x, y=y, color=colour)
        for end, mark, dy in (("over", "↑", -13), ("under", "↓", 14))
    ]  # fmt: skip
    apart = chart.transform_filter("datum.diverges").mark_rule(strokeDash=[3, 3], color="var(--alert)", strokeWidth=1.5)
    told = chart.transform_filter("datum.diverges").transform_aggregate(y="max(y)", groupby=["at"])
    told = told.mark_text(text="≠", dy=-14, fontSize=16, color="var(--alert)", y=4)
    layers = [apart.encode(x=x), lines, bounds, points, *ends, told.encode(x=x)]
    return svg(alt.layer(*layers).properties(width=WIDTH, height=240), name)


def counts(
    rows: Sequence[dict[str, Any]], name: str, *, unit: str = "yearmonthdate", height: int = 110, width: int = WIDTH
) -> Markup:
    """Bars over time. A row has `at` (ISO 8601) and `count`; `unit` is a Vega time unit ("yearmonth")."""
    import altair as alt

    chart = chart_of(rows).mark_bar()
    x = alt.X(f"{unit}(at):T").title(None).axis(labelOverlap=True, grid=False)
    y = alt.Y("sum(count):Q").title(None).axis(tickCount=3, format="d")
    return svg(chart.encode(x=x, y=y).properties(width=width, height=height), name)


def warm() -> None:
    """Load what draws, which takes two seconds, before the first chart is asked for."""
    counts([{"at": "2024-03-27", "count": 1}], "")


def _ticks(rows: Sequence[dict[str, Any]]) -> Any:
    """A tick a day, where there are few days: else a day would be named twice."""
    days = sorted(row["at"][:10] for row in rows)
    span = (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days if days else 0
    return "day" if span <= FEW_DAYS else 8


def _drawable(row: dict[str, Any]) -> dict[str, Any]:
    """A row with where its point stands, its bar from and to, and whether it is open to one side."""
    value, low, high = row["value"], row["low"], row["high"]
    known = [v for v in (value, low, high) if v is not None]
    is_open = (value is None or value in (low, high)) and (low is None) != (high is None)
    return {
        "at": row["at"], "voice": row["voice"][:60], "diverges": bool(row["diverges"]),
        "y": value if value is not None else sum(known) / len(known),
        "from": min(known), "to": max(known),
        "over": 1 if is_open and high is None else None, "under": 1 if is_open and low is None else None,
    }  # fmt: skip


def _cycle(values: Sequence[Any], for_each: Sequence[Any]) -> list[Any]:
    return [values[n % len(values)] for n in range(len(for_each))]
