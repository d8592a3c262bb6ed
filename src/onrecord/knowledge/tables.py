"""Reading the tables: CSV with a header, lines that begin with # say where the facts come from."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import get_args

from onrecord.knowledge import yaml_table
from onrecord.knowledge.entries import KnowledgeError
from onrecord.knowledge.names import key
from onrecord.record.labels import EntityKind

ACTOR_COLUMNS = ("name", "kind", "country", "sector")
PLACE_COLUMNS = ("name", "country", "lat", "lon")
SHIPPED = (
    "admin1.csv", "agents.csv", "bodies.csv", "cities.csv", "countries.csv", "exonyms.csv", "given_names.csv",
    "leaders.csv", "officials.csv", "offices.csv", "organizations.csv", "territories.csv",
)  # fmt: skip
PERSONAL = re.compile(
    r"(?:(?<!pap)er|or|ist|ian|m[ae]n|person|people|child|children|ant|ee|ess|ard|chief|head|king|queen|prince|pal"
    r"|general|official|mate|agent|student|president|dissident|resident|critic|cleric|monk|priest|pope|judge|thief"
    r"|thug|spy|guard|youth|boy|girl|guru|rebel|ally|envoy|attache|consul|aide|mayor|sheikh|emir|guerrilla|terrorist)s?$"
)
"""Nouns of the agents table that are people; the others are bodies or what bodies use."""
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


@dataclass(frozen=True, slots=True)
class Known:
    """One row about an actor: who, what, and from which day to which (ISO 8601; empty: open).

    An `end` with a plus sign: held at least until then.
    """

    name: str
    kind: EntityKind
    country: str
    sector: str
    title: str = ""
    organization: str = ""
    start: str = ""
    end: str = ""
    metonym: bool = False


@dataclass(frozen=True)
class Tables:
    """All tables, by key. `officials`, `bodies` and `cities` keep their rows as lines until asked for."""

    actors: Mapping[str, tuple[Known, ...]]
    first_words: frozenset[str]
    surnames: Mapping[str, tuple[Known, ...]]
    officials: Mapping[str, tuple[str, ...]]
    bodies: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, str]
    adjectives: frozenset[str]
    states: frozenset[str]
    offices: Mapping[str, tuple[str, EntityKind, bool]]
    cities: Mapping[str, tuple[str, ...]]
    areas: Mapping[str, tuple[tuple[str, ...], ...]]
    area_names: Mapping[tuple[str, str], str]
    territories: Mapping[str, tuple[str, ...]]
    exonyms: Mapping[str, tuple[str, str]]
    genders: Mapping[str, str]
    digest: str = field(default="")


def rows(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each row of a table; `KnowledgeError` where one does not fit the header."""
    numbers: list[int] = []

    def lines() -> Iterator[str]:
        for n, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                numbers.append(n)
                yield line

    reader = csv.reader(lines())
    head = next(reader, [])
    for fields in reader:
        if len(fields) > len(head):
            raise KnowledgeError(f"{path}, line {numbers[-1]}: {len(fields)} fields where the header has {len(head)}")
        fields += [""] * (len(head) - len(fields))
        yield numbers[-1], dict(zip(head, fields, strict=True))


@cache
def shipped() -> Tables:
    """The tables of the package, read once."""
    text = {name: (files(__package__) / "data" / name).read_text("utf-8") for name in SHIPPED}
    countries, adjectives, states = _countries(text["countries.csv"])
    people = [known for _, known in _actors(text["leaders.csv"], "leaders.csv", "person")]
    actors: dict[str, list[Known]] = defaultdict(list)
    for name in ("organizations.csv", "leaders.csv"):
        for at, known in _actors(text[name], name, "person" if name == "leaders.csv" else "organization"):
            actors[at].append(known)
    return Tables(
        actors={name: tuple(found) for name, found in actors.items()},
        first_words=first_words(actors),
        surnames=_surnames(people),
        officials=_lines(text["officials.csv"], plain=True),
        bodies=_lines(text["bodies.csv"], plain=True),
        countries=countries,
        adjectives=adjectives,
        states=states,
        offices=_offices(text["agents.csv"], text["offices.csv"]),
        cities=_lines(text["cities.csv"], plain=False),
        areas=_areas(text["admin1.csv"]),
        area_names={(r["country"], r["code"]): r["name"] for _, r in rows(text["admin1.csv"], "admin1.csv")},
        territories={r["code"]: tuple(r.values()) for _, r in rows(text["territories.csv"], "territories.csv")},
        exonyms={key(r["name"]): (r["place"], r["country"]) for _, r in rows(text["exonyms.csv"], "exonyms.csv")},
        genders={r["name"]: r["gender"] for _, r in rows(text["given_names.csv"], "given_names.csv")},
        digest=sha256("".join(text[name] for name in SHIPPED).encode()).hexdigest(),
    )


def extended(tables: Tables, paths: tuple[Path, ...]) -> Tables:
    """`tables` with the user's: a name that a user table has is the user's alone."""
    for path in paths:
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KnowledgeError(f"{path}: can't be read as UTF-8 text: {error}") from error
        found = list((yaml_table.rows if path.suffix in yaml_table.SUFFIXES else rows)(text, str(path)))
        has = set(found[0][1]) if found else set()
        digest = sha256((tables.digest + text).encode()).hexdigest()
        if has >= set(PLACE_COLUMNS):
            cities = _user_places(found, str(path))
            tables = replace(tables, cities={**tables.cities, **cities}, digest=digest)
        elif has >= set(ACTOR_COLUMNS):
            actors: dict[str, list[Known]] = defaultdict(list)
            for at, known in _known(found, str(path), "organization"):
                actors[at].append(known)
            own = {name: tuple(rows_) for name, rows_ in actors.items()}
            merged = {**tables.actors, **own}
            tables = replace(tables, actors=merged, first_words=first_words(merged), digest=digest)
        else:
            raise KnowledgeError(
                f"{path}: needs columns {', '.join(ACTOR_COLUMNS)}, or {', '.join(PLACE_COLUMNS)} for places"
            )
    return tables


def _actors(text: str, path: str, kind: EntityKind) -> Iterator[tuple[str, Known]]:
    return _known(rows(text, path), path, kind)


def _known(found: Iterable[tuple[int, dict[str, str]]], path: str, kind: EntityKind) -> Iterator[tuple[str, Known]]:
    for n, r in found:
        known = Known(
            name=r["name"], kind=_kind(r.get("kind") or kind, path, n), country=r["country"], sector=r["sector"],
            title=r.get("title", ""), organization=r.get("organization", ""),
            start=r.get("start", ""), end=r.get("end", ""),
            metonym=r.get("metonym", "") == "y",
        )  # fmt: skip
        for name in dict.fromkeys(key(x) for x in (r["name"], *r.get("aliases", "").split(";")) if x.strip()):
            yield name, known


def first_words(names: Iterable[str]) -> frozenset[str]:
    """The words with which names of several words begin, in lower case."""
    return frozenset(name.partition(" ")[0].lower() for name in names if " " in name)


def _kind(given: str, path: str, n: int) -> EntityKind:
    for kind in KINDS:
        if kind == given:
            return kind
    raise KnowledgeError(f"{path}, line {n}: kind {given!r} is none of {', '.join(KINDS)}")


def _surnames(people: list[Known]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, dict[Known, None]] = defaultdict(dict)
    for known in people:
        found[key(known.name).rpartition(" ")[2]][known] = None
    return {name: tuple(known) for name, known in found.items()}


def _lines(text: str, *, plain: bool) -> dict[str, tuple[str, ...]]:
    """Lines by their first field, which is a key already where `plain`."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines()[2:]:
        name, _, rest = line.partition(",")
        if name[:1] == '"':
            name, _, rest = line[1:].partition('",')
        at = name if plain else key(name)
        found[at] = (*found.get(at, ()), line if not plain else rest)
    return found


def _countries(text: str) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Codes by name, adjective and demonym; the adjectives that are no name ("US" is both); the names."""
    codes: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    for _, r in rows(text, "countries.csv"):
        for column in ("adjectives", "demonyms", "names"):
            for name in filter(None, r[column].split(";")):
                codes.setdefault(key(name), r["code"])
                forms[column].add(key(name))
    return codes, frozenset(forms["adjectives"] - forms["names"]), frozenset(forms["names"])


def _offices(agents: str, own: str) -> dict[str, tuple[str, EntityKind, bool]]:
    found: dict[str, tuple[str, EntityKind, bool]] = {}
    for _, r in rows(agents, "agents.csv"):
        kind: EntityKind = "person" if PERSONAL.search(r["noun"]) else "organization"
        found.setdefault(key(r["noun"]), (r["sector"], kind, False))
    for n, r in rows(own, "offices.csv"):
        kind = _kind(r["kind"], "offices.csv", n)
        for name in r["nouns"].split(";"):
            found[key(name)] = (r["sector"], kind, r["weak"] == "y")
    return found


def _areas(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for _, r in rows(text, "admin1.csv"):
        found[key(r["name"])] = (*found.get(key(r["name"]), ()), tuple(r.values()))
    return found


def _user_places(found: list[tuple[int, dict[str, str]]], path: str) -> dict[str, tuple[str, ...]]:
    lines: dict[str, tuple[str, ...]] = {}
    for n, r in found:
        try:
            float(r["lat"]), float(r["lon"])
        except ValueError as error:
            raise KnowledgeError(f"{path}, line {n}: lat and lon must be degrees: {error}") from error
        columns = (r.get(c) or "" for c in ("name", "country", "admin1", "lat", "lon", "geoname", "population"))
        line = ",".join(c.replace(",", " ") for c in columns)
        lines[key(r["name"])] = (*lines.get(key(r["name"]), ()), line)
    return lines
