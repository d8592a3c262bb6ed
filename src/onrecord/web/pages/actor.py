"""The actor page: what someone said, did and was done to, with whom, and as what reports gave them.

An actor is a person, office or organization of the registry; a country is all actors of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.web.asked import Asked, Row
from onrecord.web.charts import counts
from onrecord.web.pages import actor_queries as queries
from onrecord.web.pages.given import given_id, led_on, whole
from onrecord.web.pages.story_queries import PARTIES
from onrecord.web.rendering import render
from onrecord.web.words import country_name

MOST_MEMBERS = 20_000
"""Reports in which an actor is looked for; an actor of more has the earliest of them."""
FEW, MANY = 8, 50
ROLES = {"actor": "recipient", "recipient": "actor"}
SECTIONS = ("said", "stories", "actor", "recipient")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asked about, and where they stand: readings, and their id in each."""

    name: str
    facts: Row
    given: dict[str, Any]
    is_country: bool = False


def actor(asked: Asked) -> Response:
    """An actor by the id that the registry has."""
    id_ = given_id(asked)
    found = asked.table(queries.ENTITY, {"id": id_})
    if not found:
        moved = led_on(asked, "entity", "actor", id_)
        if moved is not None:
            return moved
        raise HTTPException(404, f"No actor {id_!r}.")
    report, _, local = id_.rpartition("/")
    own = {"id": id_, "report": report, "local": local}
    members = asked.table(queries.MEMBERS, own, rows=MOST_MEMBERS)
    who = Actor(found[0]["name"], found[0], _members(members))
    aliases = [row["name"] for row in asked.table(queries.ALIASES, {"id": id_}) if row["name"] != who.name]
    return _page(asked, who, aliases=aliases, suggested=asked.table(queries.SUGGESTED, own), actors=[])


def country(asked: Asked) -> Response:
    """A country by its ISO 3166-1 alpha-3 code."""
    code = str(asked.request.path_params["code"])
    if not re.fullmatch("[A-Z]{3}", code):
        raise HTTPException(404, "A country has a code of three letters, like UKR.")
    members = asked.table(queries.COUNTRY_MEMBERS, {"country": code}, rows=MOST_MEMBERS)
    if not members:
        raise HTTPException(404, f"No actor of {code}.")
    facts: Row = {"id": code, "kind": "country", "country": code, "sector": None, "code": code}
    facts["reports"] = len({row["reading"] for row in members})
    actors = asked.table(queries.COUNTRY_ACTORS, {"country": code})
    who = Actor(country_name(code), facts, _members(members), is_country=True)
    return _page(asked, who, aliases=[], suggested=[], actors=actors)


def _members(rows: list[Row]) -> dict[str, Any]:
    return {"readings": [row["reading"] for row in rows], "locals": [row["local"] for row in rows]}


def _page(asked: Asked, who: Actor, **given: Any) -> Response:
    show = asked.query.get("show", "")
    if show and show not in SECTIONS:
        raise HTTPException(404, "An actor has no such section.")
    take, page = (MANY, whole(asked, "page") or 1) if show else (FEW, 1)
    how = {**who.given, "take": take, "skip": (page - 1) * take}
    made: dict[str, list[Row]] = {name: [] for name in SECTIONS}
    if show in ("", "said"):
        made["said"] = asked.table(queries.STATEMENTS, {**how, "story": asked.query.get("story") or None})
    if show in ("", "stories"):
        made["stories"] = asked.table(queries.STORIES, how)
    for role in ROLES:
        if show in ("", role):
            made[role] = _events(asked, role, how)
    whom = {role: [] if show else _with_whom(asked, role, who.given) for role in ROLES}
    roles = [] if show or who.is_country else asked.table(queries.ROLES, who.given)
    total = made[show][0]["total"] if show and made[show] else 0
    return render(
        asked.request, "actor.html", who=who, made=made, whom=whom, roles=roles, show=show, page=page,
        pages=max(1, -(-total // take)), chart=None if show else _chart(asked, who), **given,
    )  # fmt: skip


def _events(asked: Asked, role: str, how: dict[str, Any]) -> list[Row]:
    rows = asked.table(queries.EVENTS.format(role=role), how)
    keys = [f"{row['reading']}/{row['event']}" for row in rows]
    parties = asked.table(PARTIES, {"readings": [row["reading"] for row in rows], "keys": keys}) if rows else []
    for row, key in zip(rows, keys, strict=True):
        own = (p for p in parties if f"{p['reading']}/{p['event']}" == key and p["role"] == ROLES[role])
        row["others"] = list({p["name"]: p for p in own}.values())
    return rows


def _with_whom(asked: Asked, role: str, own: dict[str, Any]) -> list[Row]:
    return asked.table(queries.WITH_WHOM.format(role=role, other=ROLES[role]), own)


def _chart(asked: Asked, who: Actor) -> Any:
    months = asked.table(queries.PER_MONTH, who.given)
    if len(months) < 2:
        return None
    rows = [{"at": f"{row['month']}-01", "count": row["count"]} for row in months]
    return counts(rows, f"Statements of {who.name} a month, each counted once", unit="yearmonth")
