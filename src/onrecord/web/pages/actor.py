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
from onrecord.web.pages import actor_queries as queries
from onrecord.web.pages.given import given_id, led_on, whole
from onrecord.web.pages.story import parties_of
from onrecord.web.rendering import render
from onrecord.web.words import country_name

MOST_READINGS = 20_000
"""Reports in which an actor is looked for with a clock; one of more has the earliest of them."""
FEW, MANY = 8, 50
ROLES = {"actor": "recipient", "recipient": "actor"}
SECTIONS = ("said", "stories", "actor", "recipient")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asked about: an entity of the registry, or all actors of a country."""

    name: str
    facts: Row
    is_country: bool = False

    @property
    def key(self) -> dict[str, Any]:
        """What finds their rows."""
        return {"who": self.facts["id"], "is_country": self.is_country}


def actor(asked: Asked) -> Response:
    """An actor by the id that the registry has."""
    id_ = given_id(asked)
    found = asked.table(queries.ENTITY, {"id": id_})
    if not found:
        moved = led_on(asked, "entity", "actor", id_)
        if moved is not None:
            return moved
        raise HTTPException(404, f"No actor {id_!r}.")
    who = Actor(found[0]["name"], found[0])
    with asked.only(_readings(asked, who)):
        aliases = [row["name"] for row in asked.table(queries.ALIASES, {"id": id_}) if row["name"] != who.name]
        suggested = asked.table(queries.SUGGESTED, {"id": id_})
        return _page(asked, who, aliases=aliases, suggested=suggested, actors=[])


def country(asked: Asked) -> Response:
    """A country by its ISO 3166-1 alpha-3 code."""
    code = str(asked.request.path_params["code"])
    if not re.fullmatch("[A-Z]{3}", code):
        raise HTTPException(404, "A country has a code of three letters, like UKR.")
    facts: Row = {"id": code, "kind": "country", "country": code, "sector": None, "code": code}
    who = Actor(country_name(code), facts, is_country=True)
    actors = asked.table(queries.COUNTRY_ACTORS, {"country": code})
    with asked.only(_readings(asked, who)):
        facts["reports"] = asked.table(queries.REPORTS, who.key)[0]["reports"]
        if not facts["reports"]:
            raise HTTPException(404, f"No actor of {code}.")
        return _page(asked, who, aliases=[], suggested=[], actors=actors)


def _readings(asked: Asked, who: Actor) -> list[int]:
    """Where they stand, for a page with a clock; one without asks tables that know."""
    found = [] if asked.laid_out else asked.table(queries.READINGS, who.key, rows=MOST_READINGS)
    return [row["reading"] for row in found]


def _page(asked: Asked, who: Actor, **given: Any) -> Response:
    show = asked.query.get("show", "")
    if show and show not in SECTIONS:
        raise HTTPException(404, "An actor has no such section.")
    take, page = (MANY, whole(asked, "page") or 1) if show else (FEW, 1)
    how = {**who.key, "take": take, "skip": (page - 1) * take}
    made: dict[str, list[Row]] = {name: [] for name in SECTIONS}
    if show in ("", "said"):
        made["said"] = asked.table(queries.STATEMENTS, {**how, "story": asked.query.get("story") or None})
    if show in ("", "stories"):
        made["stories"] = asked.table(queries.STORIES, how)
    for role in ROLES:
        if show in ("", role):
            made[role] = _events(asked, role, how)
    whom = {role: [] if show else asked.table(queries.WITH_WHOM, {**who.key, "role": role}) for role in ROLES}
    roles = [] if show or who.is_country else asked.table(queries.ROLES, {"who": who.facts["id"]})
    total = made[show][0]["total"] if show and made[show] else 0
    return render(
        asked.request, "actor.html", who=who, made=made, whom=whom, roles=roles, show=show, page=page,
        pages=max(1, -(-total // take)), chart=None if show else _chart(asked, who), **given,
    )  # fmt: skip


def _events(asked: Asked, role: str, how: dict[str, Any]) -> list[Row]:
    rows = asked.table(queries.EVENTS, {**how, "role": role})
    parties = parties_of(asked, rows)
    for row in rows:
        row["others"] = parties.get((row["report"], row["event"], ROLES[role]), [])
    return rows


def _chart(asked: Asked, who: Actor) -> Row | None:
    """Where the picture of their statements over time is, and what it says; None where all are of one day."""
    made = asked.table(queries.OVER_TIME, who.key)[0]
    if made["days"] < 2:
        return None
    return {**made, "of": "country" if who.is_country else "entity"}
