"""Where an event took place, as the text says: locative phrases and names, never the dateline.

The place that hangs on the trigger or its verb; else what lies in the country that the event is in (`country.py`): its
recipient, a place of its sentence, or the country itself at the words that bring it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from onrecord.knowledge import Knowledge
from onrecord.reading.events.evoked import Countries, words
from onrecord.reading.events.places import Places, placed
from onrecord.reading.events.syntax import Syntax
from onrecord.record import Place

LOCATIVE = frozenset("in at near outside inside across around within throughout on over off".split())
AT = frozenset({"in", "at", "near"})
CLIMB = 4
"""How many words, from the trigger up, lend it their place."""


def place(
    syntax: Syntax, where: Places, here: Countries, head: int, recipients: Sequence[int], country: str | None
) -> Place | None:
    """The place of the event whose trigger has head `head`; `country`: the one it is chosen to be in."""
    own = beside(syntax, where, head)
    if own is not None:
        return own if own.country else structs.replace(own, country=country)
    if country is None:
        return None
    near = [where[r] for r in recipients if r in where] + list(_sentence(syntax, where, head))
    inside = next((found for found in near if found.country == country), None)
    unknown = next((found for found in near if found.country is None), None)
    if inside is None and unknown is not None:
        return structs.replace(unknown, country=country)
    return inside or _whole(here, country, head)


def _whole(here: Countries, country: str, head: int) -> Place:
    """A country as a place."""
    knowledge: Knowledge = here.context.knowledge
    span, name = words(here, country, head), knowledge.country_name(country)
    entry = knowledge.place(name, country)
    if entry is None or entry.precision != "country":
        return Place(span=span, name=name, country=country, precision="country")
    return placed(span, entry, country)


def beside(syntax: Syntax, where: Places, head: int) -> Place | None:
    """A locative phrase on the trigger, a place before it ("a Kabul bombing"), or one on its parties or its verb."""
    return _locatives(syntax, where, head) or _at_parties(syntax, where, head) or _above(syntax, where, head)


def _at_parties(syntax: Syntax, where: Places, head: int) -> Place | None:
    """A place that the parse hangs on who does it or suffers it: "killed by troops in Idlib"."""
    p = syntax.parse
    if p.pos[head] != "VERB":
        return None
    parties = (*syntax.children(head, "dobj", "nsubjpass"), *syntax.pobj(head, frozenset({"by"})))
    return next((where[o] for party in parties for o in syntax.pobj(party, AT) if o in where), None)


def _above(syntax: Syntax, where: Places, i: int) -> Place | None:
    p = syntax.parse
    for _ in range(CLIMB - 1):
        if p.head[i] == i or p.dep[i] in ("ccomp", "relcl", "advcl"):
            return None
        i = p.head[i]
        found = _locatives(syntax, where, i)
        if found is not None:
            return found
    return None


def _locatives(syntax: Syntax, where: Places, i: int) -> Place | None:
    for c in syntax.children(i, "compound", "nmod"):
        if c in where and syntax.parse.pos[i] == "NOUN":
            return where[c]
    for o in syntax.pobj(i, LOCATIVE):
        near = _below(syntax, o)
        for t in (o, *near, *(far for n in near for far in _below(syntax, n))):
            if t in where:
                return where[t]
    return None


def _below(syntax: Syntax, o: int) -> list[int]:
    """Names that say where a plain noun is: "a base in Kabul", "Kabul's centre", "the town of Mokha"."""
    deps = syntax.children(o, "appos", "poss", "compound", "nmod")
    return deps + syntax.pobj(o, LOCATIVE | {"of"})


def _sentence(syntax: Syntax, where: Places, head: int) -> Iterator[Place]:
    """The places of the sentence that stand in a locative phrase, in text order."""
    p = syntax.parse
    first, last = p.sentences[p.sentence_of[head]]
    return (where[i] for i in range(first, last) if i in where and _locative(syntax, i))


def _locative(syntax: Syntax, i: int) -> bool:
    p = syntax.parse
    while p.dep[i] in ("appos", "conj", "compound", "poss") and p.head[i] != i:
        i = p.head[i]
    return p.dep[i] == "pobj" and p.lower[p.head[i]] in LOCATIVE
