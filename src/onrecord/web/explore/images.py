"""The explorers' pictures: counts over time, and the map."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.responses import Response

from onrecord.web.drawing import CONFIG, chart_of, compiled, drawn, picture, with_rows

WIDTH, HEIGHT = 760, 150
MAP_WIDTH, MAP_HEIGHT = 760, 380
STEPS = (12, 28, 46, 66, 100)
"""How strongly a country is coloured, in per cent, from the fewest to the most."""
_UNITS = {"day": ("yearmonthdate", "%-d %b %Y"), "month": ("yearmonth", "%b %Y"), "year": ("year", "%Y")}


def over_time(rows: Sequence[tuple[str, int, int]], unit: str) -> str:
    """Bars over time: rows of period, how many, and how many more when repeats count too."""
    told = [{"at": period, "what": "once", "n": n, "rank": 0} for period, n, _ in rows]
    told += [{"at": period, "what": "repeats", "n": more, "rank": 1} for period, _, more in rows if more]
    return drawn(with_rows(_bars(unit), told))


@cache
def _bars(unit: str) -> Mapping[str, Any]:
    """The compiled chart, without its data."""
    import altair as alt

    time_unit, form = _UNITS[unit]
    bars = chart_of([{"at": "2024-01-01", "what": "once", "n": 1, "rank": 0}]).mark_bar()
    colour = alt.Color("what:N").scale(domain=["once", "repeats"], range=["var(--voice-1)", "var(--edge)"]).legend(None)
    x = alt.X(f"{time_unit}(at):T").title(None).axis(labelOverlap=True, grid=False, format=form, tickCount=8)
    y = alt.Y("sum(n):Q").title(None).axis(tickCount=3, format="~s")
    made = bars.encode(x=x, y=y, color=colour, order=alt.Order("rank:Q"))
    return compiled(made.properties(width=WIDTH - 60, height=HEIGHT))


def world(counts: Mapping[str, int]) -> Response:
    """The map: each country the more strongly coloured the more it has, in steps of equal ratio."""
    most = max(counts.values(), default=1)
    rules = [
        f".c-{code}{{fill:color-mix(in srgb,var(--voice-1) {STEPS[step(n, most)]}%,var(--card))}}"
        for code, n in sorted(counts.items()) if re.fullmatch(r"[A-Z]{3}", code)
    ]  # fmt: skip
    return picture(_outlines(), ".country{fill:var(--card);stroke:var(--edge);stroke-width:.4}" + "".join(rules))


def step(n: int, most: int) -> int:
    """The step of a number, on a scale of equal ratios up to the most."""
    share = 1.0 if most <= 1 else (n.bit_length() - 1) / max(1, most.bit_length() - 1)
    return min(len(STEPS) - 1, int(share * len(STEPS)))


@cache
def _outlines() -> str:
    """The world with a class for each country, uncoloured."""
    import altair as alt
    import vl_convert

    shapes, points = _countries()
    data: Any = alt.Data
    land = alt.Chart(data(values=shapes)).mark_geoshape().encode(description="properties.code:N")
    small = alt.Chart(data(values=points)).mark_circle(size=14, opacity=1)
    small = small.encode(longitude="lon:Q", latitude="lat:Q", description="code:N")
    spec = alt.layer(land, small).project("naturalEarth1").properties(width=MAP_WIDTH, height=MAP_HEIGHT).to_dict()
    made = vl_convert.vegalite_to_svg(json.dumps({**spec, "config": CONFIG}), allowed_base_urls=[])
    made = re.sub(r'aria-label="([A-Z]{3})"', r'class="country c-\1"', made)
    made = re.sub(r'(class="country [^>]*?) fill="[^"]*"', r"\1", made)
    made = re.sub(r"(\d+\.\d)\d+", r"\1", made)
    return re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", made)


def _countries() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Outlines as GeoJSON; and the places of countries that have none."""
    shapes: list[dict[str, Any]] = []
    points: list[dict[str, Any]] = []
    for path in sorted(files("countryinfo").joinpath("data").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".json"):
            continue
        found = json.loads(path.read_text("utf-8"))
        code = (found.get("ISO") or {}).get("alpha3")
        if not code or code == "ATA":
            continue
        features = (found.get("geoJSON") or {}).get("features")
        if features:
            shapes += [
                {"type": "Feature", "properties": {"code": code}, "geometry": _wound(feature["geometry"])}
                for feature in features
            ]
        elif len(found.get("latlng") or ()) == 2:
            points.append({"code": code, "lat": found["latlng"][0], "lon": found["latlng"][1]})
    have = {str(shape["properties"]["code"]) for shape in shapes}
    return shapes, [point for point in points if point["code"] not in have]


def _wound(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """A geometry whose outer rings run clockwise and whose holes the other way: what lies to their right is land."""
    is_one = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if is_one else geometry["coordinates"]
    made = [[_ring(ring, clockwise=n == 0) for n, ring in enumerate(polygon)] for polygon in polygons]
    return {"type": geometry["type"], "coordinates": made[0] if is_one else made}


def _ring(ring: list[list[float]], *, clockwise: bool) -> list[list[float]]:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
    return ring if (area < 0) == clockwise else ring[::-1]


def warm() -> None:
    """Load what draws, which takes two seconds, before the first chart is asked for."""
    over_time([("2024-03-27", 1, 0)], "day")
