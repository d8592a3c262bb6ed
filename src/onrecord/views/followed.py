"""What a story's account follows over reports: figures for one thing, and plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from onrecord.views.items import hanging
from onrecord.views.words import Account, Row, flat, listed, many, number, rest

MOST = 30
"""Plans that are shown in full."""
FIGURES = 15
"""Series of figures that are."""
BARE = frozenset({"count", "distance", "percent", "votes"})
"""Kinds whose figures say little where the text does not say of what they are."""


def counted(row: Row) -> str:
    """What a series counts."""
    return " ".join(filter(None, (row["kind"], row["of"] and flat(row["of"]))))


def series(account: Account) -> Iterator[RenderableType]:
    """The series with their figures by day and voice, and where voices differ."""
    points, differ = defaultdict(list), defaultdict(list)
    for row in account["points"]:
        points[row["series"]].append(row)
    for row in account["divergences"]:
        differ[row["series"]].append(row)
    telling = [row for row in account["series"] if row["of"] or row["kind"] not in BARE or row["divergences"]]
    for row in telling[:FIGURES]:
        body = Text(counted(row), style="bold")
        body.append(f"  {_range(row)}", style="not bold")
        for day, group in groupby(points[row["id"]], key=lambda point: point["published"] and point["published"][:10]):
            body.append(f"\n{day or 'no date'}  {_values(list(group))}", style="not bold")
        for day, pairs in groupby(differ[row["id"]], key=lambda pair: pair["day"]):
            body.append(f"\nvoices differ on {day}: {_sides(list(pairs))}", style="not bold red")
        body.append(f"\n{row['independent']} independent, {many(row['reports'], 'report')} · {row['id']}", style="dim")
        yield hanging("#", body)
    yield from rest(len(account["series"]) - len(telling[:FIGURES]))


def _range(row: Row) -> str:
    if row["lowest"] == row["highest"]:
        return number(row["lowest"])
    return f"{number(row['first_value'])} → {number(row['last_value'])}"


def _value(point: Row) -> str:
    low, high, value = point["low"], point["high"], point["value"]
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if high is not None else f"{'about ' if point['approx'] else ''}{number(value)}"


def _values(points: Sequence[Row]) -> str:
    """Each value of a day with the voices that give it; what is denied or supposed is said to be."""
    voices: dict[str, list[str]] = defaultdict(list)
    for point in points:
        status = "" if point["status"] == "happened" else f" ({point['status'].replace('_', ' ')})"
        if not point["copy"]:
            voices[_value(point) + status].append(point["name"] or "(no source named)")
    return "; ".join(f"{value} — {listed(list(dict.fromkeys(names)))}" for value, names in voices.items())


def _sides(pairs: Sequence[Row]) -> str:
    sides: dict[float, dict[str, None]] = defaultdict(dict)
    for pair in pairs:
        for side, bound in (("lower", "at_most"), ("upper", "at_least")):
            value = pair[f"{side}_value"] if pair[f"{side}_value"] is not None else pair[f"{side}_{bound}"]
            sides[value][pair[f"{side}_name"] or "(no source named)"] = None
    return " ≠ ".join(f"{number(value)} ({listed(list(names))})" for value, names in sorted(sides.items()))


def plans(account: Account) -> Iterator[RenderableType]:
    """The plans with their states, each with who gave it first."""
    steps = defaultdict(list)
    for row in account["steps"]:
        steps[row["chain"]].append(row)
    for row in account["plans"][:MOST]:
        body = Text(flat(row["what"]), style="bold")
        body.append(f" ({listed(row['parties'])})" if row["parties"] else "", style="not bold")
        body.append(f", {row['place']}" if row["place"] else "", style="not bold")
        body.append(f": {row['state'].replace('_', ' ')}", style="cyan")
        for step in _folded(steps[row["id"]]):
            body.append(f"\n{step}", style="not bold")
        body.append(f"\n{row['id']}", style="dim not bold")
        yield hanging("◦", body)
    yield from rest(len(account["plans"]) - MOST)


def _folded(steps: Sequence[Row]) -> Iterator[str]:
    """The states one after the other, each with who gave it first and how many did."""
    run: list[Row] = []
    for step in [*steps, None]:
        if run and (step is None or step["changed"]):
            first = run[0]
            when = next((s["when"] for s in run if s["when"]), None)
            reports = len({s["report"] for s in run if not s["copy"]})
            more = f", {many(reports, 'report')}" if reports > 1 else ""
            told = " · ".join(filter(None, (first["published"] and first["published"][:10], first["report"])))
            yield (
                f"{first['state'].replace('_', ' ')}{f' for {when}' if when else ''} — {first['name'] or '?'}"
                f" ({told}{more})"
            )
            run = []
        if step is not None:
            run.append(step)
