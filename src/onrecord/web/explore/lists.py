"""The explorers' pages: a list with its filters, facets, counts over time, and downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.web.asked import Asked
from onrecord.web.drawing import picture
from onrecord.web.explore import images
from onrecord.web.explore.asking import listed, objects
from onrecord.web.explore.dyads import COLUMNS, dyads
from onrecord.web.explore.fields import Kind
from onrecord.web.explore.forms import Ways, address, facet_values, fields
from onrecord.web.explore.given import filters_of, one_of
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.listing import Narrowed, narrowed, orders, over_time, summary
from onrecord.web.explore.places import by_country
from onrecord.web.rendering import render

USUAL = 50
SWITCH = ("true", "false")
_PAGE = ("once",)
Days = Sequence[tuple[str | None, int]]
"""How many by the day of publication, None where it is not known."""
_MOST_DAYS, _MOST_MONTHS = 92, 400


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts over time: rows of period, how many, how many more with repeats; by the unit that fits their span."""

    rows: list[tuple[str, int, int]]
    unit: str
    undated: int

    @property
    def says(self) -> str:
        """The chart in words."""
        if not self.rows:
            return "No counts over time."
        top = max(self.rows, key=lambda row: row[1] + row[2])
        more = sum(row[2] for row in self.rows)
        return (
            f"{sum(row[1] for row in self.rows):,} by {self.unit}, {self.rows[0][0]} to {self.rows[-1][0]}; "
            f"most in {top[0]}: {top[1] + top[2]:,}" + (f"; and {more:,} repeats" if more else "")
        )


def kind_of(asked: Asked) -> Kind:
    """The kind that the address names. Raises 404."""
    kind = KINDS.get(asked.request.path_params["kind"])
    if kind is None:
        raise HTTPException(404, "There is no such list.")
    return kind


def index(asked: Asked) -> Response:
    """All lists."""
    return render(asked.request, "explore_index.html", kinds=tuple(KINDS.values()))


def page(asked: Asked) -> Response:
    """A list."""
    kind, query = kind_of(asked), asked.request.query_params
    made = listed(asked, kind, query, USUAL, _PAGE)
    once = one_of("once", query, SWITCH) == "true"
    around = summed(asked, made.asked_for, once=once)
    return render(
        asked.request, "explore.html", kind=kind, rows=objects(made.answer), once=once, to=Ways(query),
        fields=fields(kind, query), facets=facet_values(kind, around.facets, query), total=around.total,
        raw=around.rows, counted=around.counted,
        orders=orders(kind), order=made.order, next_page=address(query, {"after": [made.next]}) if made.next else None,
        first_page=address(query, {}) if query.get("after") else None,
        same=address(query, {}, ()), here=address(query, {}, ("after", "order", "limit")),
    )  # fmt: skip


def _has_day(kind: Kind) -> bool:
    return any(column.name in ("published", "first_published", "day") for column in kind.columns)


@dataclass(frozen=True, slots=True)
class Summed:
    """What stands beside a list: `facets`, rows of facet, value, number; how many; how many rows; counts over time."""

    facets: list[tuple[str, str | None, int]]
    total: int
    rows: int
    counted: Counted | None


def summed(asked: Asked, narrow: Narrowed, *, once: bool) -> Summed:
    """Facets and counts of a list, in one question."""
    has_day = _has_day(narrow.kind)
    found = asked.ask(summary(narrow, once=once, days=has_day), rows=None).rows
    named: dict[str, list[tuple[str, str | None, int]]] = {"facet": [], "rows": [], "once": [], "each": []}
    for what, name, value, n in found:
        named[what].append((name, value, n))
    total = next(n for name, _, n in named["facet"] if name is None)
    facets = [row for row in named["facet"] if row[0] is not None]
    firsts = [(day, n) for day, _, n in named["once"]]
    made = _counted(firsts, [(day, n) for day, _, n in named["each"]] or firsts) if has_day else None
    return Summed(facets, total, named["rows"][0][2], made)


def counted(asked: Asked, narrow: Narrowed, *, once: bool) -> Counted:
    """Counts over time. With `once` off, what repeats is given apart."""
    days = [(day, n) for day, _, n in asked.ask(over_time(narrow, "day", None, once=True), rows=None).rows]
    if once or not narrow.kind.once:
        return _counted(days, days)
    each = asked.ask(over_time(narrow, "day", None, once=False), rows=None).rows
    return _counted(days, [(day, n) for day, _, n in each])


def _counted(days: Days, every: Days) -> Counted:
    unit = _unit([day for day, _ in every if day])
    length = {"day": 10, "month": 7, "year": 4}[unit]
    singles: dict[str, int] = {}
    alls: dict[str, int] = {}
    for found, into in ((days, singles), (every, alls)):
        for period, n in found:
            if period:
                into[period[:length]] = into.get(period[:length], 0) + n
    rows = [(p, singles.get(p, 0), max(0, n - singles.get(p, 0))) for p, n in sorted(alls.items())]
    return Counted(rows, unit, sum(n for day, n in every if not day))


def _unit(days: list[str]) -> str:
    if not days:
        return "day"
    span = (_date(max(days)) - _date(min(days))).days
    return "day" if span <= _MOST_DAYS else "month" if span <= 31 * _MOST_MONTHS else "year"


def _date(given: str) -> date:
    """A day; its month's or year's first where that is all there is."""
    try:
        return date.fromisoformat((given + "-01-01")[:10])
    except ValueError:
        return date(2000, 1, 1)


def chart(asked: Asked) -> Response:
    """Counts over time as a picture."""
    kind, query = kind_of(asked), asked.request.query_params
    if not _has_day(kind):
        raise HTTPException(404, "This list has no days.")
    once = one_of("once", query, SWITCH) == "true"
    made = counted(asked, narrowed(kind, filters_of(kind, query, ("once",))), once=once)
    return picture(images.over_time(made.rows, made.unit))


def world(asked: Asked) -> Response:
    """Events by country as a picture."""
    query = asked.request.query_params
    once = one_of("once", query, SWITCH) == "true"
    rows = asked.ask(by_country(filters_of(KINDS["events"], query, ("once",)), once=once)).rows
    return images.world(dict(rows))


def places(asked: Asked) -> Response:
    """The map, with its numbers."""
    kind, query = KINDS["events"], asked.request.query_params
    once = one_of("once", query, SWITCH) == "true"
    rows = objects(asked.ask(by_country(filters_of(kind, query, ("once",)), once=once)))
    return render(
        asked.request, "explore_map.html", kind=kind, rows=rows, once=once, fields=fields(kind, query),
        missing=[row["country"] for row in rows if row["country"] not in images.on_the_map()],
        here=address(query, {}), to=Ways(query),
    )  # fmt: skip


def pairs(asked: Asked) -> Response:
    """Dyads by the sum of Goldstein values."""
    kind, query = KINDS["events"], asked.request.query_params
    once = one_of("once", query, SWITCH) == "true"
    rows = objects(asked.ask(dyads(filters_of(kind, query, ("once",)), once=once)))
    furthest = max((max(row["cooperation"], -row["conflict"]) for row in rows), default=1) or 1
    return render(
        asked.request, "explore_dyads.html", kind=kind, rows=rows, columns=COLUMNS, once=once, furthest=furthest,
        fields=fields(kind, query), here=address(query, {}), to=Ways(query),
    )  # fmt: skip
