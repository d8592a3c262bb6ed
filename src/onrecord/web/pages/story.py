"""The story page: what happened on whose word, who says what, plans, figures, reports; as known on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.web.asked import Asked, Row
from onrecord.web.charts import figure_series
from onrecord.web.pages import story_queries as queries
from onrecord.web.pages.given import given_id, led_on, whole
from onrecord.web.rendering import render

MOST_DAYS = 14
"""Days offered beside the date control."""
COPIES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its rows, how many there are in all, and the page shown (from 1) of how many."""

    rows: list[Row]
    total: int
    page: int = 1
    pages: int = 1
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """A story's id and its reports in order of publication."""

    id: str
    reports: list[Row]
    readings: list[int]


Ask = Callable[[Asked, Story, int, int], Section]


def story(asked: Asked) -> Response:
    """A story by its id; `show` asks for one section alone, by `page`."""
    id_ = given_id(asked)
    reports = asked.table(queries.READINGS, {"story": id_}, rows=50_000)
    if not reports:
        moved = led_on(asked, "story", "story", id_)
        if moved is not None:
            return moved
    days = _days(asked, id_, reports)
    told = Story(id_, reports, [r["reading"] for r in reports])
    show = asked.query.get("show", "")
    if show and show not in SECTIONS:
        raise HTTPException(404, "A story has no such section.")
    page = whole(asked, "page") or 1
    sections = {
        name: ask(asked, told, few if not show else many, page if show else 1)
        for name, (ask, few, many) in SECTIONS.items()
        if reports and show in ("", name)
    }
    return render(
        asked.request, "story.html", id=id_, reports=reports, days=days, sections=sections, show=show,
        title=next((r["title"] for r in reports if r["title"]), id_), groups=len({r["copy_group"] for r in reports}),
        outlets=len({r["outlet"] for r in reports if r["outlet"]}),
    )  # fmt: skip


def _days(asked: Asked, id_: str, reports: list[Row]) -> list[tuple[str, int]]:
    """The days on which the story has reports, whatever day is asked about, with how many. Raises 404 for none."""
    every = reports
    if asked.published_by is not None:
        asked.connection.execute("RESET VARIABLE published_by")
        every = asked.table(queries.READINGS, {"story": id_}, rows=50_000)
        asked.connection.execute("SET VARIABLE published_by = $1::DATE", [asked.published_by])
    if not every:
        raise HTTPException(404, f"No story {id_!r}.")
    return sorted(Counter(str(r["day"]) for r in every if r["day"]).items())


def _happenings(asked: Asked, told: Story, take: int, page: int) -> Section:
    """In order of time; where few are asked for, those that most tell."""
    background = asked.query.get("background") == "1"
    given = {"readings": told.readings, "background": background, "take": take, "skip": (page - 1) * take}
    if asked.query.get("show"):
        sql = f"{queries.HAPPENINGS} ORDER BY since, published, id LIMIT $take OFFSET $skip"
    else:
        best = f"{queries.HAPPENINGS} ORDER BY independent DESC, reports DESC, since, id LIMIT $take OFFSET $skip"
        sql = f"SELECT * FROM ({best}) ORDER BY since, published, id"
    rows = asked.table(sql, given)
    keys = [f"{row['reading']}/{row['event']}" for row in rows]
    parties = asked.table(queries.PARTIES, {"readings": [row["reading"] for row in rows], "keys": keys}) if rows else []
    for row, key in zip(rows, keys, strict=True):
        for role in ("actor", "recipient"):
            own = (p for p in parties if f"{p['reading']}/{p['event']}" == key and p["role"] == role)
            row[f"{role}s"] = list({p["name"]: p for p in own}.values())
    return _section(rows, take, page, {"background": background})


def _said(asked: Asked, told: Story, take: int, page: int) -> Section:
    given = {"readings": told.readings, "skip": (page - 1) * take, "take": take}
    rows = asked.table(queries.SPEAKERS, {**given, "each": 4 if not asked.query.get("show") else 50})
    speakers: dict[str, list[Row]] = {}
    for row in rows:
        speakers.setdefault(row["voice"], []).append(row)
    grouped = [{**own[0], "quotes": own, "count": own[0]["quotes"]} for own in speakers.values()]
    return _section(grouped, take, page, total=rows[0]["speakers"] if rows else 0)


def _unnamed(asked: Asked, told: Story, take: int, page: int) -> Section:
    rows = asked.table(queries.UNNAMED, {"readings": told.readings, "skip": (page - 1) * take, "take": take})
    return _section(rows, take, page)


def _plans(asked: Asked, told: Story, take: int, page: int) -> Section:
    chains = asked.table(queries.CHAINS, {"readings": told.readings, "skip": (page - 1) * take, "take": take})
    steps = asked.table(queries.STEPS, {"chains": [c["id"] for c in chains]}) if chains else []
    for chain in chains:
        own = [s for s in steps if s["chain"] == chain["id"]]
        chain["steps"] = [s for s in own if s["changed"] and not s["copy"]] or own[:1]
        chain["state"] = own[-1]["state"] if own else None
    return _section(chains, take, page)


def _figures(asked: Asked, told: Story, take: int, page: int) -> Section:
    series = asked.table(queries.SERIES, {"readings": told.readings, "skip": (page - 1) * take, "take": take})
    ids = {"series": [s["id"] for s in series]}
    points = asked.table(queries.POINTS, ids) if series else []
    apart = asked.table(queries.DIVERGENCES, ids) if series else []
    for one in series:
        one["points"] = [p for p in points if p["series"] == one["id"]]
        one["apart"] = [d for d in apart if d["series"] == one["id"]]
        one["name"] = " ".join(filter(None, (one["kind"], one["of"])))
        one["chart"] = _chart(one)
    return _section(series, take, page)


def _chart(series: Row) -> Any:
    dated = [p for p in series["points"] if p["published"] and p["status"] == "happened"]
    if len({p["published"][:10] for p in dated}) < 2:
        return None
    days = {str(d["day"]) for d in series["apart"]}
    names: dict[str, str] = {}
    for p in dated:
        names.setdefault(p["key"], p["voice"] or "no source given")
    rows = [
        {"at": p["published"][:19], "voice": names[p["key"]], "value": p["value"], "low": p["low"],
         "high": p["high"], "diverges": p["published"][:10] in days}
        for p in dated
    ]  # fmt: skip
    return figure_series(rows, f"{series['name']}: {len(rows)} figures over time, one line a voice")


def _reports(_asked: Asked, told: Story, take: int, page: int) -> Section:
    groups: dict[str, list[Row]] = {}
    for row in told.reports:
        groups.setdefault(row["copy_group"], []).append(row)
    shown = list(groups.values())[(page - 1) * take : page * take]
    rows = [{"first": g[0], "copies": g[1 : COPIES_SHOWN + 1], "copied": len(g) - 1} for g in shown]
    return _section(rows, take, page, total=len(groups))


def _section(
    rows: list[Row], take: int, page: int, more: dict[str, Any] | None = None, total: int | None = None
) -> Section:
    whole_ = total if total is not None else rows[0]["total"] if rows else 0
    return Section(rows, whole_, page, max(1, -(-whole_ // take)), more or {})


SECTIONS: dict[str, tuple[Ask, int, int]] = {
    "happenings": (_happenings, 14, 50),
    "said": (_said, 6, 20),
    "unnamed": (_unnamed, 6, 50),
    "plans": (_plans, 6, 30),
    "figures": (_figures, 3, 10),
    "reports": (_reports, 20, 50),
}
"""Each section with how many rows it has among the others, and alone."""
