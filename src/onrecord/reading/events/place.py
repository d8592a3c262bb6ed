"""Where an event took place, as the text says: locative phrases and names, never the dateline.

The place nearest to the trigger: what hangs on it or its verb, its sentence, its recipient where that is
a place; else the country that the report speaks of most, where one has a good share (then with no place within it).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from msgspec import structs

from onrecord.language import Name
from onrecord.reading.context import Context
from onrecord.reading.events.parties import MEASURES
from onrecord.reading.events.syntax import Syntax
from onrecord.record import Place, span_of

LOCATIVE = frozenset("in at near outside inside across around within throughout on over off".split())
INSIDE = frozenset("in at near outside inside across around within throughout".split())
PLACED = frozenset({"GPE", "LOC", "FAC"})
NO_PLACES = PLACED | MEASURES | {"PERSON", "ORG", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE", "CARDINAL"}
MOSTLY, CLEARLY = 0.3, 0.5
"""The share of all place names that a country needs to be where events without a place are, and where names are that
the gazetteer lacks."""
CLIMB = 4
"""How many words above a trigger lend it their place."""


@dataclass(frozen=True)
class Map:
    """A report's places: the entry of each name's last token, and the country it is about."""

    at: dict[int, Place]
    setting: Place | None


def map_of(context: Context, syntax: Syntax) -> Map:
    """The places that a report names."""
    names = [name for name in context.parse.names if name.label in PLACED] + _unlabelled(syntax)
    near = _countries(context)
    found = {context.parse.root(range(name.first, name.last)): _place(context, name, near) for name in names}
    clear = _setting(context, found, near, CLEARLY)
    setting = clear or _setting(context, found, near, MOSTLY)
    if clear is not None:
        found = {i: place if place.precision else _within(syntax, found, i, clear) for i, place in found.items()}
    return Map(found, setting)


def _unlabelled(syntax: Syntax) -> list[Name]:
    """Proper names after "in", "at", "near" … that the parser labelled as no place."""
    p = syntax.parse
    found = []
    for i, pos in enumerate(p.pos):
        if pos == "PROPN" and p.dep[i] == "pobj" and p.lower[p.head[i]] in INSIDE and syntax.labels[i] not in NO_PLACES:
            first = i
            while first and p.dep[first - 1] == "compound" and p.pos[first - 1] == "PROPN":
                first -= 1
            found.append(Name(first, i + 1, "LOC"))
    return found


def _within(syntax: Syntax, found: dict[int, Place], i: int, setting: Place) -> Place:
    """A name that the gazetteer lacks: in the country named right after it, else in that of the report."""
    after = [found[c].country for c in syntax.children(i, "appos") if c in found]
    return structs.replace(found[i], country=next(filter(None, after), setting.country))


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


def _place(context: Context, name: Name, near: Counter[str]) -> Place:
    p = context.parse
    words = p.span(name.first, name.last)
    entry = context.knowledge.place(words.text.removeprefix("the ").removeprefix("The "), near=near)
    span = span_of(p.text, words.start, words.end)
    if entry is None:
        return Place(span=span, name=words.text)
    sure = not entry.ambiguous
    return Place(
        span=span,
        name=entry.name,
        country=entry.country if sure or entry.country in near else None,
        admin1=entry.admin1 if sure else None,
        lat=entry.lat if sure else None,
        lon=entry.lon if sure else None,
        geoname=entry.geoname if sure else None,
        precision=entry.precision,
    )


def _setting(context: Context, found: dict[int, Place], near: Counter[str], share: float) -> Place | None:
    """The country with that share of the place names, at the first name of it; no place within it is claimed."""
    counts = Counter(place.country for place in found.values() if place.country) + near
    if not counts:
        return None
    country, most = counts.most_common(1)[0]
    if most < share * counts.total():
        return None
    inside = [place for place in found.values() if place.country == country]
    named = next((place for place in inside if place.precision == "country"), None)
    if named is not None or not inside:
        return named
    name = context.knowledge.country_name(country)
    return structs.replace(inside[0], name=name, admin1=None, lat=None, lon=None, geoname=None, precision="country")


def place(syntax: Syntax, where: Map, head: int, recipients: list[int]) -> Place | None:
    """The place of the event whose trigger has head `head`."""
    if not where.at:
        return None
    return _own(syntax, where, head) or _received(where, recipients) or _sentence(syntax, where, head) or where.setting


def _own(syntax: Syntax, where: Map, head: int) -> Place | None:
    """A locative phrase on the trigger, a place before it ("a Kabul bombing"), or one on the words that carry it."""
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
    for c in syntax.children(i, "compound", "nmod"):
        if c in where.at and syntax.parse.pos[i] == "NOUN":
            return where.at[c]
    for o in syntax.pobj(i, LOCATIVE):
        near = _below(syntax, o)
        for t in (o, *near, *(far for n in near for far in _below(syntax, n))):
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
