"""The story page: what happened on whose word, who says what, plans, figures, reports; as known on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.web.asked import Asked, Row
from onrecord.web.pages import story_queries as queries
from onrecord.web.pages.given import given_id, led_on, whole
from onrecord.web.pages.series import drawable, height
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
    told = Story(id_, reports)
    show = asked.query.get("show", "")
    if show and show not in SECTIONS:
        raise HTTPException(404, "A story has no such section.")
    page = whole(asked, "page") or 1
    with asked.only([row["reading"] for row in reports]):
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
    given = {"story": told.id, "background": background, "take": take, "skip": (page - 1) * take}
    rows = asked.table(queries.IN_ORDER if asked.query.get("show") else queries.MOST_TOLD, given)
    parties = parties_of(asked, rows)
    for row in rows:
        for role in ("actor", "recipient"):
            row[f"{role}s"] = parties.get((row["report"], row["event"], role), [])
    return _section(rows, take, page, {"background": background})


def parties_of(asked: Asked, rows: list[Row]) -> dict[tuple[str, str, str], list[Row]]:
    """Who takes part in events, by report, event and role; rows have `report` and `event`."""
    made: dict[tuple[str, str, str], dict[str, Row]] = {}
    keys = [f"{row['report']}/{row['event']}" for row in rows]
    given = {"reports": list({row["report"] for row in rows}), "keys": keys}
    for party in asked.table(queries.PARTIES, given) if rows else []:
        made.setdefault((party["report"], party["event"], party["role"]), {}).setdefault(party["name"], party)
    return {key: list(named.values()) for key, named in made.items()}


def _said(asked: Asked, told: Story, take: int, page: int) -> Section:
    found = asked.table(queries.SPEAKERS, {"story": told.id, "take": take, "skip": (page - 1) * take})
    each = 50 if asked.query.get("show") else 4
    voices = {"story": told.id, "each": each, "voices": [row["voice"] for row in found]}
    quotes: dict[str, list[Row]] = {row["voice"]: [] for row in found}
    for row in asked.table(queries.SAID, voices) if found else []:
        quotes[row["voice"]].append(row)
    rows = [{**quotes[row["voice"]][0], "quotes": quotes[row["voice"]], "count": row["quotes"]} for row in found]
    return _section(rows, take, page, total=found[0]["total"] if found else 0)


def _unnamed(asked: Asked, told: Story, take: int, page: int) -> Section:
    return _section(
        asked.table(queries.UNNAMED, {"story": told.id, "skip": (page - 1) * take, "take": take}), take, page
    )


def _plans(asked: Asked, told: Story, take: int, page: int) -> Section:
    """Plans with all their steps: they are followed from story to story."""
    chains = asked.table(queries.CHAINS, {"story": told.id, "skip": (page - 1) * take, "take": take})
    steps = _steps(asked, [c["id"] for c in chains]) if chains else []
    for chain in chains:
        own = [s for s in steps if s["chain"] == chain["id"]]
        chain["steps"] = [s for s in own if s["changed"] and not s["copy"]] or own[:1]
        chain["state"] = own[-1]["state"] if own else None
    return _section(chains, take, page)


def _steps(asked: Asked, chains: list[str]) -> list[Row]:
    """The steps of plans, in whatever story."""
    given = {"chains": chains}
    with asked.only(None):
        readings = [] if asked.laid_out else [row["reading"] for row in asked.table(queries.PLANNED, given)]
        with asked.only(readings):
            return asked.table(queries.STEPS, given)


def _figures(asked: Asked, told: Story, take: int, page: int) -> Section:
    series = asked.table(queries.SERIES, {"story": told.id, "skip": (page - 1) * take, "take": take})
    ids = {"series": [s["id"] for s in series]}
    points = asked.table(queries.POINTS, ids) if series else []
    apart = asked.table(queries.DIVERGENCES, ids) if series else []
    for one in series:
        one["points"] = [p for p in points if p["series"] == one["id"]]
        one["apart"] = [d for d in apart if d["series"] == one["id"]]
        one["name"] = " ".join(filter(None, (one["kind"], one["of"])))
        rows = drawable(one["points"], one["apart"])
        one["chart"] = {"points": len(rows), "height": height(rows)} if rows else None
    return _section(series, take, page)


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
