"""Where an event took place, as the text says: locative phrases and names, never the dateline.

The place nearest to the trigger: what hangs on it or its verb, its sentence, its recipient where that is
a place; else the country that the report is about, where one clearly is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.language import Name
from onrecord.reading.context import Context
from onrecord.reading.events.syntax import Syntax
from onrecord.record import Place, span_of

LOCATIVE = frozenset("in at near outside inside across around within throughout on over off".split())
TOWARDS = frozenset("to into from".split())
PLACED = frozenset({"GPE", "LOC", "FAC"})
CLEARLY = 0.5
"""The share of all place names that a country needs to be what the report is about."""
CLIMB = 4
"""How many words above a trigger lend it their place."""


@dataclass(frozen=True)
class Map:
    """A report's places: the entry of each name's last token, and the country it is about."""

    at: dict[int, Place]
    setting: Place | None


def map_of(context: Context, syntax: Syntax) -> Map:
    """The places that a report names."""
    names = [name for name in context.parse.names if name.label in PLACED]
    near = _countries(context)
    found: dict[int, Place] = {}
    for name in names:
        made = _place(context, name, near)
        if made is not None:
            found[context.parse.root(range(name.first, name.last))] = made
    return Map(found, _setting(found, near))


def _countries(context: Context) -> Counter[str]:
    """How often each country is named, by its name or adjective."""
    p = context.parse
    found: Counter[str] = Counter()
    for name in p.names:
        if name.label in ("GPE", "NORP"):
            code = context.knowledge.country(p.span(name.first, name.last).text)
            if code:
                found[code] += 1
    return found


def _place(context: Context, name: Name, near: Counter[str]) -> Place | None:
    p = context.parse
    words = p.span(name.first, name.last)
    entry = context.knowledge.place(words.text.removeprefix("the ").removeprefix("The "), near=near)
    if entry is None:
        return None
    sure = not entry.ambiguous
    return Place(
        span=span_of(p.text, words.start, words.end),
        name=entry.name,
        country=entry.country if sure or entry.country in near else None,
        admin1=entry.admin1 if sure else None,
        lat=entry.lat if sure else None,
        lon=entry.lon if sure else None,
        geoname=entry.geoname if sure else None,
        precision=entry.precision,
    )


def _setting(found: dict[int, Place], near: Counter[str]) -> Place | None:
    """The first place named of the country that most place names are in."""
    counts = Counter(place.country for place in found.values() if place.country) + near
    if not counts:
        return None
    country, most = counts.most_common(1)[0]
    if most < CLEARLY * counts.total():
        return None
    inside = [place for place in found.values() if place.country == country]
    return next((place for place in inside if place.precision == "country"), inside[0] if inside else None)


def place(syntax: Syntax, where: Map, head: int, recipients: list[int]) -> Place | None:
    """The place of the event whose trigger has head `head`."""
    if not where.at:
        return None
    return _own(syntax, where, head) or _received(where, recipients) or _sentence(syntax, where, head) or where.setting


def _own(syntax: Syntax, where: Map, head: int) -> Place | None:
    """A locative phrase on the trigger, or on the words that carry it."""
    p = syntax.parse
    i = head
    for _ in range(CLIMB):
        found = _locatives(syntax, where, i)
        if found is not None:
            return found
        if p.head[i] == i or p.dep[i] in ("ccomp", "relcl", "advcl"):
            return None
        i = p.head[i]
    return None


def _locatives(syntax: Syntax, where: Map, i: int) -> Place | None:
    for o in syntax.pobj(i, LOCATIVE):
        for t in (o, *_below(syntax, o)):
            if t in where.at:
                return where.at[t]
    return None


def _below(syntax: Syntax, o: int) -> list[int]:
    """Names that say where a plain noun is: "a base in Kabul", "Kabul's centre", "the town of Mokha"."""
    deps = syntax.children(o, "appos", "poss", "compound", "nmod")
    return deps + syntax.pobj(o, LOCATIVE | {"of"})


def _received(where: Map, recipients: list[int]) -> Place | None:
    return next((where.at[r] for r in recipients if r in where.at), None)


def _sentence(syntax: Syntax, where: Map, head: int) -> Place | None:
    p = syntax.parse
    first, last = p.sentences[p.sentence_of[head]]
    for i in range(first, last):
        if i in where.at and _locative(syntax, i):
            return where.at[i]
    return None


def _locative(syntax: Syntax, i: int) -> bool:
    p = syntax.parse
    while p.dep[i] in ("appos", "conj", "compound", "poss"):
        i = p.head[i]
    return p.dep[i] == "pobj" and p.lower[p.head[i]] in LOCATIVE
