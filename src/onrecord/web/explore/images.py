"""The explorers' pictures: counts over time, and the map, whose outlines are geopip's (South Sudan's countryinfo's)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from starlette.responses import Response

from onrecord.web.drawing import CONFIG, chart_of, compiled, drawn, picture, with_rows

WIDTH, HEIGHT = 760, 150
MAP_WIDTH, MAP_HEIGHT = 760, 380
SMALL = 0.8
"""Degrees: a country whose largest part is not as long as that gets a circle besides its outline."""
SEEN = 0.015
"""Square degrees: an island that is not as large can't be seen."""
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
    land = chart_of(shapes).mark_geoshape().encode(description="properties.code:N")
    small = chart_of(points).mark_circle(size=14, opacity=1)
    small = small.encode(longitude="lon:Q", latitude="lat:Q", description="code:N")
    spec = alt.layer(land, small).project("naturalEarth1").properties(width=MAP_WIDTH, height=MAP_HEIGHT).to_dict()
    made = vl_convert.vegalite_to_svg(json.dumps({**spec, "config": CONFIG}), allowed_base_urls=[])
    made = re.sub(r'aria-label="([A-Z]{3})"', r'class="country c-\1"', made)
    made = re.sub(r'(class="country [^>]*?) fill="[^"]*"', r"\1", made)
    made = re.sub(r"(\d+\.\d)\d+", r"\1", made)
    return re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", made)


@cache
def _countries() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Outlines as GeoJSON, one a country; and the places of countries that are too small to be seen, or have none."""
    found = json.loads(files("geopip").joinpath("globe.geo.json").read_text("utf-8"))["features"]
    shapes = [_shape(one["properties"]["ISO3"], one["geometry"]) for one in found if one["properties"]["ISO3"] != "ATA"]
    points = [
        {"code": one["properties"]["ISO3"], "lat": one["properties"]["LAT"], "lon": one["properties"]["LON"]}
        for one in found if _extent(one["geometry"]) < SMALL
    ]  # fmt: skip
    have = {str(shape["properties"]["code"]) for shape in shapes}
    for path in sorted(files("countryinfo").joinpath("data").iterdir(), key=lambda path: path.name):
        other = json.loads(path.read_text("utf-8")) if path.name.endswith(".json") else {}
        code = (other.get("ISO") or {}).get("alpha3")
        if not code or code in have or code == "ATA":
            continue
        features = (other.get("geoJSON") or {}).get("features") or []
        shapes += [_shape(code, feature["geometry"]) for feature in features]
        if not features and len(other.get("latlng") or ()) == 2:
            points.append({"code": code, "lat": other["latlng"][0], "lon": other["latlng"][1]})
    return shapes, points


def on_the_map() -> frozenset[str]:
    """The codes of the countries that the map shows, by an outline or a circle."""
    shapes, points = _countries()
    return frozenset({str(shape["properties"]["code"]) for shape in shapes} | {str(point["code"]) for point in points})


def _shape(code: str, geometry: Mapping[str, Any]) -> dict[str, Any]:
    """A country's outline without the islands that can't be seen: slivers may turn inside out on the sphere."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    largest = max(polygons, key=_area)
    kept = [polygon for polygon in polygons if polygon is largest or _area(polygon) > SEEN]
    outline = _wound({"type": "MultiPolygon", "coordinates": kept})
    return {"type": "Feature", "properties": {"code": code}, "geometry": outline}


def _area(polygon: Sequence[Sequence[Sequence[float]]]) -> float:
    """The area of a polygon's outer ring in the plane, square degrees."""
    return abs(_turned(polygon[0]))


def _turned(ring: Sequence[Sequence[float]]) -> float:
    """The area inside a ring, positive where it runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) / 2


def _extent(geometry: Mapping[str, Any]) -> float:
    """The longer side of the largest part of a country, in degrees."""
    return max(map(_side, [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]))


def _side(polygon: Sequence[Sequence[Sequence[float]]]) -> float:
    """The longer side of what is around a polygon, in degrees."""
    longitudes, latitudes = [point[0] for point in polygon[0]], [point[1] for point in polygon[0]]
    return max(max(longitudes) - min(longitudes), max(latitudes) - min(latitudes))


def _wound(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """Polygons whose outer rings run clockwise and whose holes the other way: what lies to their right is land."""
    made = [[_ring(ring, clockwise=n == 0) for n, ring in enumerate(polygon)] for polygon in geometry["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": made}


def _ring(ring: list[list[float]], *, clockwise: bool) -> list[list[float]]:
    return ring if (_turned(ring) < 0) == clockwise else ring[::-1]


def warm() -> None:
    """Load what draws, which takes two seconds, before the first chart is asked for."""
    over_time([("2024-03-27", 1, 0)], "day")
