"""Where a place is: cities, first-order areas and countries, the ambiguous kept ambiguous."""

from __future__ import annotations

import csv

from onrecord.knowledge.entries import PlaceEntry
from onrecord.knowledge.names import key
from onrecord.knowledge.tables import Tables

NEARLY = 0.2
"""A namesake with this share of the biggest one's people makes a name ambiguous."""
KNOWN = 100_000
"""People from which a city is meant rather than an area elsewhere of its name."""
LEVELS = (
    " province",
    " state",
    " oblast",
    " region",
    " governorate",
    " county",
    " prefecture",
    " department",
    " district",
)
FRONTS = ("province of ", "state of ", "region of ", "governorate of ", "city of ", "town of ")


def find(tables: Tables, name: str, country: str | None, near: frozenset[str]) -> PlaceEntry | None:
    """The place that `name` most probably is; None where the gazetteer has none of that name."""
    at = key(name)
    wanted = next((at[: -len(level)] for level in LEVELS if at.endswith(level)), None)
    wanted = wanted or next((at[len(front) :] for front in FRONTS if at.startswith(front)), None)
    named = tables.countries.get(at) if at in tables.states else None
    other = tables.exonyms.get(at)
    areas = _areas(tables, wanted or at) or (_areas(tables, key(other[0])) if other else [])
    if named and country in (None, named):
        part = _part(tables, at, named, areas)
        if part is not None:
            return part
        if not _only_near(areas, named, near):
            unclear = bool(areas) and named not in near and country is None
            return _country(tables, named, unclear)
    if wanted and areas:
        return _best([(a, 1) for a in areas], country, near)
    if other is not None:
        at, country = key(other[0]), other[1] or country
    cities = _cities(tables, at) or (_cities(tables, wanted) if wanted else [])
    provinces = [(a, 1) for a in areas]
    first, second = (provinces, cities) if _mere_namesake(cities, areas) else (cities, provinces)
    return _best(first, country, near) or _best(second, country, near)


def _mere_namesake(cities: list[tuple[PlaceEntry, int]], areas: list[PlaceEntry]) -> bool:
    """Whether an area is meant though small towns elsewhere have its name: "Colorado"."""
    capital = any(c.admin1 == a.name and c.country == a.country for c, _ in cities for a in areas)
    return bool(areas) and not capital and all(people < KNOWN for _, people in cities)


def _part(tables: Tables, at: str, named: str, areas: list[PlaceEntry]) -> PlaceEntry | None:
    """The area of a country that has a name among the country's: "Scotland", "the West Bank"."""
    row = tables.territories.get(named)
    if row is None or key(row[1]) == at:
        return None
    return next((area for area in areas if area.country == named), None)


def _only_near(areas: list[PlaceEntry], named: str, near: frozenset[str]) -> bool:
    """Whether the report speaks of the country of an area with a country's name ("Georgia") and not of that country."""
    return named not in near and any((a.country or "") in near for a in areas)


def _country(tables: Tables, code: str, ambiguous: bool) -> PlaceEntry:
    row = tables.territories.get(code)
    if row is None:
        return PlaceEntry(code, code, None, None, None, None, "country", ambiguous)
    return PlaceEntry(row[1], code, None, float(row[3]), float(row[4]), int(row[5]), "country", ambiguous)


def _areas(tables: Tables, at: str) -> list[PlaceEntry]:
    found = tables.areas.get(at, ())
    return [PlaceEntry(r[2], r[0], r[2], float(r[3]), float(r[4]), None, "admin1") for r in found]


def _cities(tables: Tables, at: str) -> list[tuple[PlaceEntry, int]]:
    found = []
    for name, country, area, lat, lon, geoname, people in csv.reader(tables.cities.get(at, ())):
        admin1 = tables.area_names.get((country, area), area or None)
        entry = PlaceEntry(name, country, admin1, float(lat), float(lon), int(geoname) if geoname else None, "city")
        found.append((entry, int(people or 0)))
    return found


def _best(found: list[tuple[PlaceEntry, int]], country: str | None, near: frozenset[str]) -> PlaceEntry | None:
    """The biggest in the country asked for; else in a country of the report; else of all."""
    if country is not None:
        found = [(place, people) for place, people in found if place.country == country]
    hinted = [(place, people) for place, people in found if (place.country or "") in near]
    ranked = sorted(hinted or found, key=lambda pair: -pair[1])
    if not ranked:
        return None
    place, people = ranked[0]
    if any(other >= NEARLY * people for _, other in ranked[1:]):
        return PlaceEntry(
            place.name,
            place.country,
            place.admin1,
            place.lat,
            place.lon,
            place.geoname,
            place.precision,
            ambiguous=True,
        )
    return place
