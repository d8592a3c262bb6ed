"""Figures over time as a picture: one line a voice, bounds drawn, days on which voices differ marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.web.asked import Asked, Row
from onrecord.web.drawing import VOICES, chart_of, compiled, drawn, picture, with_rows
from onrecord.web.pages import story_queries as queries
from onrecord.web.pages.given import given_id

DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [10, 4])
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
WIDTH, HEIGHT = 640, 240
LEGEND_LINE = 18
"""Points that each voice adds to a picture's height."""
LONGEST_NAME = 60
FEW_DAYS = 12
_ROW = {"at": "2024-01-01", "voice": "?", "diverges": False, "y": 1, "from": 1, "to": 1, "over": None, "under": None}


def chart(asked: Asked) -> Response:
    """The picture of the series that the address names. Raises 404 where there is nothing to draw."""
    given = {"series": [given_id(asked)]}
    rows = drawable(asked.table(queries.POINTS, given), asked.table(queries.DIVERGENCES, given))
    if not rows:
        raise HTTPException(404, "No series of figures with such an id, or none over time.")
    return picture(figures(rows))


def drawable(points: Sequence[Row], apart: Sequence[Row]) -> list[Row]:
    """The points of one series as rows of its chart, with what happened only; none where they are all of one day."""
    dated = [
        p for p in points
        if p["published"] and p["status"] == "happened" and any(p[key] is not None for key in ("value", "low", "high"))
    ]  # fmt: skip
    if len({p["published"][:10] for p in dated}) < 2:
        return []
    days = {str(d["day"]) for d in apart}
    names: dict[str, str] = {}
    for p in dated:
        names.setdefault(p["key"], (p["voice"] or "no source given")[:LONGEST_NAME])
    return [_row(p, names[p["key"]], days) for p in dated]


def _row(point: Row, voice: str, days: set[str]) -> Row:
    """A row with where its point stands, its bar from and to, and whether it is open to one side."""
    value, low, high = point["value"], point["low"], point["high"]
    known = [v for v in (value, low, high) if v is not None]
    is_open = (value is None or value in (low, high)) and (low is None) != (high is None)
    return {
        "at": point["published"][:19], "voice": voice, "diverges": point["published"][:10] in days,
        "y": value if value is not None else sum(known) / len(known),
        "from": min(known), "to": max(known),
        "over": 1 if is_open and high is None else None, "under": 1 if is_open and low is None else None,
    }  # fmt: skip


def height(rows: Sequence[Row]) -> int:
    """How high the picture of these rows will be, in points."""
    return HEIGHT + 45 + LEGEND_LINE * len({row["voice"] for row in rows})


def figures(rows: Sequence[Row]) -> str:
    """The chart of rows as `drawable` gives them, as SVG."""
    voices = list(dict.fromkeys(row["voice"] for row in rows))
    ranges: dict[str, Sequence[Any]] = {"color": VOICES, "strokeDash": DASHES, "shape": SHAPES}
    spec = with_rows(_chart(_is_short(rows)), rows)
    spec["scales"] = [
        {**scale, "domain": voices, "range": _cycle(ranges[scale["name"]], voices)}
        if scale["name"] in ranges else scale for scale in spec["scales"]
    ]  # fmt: skip
    return drawn(spec)


@cache
def _chart(is_short: bool) -> Mapping[str, Any]:
    """The compiled chart of one voice; a tick a day where there are few days, else a day would be named twice."""
    import altair as alt

    made = chart_of([_ROW])
    ticks: Any = "day" if is_short else 8
    x = alt.X("at:T").title(None).axis(format="%-d %b", labelOverlap=True, tickCount=ticks).scale(padding=12)
    y = alt.Y("y:Q").title(None).axis(tickCount=5, format=",~f").scale(zero=True)
    legend = alt.Legend(title=None)
    colour = alt.Color("voice:N").scale(domain=["?"], range=[VOICES[0]]).legend(legend)
    dash = alt.StrokeDash("voice:N").scale(domain=["?"], range=[DASHES[0]]).legend(legend)
    shape = alt.Shape("voice:N").scale(domain=["?"], range=[SHAPES[0]]).legend(legend)
    lines = made.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    points = made.mark_point(size=60, filled=True).encode(x=x, y=y, color=colour, shape=shape)
    bounds = made.transform_filter("datum.from != datum.to").mark_rule(strokeWidth=2, opacity=0.55)
    bounds = bounds.encode(x=x, y=alt.Y("from:Q"), y2="to:Q", color=colour)
    ends = [
        made.transform_filter(f"datum.{end} != null").mark_text(text=mark, dy=dy, fontSize=15, fontWeight="bold")
        .encode(x=x, y=y, color=colour)
        for end, mark, dy in (("over", "↑", -13), ("under", "↓", 14))
    ]  # fmt: skip
    apart = made.transform_filter("datum.diverges").mark_rule(strokeDash=[3, 3], color="var(--alert)", strokeWidth=1.5)
    told = made.transform_filter("datum.diverges").transform_aggregate(y="max(y)", groupby=["at"])
    told = told.mark_text(text="≠", dy=-14, fontSize=16, color="var(--alert)", y=4)
    layers = [apart.encode(x=x), lines, bounds, points, *ends, told.encode(x=x)]
    return compiled(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT))


def _is_short(rows: Sequence[Row]) -> bool:
    days = sorted(row["at"][:10] for row in rows)
    return (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days <= FEW_DAYS


def _cycle(values: Sequence[Any], for_each: Sequence[Any]) -> list[Any]:
    return [values[n % len(values)] for n in range(len(for_each))]
