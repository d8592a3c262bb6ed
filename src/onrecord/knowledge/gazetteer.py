"""Where a place is: cities, first-order areas and countries, the ambiguous kept ambiguous."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

from onrecord.knowledge.entries import PlaceEntry
from onrecord.knowledge.names import key
from onrecord.knowledge.tables import Tables

NEARLY = 0.2
"""A namesake with this share of the biggest one's people makes a name ambiguous."""
NEARLY_AREA = 0.05
"""The same of areas, whose people the gazetteer counts only in towns."""
HINT = 10
"""How many times its people a place counts for in a country that the report names."""
KNOWN = 100_000
"""People from which a city is meant rather than an area elsewhere of its name that has fewer."""
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
FRONT = re.compile(r"(?:\w+ern )?(?:province|state|region|governorate|district|city|town) of ")
NOWHERE = ("", "")
"""The entry of a name that lies in no one country: a continent, a sea."""
Found = list[tuple[PlaceEntry, int]]
"""Places with the number of people in each."""


def find(tables: Tables, name: str, country: str | None, near: frozenset[str]) -> PlaceEntry | None:
    """The place that `name` most probably is; None where the gazetteer has none of that name."""
    at = key(name)
    wanted = next((at[: -len(level)] for level in LEVELS if at.endswith(level)), None)
    front = FRONT.match(at)
    wanted = at[front.end() :] if front and not wanted else wanted
    named = tables.countries.get(at) if at in tables.states else None
    other = tables.exonyms.get(at)
    if other == NOWHERE and country is None:
        return None
    areas = _areas(tables, wanted or at) or (_areas(tables, key(other[0])) if other else [])
    if named and country in (None, named):
        part = _part(tables, at, named, areas)
        if part is not None:
            return part
        if not _only_near(areas, named, near):
            unclear = bool(areas) and named not in near and country is None
            return _country(tables, named, unclear)
    if wanted and areas:
        return _best(areas, country, near)
    if other is not None:
        at, country = key(other[0]), other[1] or country
    cities = _cities(tables, at) or (_cities(tables, wanted) if wanted else [])
    first, second = (areas, cities) if _mere_namesake(tables, cities, areas) else (cities, areas)
    return _best(first, country, near) or _best(second, country, near)


def _mere_namesake(tables: Tables, cities: Found, areas: Found) -> bool:
    """Whether an area is meant though towns elsewhere have its name: "Colorado", "Virginia"."""
    if not areas:
        return False
    biggest, most = max(areas, key=lambda found: found[1])
    capital = any(
        (c.admin1 == biggest.name and c.country == biggest.country) or _is_capital(tables, c) for c, _ in cities
    )
    return not capital and all(people < max(KNOWN, most) for _, people in cities)


def _is_capital(tables: Tables, city: PlaceEntry) -> bool:
    row = tables.territories.get(city.country or "")
    return row is not None and key(row[2]) == key(city.name)


def _part(tables: Tables, at: str, named: str, areas: Found) -> PlaceEntry | None:
    """The area of a country that has a name among the country's: "Scotland", "the West Bank"."""
    row = tables.territories.get(named)
    if row is None or key(row[1]) == at:
        return None
    return next((area for area, _ in areas if area.country == named), None)


def _only_near(areas: Found, named: str, near: frozenset[str]) -> bool:
    """Whether the report speaks of the country of an area with a country's name ("Georgia") and not of that country."""
    return named not in near and any((a.country or "") in near for a, _ in areas)


def _country(tables: Tables, code: str, ambiguous: bool) -> PlaceEntry:
    row = tables.territories.get(code)
    if row is None:
        return PlaceEntry(code, code, None, None, None, None, "country", ambiguous)
    return PlaceEntry(row[1], code, None, float(row[3]), float(row[4]), int(row[5]), "country", ambiguous)


def _areas(tables: Tables, at: str) -> Found:
    found = tables.areas.get(at, ())
    return [(PlaceEntry(r[2], r[0], r[2], float(r[3]), float(r[4]), None, "admin1"), int(r[5])) for r in found]


def _cities(tables: Tables, at: str) -> Found:
    found = []
    for name, country, area, lat, lon, geoname, people in csv.reader(tables.cities.get(at, ())):
        admin1 = tables.area_names.get((country, area), area or None)
        entry = PlaceEntry(name, country, admin1, float(lat), float(lon), int(geoname) if geoname else None, "city")
        found.append((entry, int(people or 0)))
    return found


def _best(found: Found, country: str | None, near: frozenset[str]) -> PlaceEntry | None:
    """The biggest in the country asked for; else of all, those in a country of the report taken for bigger."""
    if country is not None:
        found = [(place, people) for place, people in found if place.country == country]
    told = [(place, people * (HINT if place.country in near else 1)) for place, people in found]
    ranked = sorted(told, key=lambda pair: -pair[1])
    if not ranked:
        return None
    place, people = ranked[0]
    least = people * (NEARLY_AREA if place.precision == "admin1" else NEARLY)
    return replace(place, ambiguous=any(other >= least for _, other in ranked[1:]))
