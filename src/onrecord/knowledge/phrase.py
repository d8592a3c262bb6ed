"""Who a phrase describes: "the Israeli foreign minister", "a spokesman for the rebels", "police in Nairobi".

The phrase is cut into the longest pieces that the tables know (countries, actors, offices, places); its
head noun gives the sector unless it says little ("leader", "spokesman"), and then its modifiers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.knowledge import actors
from onrecord.knowledge.entries import Actor, Office
from onrecord.knowledge.names import POSSESSIVE, key, without_determiner
from onrecord.record.labels import EntityKind

if TYPE_CHECKING:
    from onrecord.knowledge.knowledge import Knowledge
    from onrecord.knowledge.tables import Tables

PLURAL = re.compile(r"(?:[^s]s|\b(?:wo)?men|children|people)$")
LONGEST = 7
"""Words of the longest piece that is looked up."""
PREPOSITIONS = frozenset(
    {"of", "in", "at", "from", "for", "to", "with", "on", "by", "near", "under", "within", "who", "that"}
)
ABOUT = frozenset({"to", "for", "on", "with", "near", "by", "who", "that"})
"""Prepositions after which a country is what the office is about, not whose it is."""
ENDED = frozenset({"former", "ex", "ousted", "exiled", "deposed", "retired", "onetime"})
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
OVER = frozenset({"REB", "CRM", "UAF", "NGO", "MED", "BUS", "PTY", "LAB", "REL", "EDU", "PRM"})
"""Sectors of an organization that also hold for its officers: a rebel general is REB."""


ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
"""Those whose commanders are no state's military."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that a table knows: an actor, a country's adjective, an office, or a place's country."""

    actor: Actor | None = None
    office: Office | None = None
    weak: bool = False
    country: str | None = None


def office(tables: Tables, title: str) -> Office | None:
    """The office of a title: the whole phrase, else its longest end that is known ("deputy", "of …" left out)."""
    words = _words(title)
    cut = next((i for i, word in enumerate(words) if i and word.lower() in PREPOSITIONS), len(words))
    whole = _office(tables, words)
    if whole:
        return whole[0]
    words = words[:cut]
    for first in range(len(words)):
        if (found := _office(tables, words[first:])) is not None:
            if found[1] and first and (rest := office(tables, " ".join(words[:first]))) is not None:
                return Office(title, rest.sector or found[0].sector, found[0].kind)
            return Office(title, found[0].sector, found[0].kind)
    return None


def title(knowledge: Knowledge, role: str, day: str | None) -> tuple[str, str | None]:
    """The title of a role phrase, and the organization that stands before it or after "of", "for", "at"."""
    words = _words(without_determiner(role))
    cut = _cut(knowledge.tables, words)
    first, organization = 0, None
    for size in range(min(LONGEST, cut - 1), 0, -1):
        body = _piece(knowledge, words[:size], day, places=False)
        if body is not None and body.office is None:
            first, organization = size, " ".join(words[:size]) if body.actor else None
            break
    if organization is None and cut < len(words) and words[cut].lower() in ("of", "for", "at"):
        organization = without_determiner(" ".join(words[cut + 1 :])) or None
    return " ".join(words[first:cut]) or role, organization


def _cut(tables: Tables, words: list[str]) -> int:
    """Where the first preposition stands that is not inside a name ("Alternative for Germany"), else the end."""
    at = 0
    while at < len(words):
        if at and words[at].lower() in PREPOSITIONS:
            return at
        sizes = range(min(LONGEST, len(words) - at), 1, -1) if words[at].lower() in tables.first_words else ()
        at += next((size for size in sizes if key(" ".join(words[at : at + size])) in tables.actors), 1)
    return len(words)


def described(knowledge: Knowledge, name: str, day: str | None) -> Actor | None:
    """The actor that a phrase describes; None where no piece of it is known."""
    words = _words(without_determiner(name))
    if len(words) > 40 or not words:
        return None
    cut = _cut(knowledge.tables, words)
    front = list(_pieces(knowledge, words[:cut], day))
    about = cut < len(words) and words[cut].lower() in ABOUT and words[cut].lower() != "for"
    back = list(_pieces(knowledge, words[cut + 1 :], day, places=True)) if cut < len(words) and not about else []
    if not any(p.office or p.actor or p.country for p in front):
        return None
    return _joined(name, words, front, back, cut < len(words) and words[cut].lower() == "for")


def _joined(name: str, words: list[str], front: list[Piece], back: list[Piece], for_whom: bool) -> Actor | None:
    person = next((p.actor for p in reversed(front) if p.actor and p.actor.kind == "person"), None)
    offices = [p for p in front if p.office]
    head = offices[-1] if offices else None
    country = _country(front) or (person.country if person else None)
    if country is None and not (for_whom and head and head.office and not head.weak):
        country = _country(back)
    sector = _sector(front, back, country)
    if words[0].lower().rstrip("-") in ENDED or words[0].lower().startswith("ex-"):
        sector = "ELI" if sector in OFFICIAL else sector
    if person is not None:
        told = sector if head and not (head.weak and person.sector not in (None, "ELI")) else None
        return Actor(person.name, "person", country, told or person.sector, person.roles)
    kind: EntityKind = head.office.kind if head and head.office else _kind(front)
    return Actor(name=name, kind=kind, country=country, sector=sector)


def _kind(front: list[Piece]) -> EntityKind:
    return next((p.actor.kind for p in reversed(front) if p.actor and not p.actor.metonym), "other")


def _country(pieces: list[Piece]) -> str | None:
    """The first country that a piece names outright, else that of an actor."""
    return next((p.country for p in pieces if p.country), None) or next(
        (p.actor.country for p in pieces if p.actor and p.actor.country), None
    )


def _sector(front: list[Piece], back: list[Piece], country: str | None) -> str | None:
    """The sector by what says most: an armed or private body, the office, other bodies, a weak office."""
    bodies = [p.actor.sector for p in front + back if p.actor and p.actor.kind != "person" and not p.actor.metonym]
    strong = [p.office.sector for p in reversed(front) if p.office and p.office.sector and not p.weak]
    armed = next((s for s in bodies + strong if s in OVER), None)
    if armed is not None:
        return armed
    if "IGO" in bodies and not _country(front):
        return "IGO"
    after = [p.office.sector for p in back if p.office and p.office.sector and not p.weak]
    if strong:
        return next((s for s in after if strong[0] == "MIL" and s in ARMED), strong[0])
    weak = [p.office.sector for p in reversed(front) if p.office and p.office.sector]
    metonyms = (
        [p.actor.sector for p in front if p.actor and p.actor.metonym] if not any(p.office for p in front) else []
    )
    return next(filter(None, [*(b for b in bodies if b), *after, *metonyms]), None) or (weak[0] if weak else None)


def _pieces(knowledge: Knowledge, words: list[str], day: str | None, *, places: bool = False) -> Iterator[Piece]:
    """Known pieces from left to right, the longest first; no place is the rest of another name ("Lake Victoria")."""
    at, named = 0, False
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            piece = _piece(knowledge, words[at : at + size], day, places and not named)
            if piece is not None:
                yield piece
                at += size
                named = False
                break
        else:
            named = words[at][:1].isupper() and words[at] not in ("The", "A", "An")
            at += 1


def _piece(knowledge: Knowledge, words: list[str], day: str | None, places: bool) -> Piece | None:
    tables, text = knowledge.tables, " ".join(words)
    if (code := knowledge.country(text)) is not None:
        return Piece(country=code)
    upper = any(word[:1].isupper() for word in words)
    if (upper and len(words) > 1) or words[0].isupper() or key(text) in tables.actors:
        known = actors.named(tables, text, day) if upper else None
        if known is not None:
            return Piece(actor=known)
    if (found := _office(tables, words)) is not None:
        return Piece(office=found[0], weak=found[1])
    if upper and len(words) == 1 and (known := actors.named(tables, text, day)) is not None:
        return Piece(actor=known)
    if places and upper and (where := knowledge.place(text)) is not None:
        return Piece(country=where.country)
    return None


def _office(tables: Tables, words: list[str]) -> tuple[Office, bool] | None:
    at = key(" ".join(words))
    row = tables.offices.get(at)
    plural = False
    if row is None:
        single = next((one for one in _singular(at) if one in tables.offices), None)
        row, plural = (tables.offices.get(single), True) if single else (None, False)
    if row is None:
        return None
    sector, kind, weak = row
    if kind == "person" and (plural or PLURAL.search(at)):
        kind = "group"
    return Office(" ".join(words), sector or None, kind), weak


def _singular(noun: str) -> Iterator[str]:
    if noun.endswith("ies"):
        yield noun[:-3] + "y"
    if noun.endswith("men"):
        yield noun[:-3] + "man"
        yield noun[:-3]
    if noun.endswith("es"):
        yield noun[:-2]
    if noun.endswith("s") and not noun.endswith("ss"):
        yield noun[:-1]


def _words(phrase: str) -> list[str]:
    """Words without possessive endings and commas; "Israeli-backed" and "U.S.-led" stay whole."""
    return [w for w in (POSSESSIVE.sub("", x.strip(',;:"“”()')) for x in phrase.split()) if w]
