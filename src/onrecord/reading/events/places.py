"""The places that a report names, by gazetteer: the ambiguous has no coordinates, the unknown keeps its name."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.knowledge import PlaceEntry
from onrecord.language import Name
from onrecord.reading.context import Context
from onrecord.reading.events.parties import MEASURES
from onrecord.reading.events.syntax import Syntax
from onrecord.record import Place, Span

INSIDE = frozenset("in at near outside inside across around within throughout".split())
PLACED = frozenset({"GPE", "LOC", "FAC"})
NO_PLACES = PLACED | MEASURES | {"PERSON", "ORG", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE", "CARDINAL"}
OF = frozenset({"of"})
SOMEONE = frozenset({"PERSON", "ORG"})

Places = Mapping[int, Place]
"""Places by the token that stands for their name."""


def places(context: Context, syntax: Syntax) -> Places:
    """The places that a report names; one before a wider one's comma lies in that ("Paris, Texas")."""
    p = context.parse
    near, found = _near(context), dict[int, Place]()
    labelled = [name for name in p.names if name.label in PLACED]
    begins: dict[int, Place] = {}
    for name in sorted(labelled + _unlabelled(context, syntax), key=lambda n: -n.first):
        root, span = p.root(range(name.first, name.last)), p.span(name.first, name.last)
        whole = next((found[o] for o in syntax.pobj(root, OF) if o in found), None)
        comma = name.last < len(p) and p.word[name.last] == ","
        wider = begins.get(name.last + 1) if comma else None
        if whole is None and wider is not None and wider.precision in ("admin1", "country"):
            whole = wider if _lies_in(context, span, wider) else None
        begins[name.first] = found[root] = _place(context, span, near, whole.country if whole else None)
    return found


def _lies_in(context: Context, span: Span, wider: Place) -> bool:
    """Whether a name before another's comma may lie in it: the gazetteer has it there, or has it nowhere."""
    inside = context.knowledge.place(span.text, wider.country)
    if inside is None or wider.country is None:
        return context.knowledge.place(span.text) is None
    return inside.precision == "city" and wider.admin1 in (None, inside.admin1)


def _unlabelled(context: Context, syntax: Syntax) -> list[Name]:
    """Proper names after "in", "at", "near" … that the parser labelled as no place, or falsely as someone."""
    p = syntax.parse
    found = []
    for i, pos in enumerate(p.pos):
        if pos == "PROPN" and p.dep[i] == "pobj" and p.lower[p.head[i]] in INSIDE:
            first = i
            while first and p.dep[first - 1] == "compound" and p.pos[first - 1] == "PROPN":
                first -= 1
            label = syntax.labels[i]
            missed = label in SOMEONE and p.lower[p.head[i]] == "in" and p.head[i] == first - 1
            if label not in NO_PLACES or (missed and context.knowledge.place(p.span(first, i + 1).text) is not None):
                found.append(Name(first, i + 1, "LOC"))
    return found


def _near(context: Context) -> frozenset[str]:
    """The countries that the report names, by their name or adjective, or by who acts in it."""
    p = context.parse
    named = (p.span(name.first, name.last).text for name in p.names if name.label in ("GPE", "NORP"))
    codes = {context.knowledge.country(name) for name in named}
    return frozenset(filter(None, codes)) | {e.country for e in context.entities if e.country and e.kind != "place"}


def _place(context: Context, span: Span, near: frozenset[str], country: str | None) -> Place:
    name = span.text.removeprefix("the ").removeprefix("The ")
    entry = context.knowledge.place(name, country, near)
    if entry is None:
        return Place(span=span, name=span.text, country=country)
    return placed(span, entry, entry.country if not entry.ambiguous or entry.country in near else None)


def placed(span: Span, entry: PlaceEntry, country: str | None) -> Place:
    """The place of an entry of the gazetteer; where that is ambiguous, no more of it than country and precision."""
    sure = not entry.ambiguous
    return Place(
        span=span,
        name=entry.name,
        country=country,
        admin1=entry.admin1 if sure else None,
        lat=entry.lat if sure else None,
        lon=entry.lon if sure else None,
        geoname=entry.geoname if sure else None,
        precision=entry.precision,
    )
