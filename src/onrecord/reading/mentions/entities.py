"""From chains to entities: name, kind, roles, country, sector, code."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge import Actor, Knowledge
from onrecord.language import Parse
from onrecord.reading.mentions.chains import Chain, Chains
from onrecord.reading.mentions.names import acts
from onrecord.reading.mentions.spans import Candidate
from onrecord.record import Entity, Mention, Role
from onrecord.record.labels import EntityKind


class Maker:
    """Makes entities of chains, with the tables' help."""

    def __init__(self, parse: Parse, knowledge: Knowledge, day: str | None, chains: Chains) -> None:
        self.parse, self.knowledge, self.day, self.chains = parse, knowledge, day, chains
        told = {chain.country for chain in chains.all() if chain.country}
        self.countries = frozenset(told | set(self._clear_places()))

    def _clear_places(self) -> Iterator[str]:
        """The countries of places that the gazetteer knows one of: hints for the others."""
        for chain in self.chains.all():
            if chain.kind == "place" and chain.country is None and chain.named:
                place = self.knowledge.place(self._name(chain))
                if place is not None and place.country and not place.ambiguous:
                    yield place.country

    def entity(self, number: int, chain: Chain) -> Entity:
        """The entity of a chain; ids count from 1."""
        name = self._name(chain)
        known = self.knowledge.named(name, self.day) if chain.named else None
        roles, described = self._roles(chain)
        country, sector = self._affiliation(chain, known, described, name)
        country = country or self._owner_country(chain)
        kind = self._kind(chain, known)
        if kind == "place":
            country, sector = country or self._country(name), None
        elif kind in ("document", "other"):
            country = sector = None
        return Entity(
            id=f"n{number}",
            name=name,
            kind=kind,
            roles=roles,
            country=country,
            sector=sector,
            code=f"{country or ''}{sector or ''}" or None,
            mentions=tuple(self._mention(m) for m in sorted(chain.members, key=lambda m: m.head)),
        )

    def _mention(self, candidate: Candidate) -> Mention:
        span = self.parse.span(candidate.first, candidate.last)
        return Mention(start=span.start, end=span.end, text=span.text, form=candidate.form)

    def _name(self, chain: Chain) -> str:
        """The fullest name, else the first description."""
        cores = [self.parse.span(*m.core).text for m in chain.members if m.form == "name"]
        if cores:
            return max(cores, key=lambda text: (len(text.split()), len(text)))
        first = next(m for m in chain.members if m.form == "nominal")
        return self.parse.span(first.first, first.last).text

    def _kind(self, chain: Chain, known: Actor | None) -> EntityKind:
        kind = chain.kind or (known.kind if known else "other")
        if (
            kind == "place"
            and known is not None
            and known.metonym
            and any(acts(self.parse, m.head) for m in chain.members)
        ):
            return "organization"
        return kind

    def _roles(self, chain: Chain) -> tuple[tuple[Role, ...], list[Actor]]:
        """The roles that the report gives, and what the tables make of each."""
        if chain.kind != "person" or not chain.named:
            texts = [] if chain.named else [self._name(chain)]
            return (), [a for t in texts if (a := self.knowledge.actor(t, self.day)) is not None]
        found, made = [], []
        for text in chain.titles:
            actor = self.knowledge.actor(text, self.day)
            if actor is not None:
                found.append(actor)
            made.append(self._role(text, actor))
        told = [r for r in made if not any(_says_more(other, r) for other in made)]
        return tuple(dict.fromkeys(told)), found

    def _role(self, text: str, actor: Actor | None) -> Role:
        """Title, organization and country of a role phrase."""
        title, organization = self.knowledge.title(text, self.day)
        return Role(title=title, organization=organization, country=actor.country if actor else None)

    def _affiliation(
        self, chain: Chain, known: Actor | None, described: list[Actor], name: str
    ) -> tuple[str | None, str | None]:
        """Country and sector: those in office by the tables, else by the report's own words, else by the tables."""
        told = next((a.country for a in described if a.country), None)
        if known is not None and known.sector not in (None, "ELI") and told in (None, known.country, chain.country):
            return known.country, known.sector
        sources = [*described, *([known] if known else [])]
        if known is None and chain.named and chain.kind in ("organization", "group"):
            made = self.knowledge.actor(name, self.day)
            sources += [made] if made else []
        country = told or next((a.country for a in sources if a.country), None) or chain.country
        return country, next((a.sector for a in sources if a.sector), None)

    def _owner_country(self, chain: Chain) -> str | None:
        """The country of whom a described body belongs to: "the prime minister's office", "his delegation"."""
        for m in chain.members if not chain.named and chain.kind in ("organization", "group", "person") else ():
            owner = self.parse.child(m.head, "poss")
            of = self.chains.of.get(owner) if owner is not None else None
            if of is not None and of is not chain and of.named:
                known = self.knowledge.named(self._name(of), self.day)
                return of.country or (known.country if known else None)
        return None

    def _country(self, name: str) -> str | None:
        """The country a place lies in, if the gazetteer or the report's other countries decide."""
        place = self.knowledge.place(name, near=self.countries)
        return place.country if place and not place.ambiguous else None


def _says_more(one: Role, other: Role) -> bool:
    """Whether `one` is `other` with an organization or a country besides."""
    if one == other or one.title.lower() != other.title.lower():
        return False
    return other.organization in (None, one.organization) and other.country in (None, one.country)
