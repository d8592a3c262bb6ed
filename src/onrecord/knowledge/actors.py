"""Who a name is on a day."""

from __future__ import annotations

from onrecord.knowledge.entries import Actor
from onrecord.knowledge.names import key
from onrecord.knowledge.tables import Known, Tables
from onrecord.record import Role

FORMER = "ELI"
"""PLOVER's sector of those who held an office and no longer do."""


def named(tables: Tables, name: str, day: str | None) -> Actor | None:
    """The actor of exactly that name: the tables of our own make first, then states, then the dictionaries."""
    at = key(name)
    own = tables.actors.get(at) or (tables.actors.get(at.lower()) if at.isupper() and len(at) > 3 else None)
    if own:
        return _on(own, day)
    if at in tables.states:
        return Actor(name=name, kind="place", country=tables.countries[at], sector="GOV", metonym=True)
    if at in tables.countries and at not in tables.adjectives:
        return Actor(name=name, kind="group", country=tables.countries[at], sector=None)
    if at in tables.officials:
        return _on(tuple(_official(name, line) for line in tables.officials[at]), day)
    if at in tables.bodies:
        country, sector = tables.bodies[at][0].split(",")
        return Actor(name=name, kind="organization", country=country or None, sector=sector or None)
    return _by_surname(tables, at, day)


def _official(name: str, line: str) -> Known:
    country, sector, start, end = line.split(",")
    return Known(name=name, kind="person", country=country, sector=sector, start=start, end=end)


def _by_surname(tables: Tables, at: str, day: str | None) -> Actor | None:
    """The one leader of that surname who is in office on the day; without a day the only one there is."""
    found = [k for k in tables.surnames.get(at, ()) if day is None or holds(k, day)]
    if not found or len({k.name for k in found}) > 1:
        return None
    return _on(tuple(found), day)


def holds(known: Known, day: str) -> bool:
    """Whether a row is known to be true on the day."""
    return known.start[: len(day)] <= day and (not known.end or day <= known.end.rstrip("+"))


def _on(found: tuple[Known, ...], day: str | None) -> Actor:
    """The actor as of the day: offices held then; after them a former one, unless the tables know no end."""
    latest = max(found, key=lambda k: (k.start, not k.end))
    now = [k for k in found if day is None or holds(k, day)]
    sector: str | None
    if day is None:
        sector = latest.sector
    elif now:
        sector = max(now, key=lambda k: (bool(k.title), k.start)).sector
    else:
        past = [k for k in found if k.start <= day]
        over = bool(past) and not any(k.end.endswith("+") for k in past)
        sector = FORMER if over and latest.kind == "person" else latest.sector if latest.kind != "person" else None
    held = sorted(now, key=lambda k: k.start, reverse=True)
    chosen = held[0] if held else latest
    roles = (
        Role(title=k.title, organization=k.organization or None, country=k.country or None) for k in held if k.title
    )
    return Actor(
        name=chosen.name,
        kind=chosen.kind,
        country=chosen.country or None,
        sector=sector or None,
        roles=tuple(dict.fromkeys(roles)),
        metonym=chosen.metonym,
    )
