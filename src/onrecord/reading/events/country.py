"""The country that an event is in, where no phrase beside it names a place: a linear choice among those of the report.

Candidates are the countries that the report's words bring up: by a place, by people ("Israeli"), by who acts in it
("Netanyahu"). What tells is how often and where each is named, and whether a party to the event, or who tells of it, is
of that country. None is chosen where none is likely.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from onrecord.reading.context import Context
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.ranking import best, weights
from onrecord.record import Place, Span

How = Literal["place", "people", "actor"]
SHARES = (0.75, 0.55, 0.4, 0.3, 0.2, 0.1)
"""The least shares of all evocations by which a country's share is told."""


@dataclass(frozen=True, slots=True, order=True)
class Evoked:
    """Tokens `[first, last)` that bring up a country, the one that stands for them, and how they do."""

    token: int
    first: int
    last: int
    country: str
    how: How


@dataclass(frozen=True)
class Countries:
    """The countries of a report, in text order of what brings them up."""

    context: Context
    evoked: tuple[Evoked, ...]

    @cached_property
    def by_country(self) -> Mapping[str, tuple[Evoked, ...]]:
        """What brings up each country, countries in the order in which they first are."""
        found: dict[str, list[Evoked]] = {}
        for each in self.evoked:
            found.setdefault(each.country, []).append(each)
        return {country: tuple(some) for country, some in found.items()}

    @cached_property
    def of_sentence(self) -> Mapping[int, frozenset[str]]:
        """The countries that each sentence brings up."""
        found: dict[int, set[str]] = {}
        for each in self.evoked:
            found.setdefault(self.context.parse.sentence_of[each.token], set()).add(each.country)
        return {sentence: frozenset(some) for sentence, some in found.items()}

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Countries by how often they come up, the most frequent 0; the earlier of equals first."""
        counts = Counter(each.country for each in self.evoked)
        return {country: k for k, (country, _) in enumerate(counts.most_common())}

    @cached_property
    def titled(self) -> frozenset[str]:
        """The countries whose name or adjective is in the title."""
        words = (self.context.article.title or "").replace("'s", " ").replace("’s", " ").replace(",", " ").split()
        runs = {" ".join(words[k : k + n]).strip(".:;?!") for k in range(len(words)) for n in (1, 2, 3)}
        return frozenset(filter(None, (self.context.knowledge.country(run) for run in runs if run[:1].isupper())))


def countries(context: Context, places: Mapping[int, Place]) -> Countries:
    """The countries that a report brings up; `places`: those of its place names by their last token."""
    parse, found = context.parse, set[Evoked]()
    for name in parse.names:
        root = parse.root(range(name.first, name.last))
        place = places.get(root)
        if place is not None and place.country:
            found.add(Evoked(root, name.first, name.last, place.country, "place"))
        elif name.label == "NORP":
            code = context.knowledge.country(parse.span(name.first, name.last).text)
            if code:
                found.add(Evoked(root, name.first, name.last, code, "people"))
    for entity in context.entities:
        if entity.country and entity.kind != "place":
            for mention in entity.mentions:
                tokens = parse.tokens(mention)
                if tokens:
                    found.add(Evoked(parse.root(tokens), tokens[0], tokens[-1] + 1, entity.country, "actor"))
    return Countries(context, tuple(sorted(found)))


def chosen(here: Countries, trigger: Trigger, parties: tuple[Sequence[int], Sequence[int]], voice: str) -> str | None:
    """The country of an event by its trigger, the heads of its actors and recipients, and its voice."""
    names = list(here.by_country)
    k = best(weights(__package__, "country.csv"), (traits(here, trigger, parties, voice, name) for name in names))
    return None if k is None else names[k]


def traits(
    here: Countries, trigger: Trigger, parties: tuple[Sequence[int], Sequence[int]], voice: str, country: str
) -> tuple[str, ...]:
    """What tells whether an event is in a country."""
    return (
        *_standing(here, country),
        *_near(here, trigger.head, country),
        *_of_parties(here, trigger, parties, country),
        *_of_voice(here, voice, country),
    )


def _standing(here: Countries, country: str) -> Iterator[str]:
    """By the report as a whole: how often, how early and how the country comes up."""
    own, total = here.by_country[country], len(here.evoked)
    share = len(own) / total
    yield f"share {next((least for least in SHARES if share >= least), 0)}"
    yield f"rank {min(here.rank[country], 3)}"
    if len(here.by_country) == 1:
        yield "only one"
    yield f"named {min(len(own), 3)}"
    places = [each for each in here.evoked if each.how == "place"]
    if places:
        part = sum(each.country == country for each in places) / len(places)
        yield f"places {next((least for least in SHARES if part >= least), 0)}"
    else:
        yield "no places"
    for how in sorted({each.how for each in own}):
        yield f"as {how}"
    if own[0].country == here.evoked[0].country:
        yield "first"
    if country in here.of_sentence.get(0, ()):
        yield "in the lead"
    if country in here.titled:
        yield "in the title"
    elif here.titled:
        yield "another in the title"


def _near(here: Countries, head: int, country: str) -> Iterator[str]:
    """By where it comes up beside the event."""
    parse = here.context.parse
    mine = parse.sentence_of[head]
    own = here.by_country[country]
    named = here.of_sentence.get(mine, frozenset())
    if country in named:
        yield "here, alone" if len(named) == 1 else "here, with others"
        for each in own:
            if parse.sentence_of[each.token] == mine:
                yield f"here as {each.how}"
                if each.how == "place":
                    yield f"here {_function(here, each.token)}"
    elif named:
        yield "others here"
    before = [each for each in here.evoked if each.token < head]
    if before:
        yield "latest" if before[-1].country == country else "not latest"
        placed = [each for each in before if each.how == "place"]
        if placed:
            yield "latest place" if placed[-1].country == country else "not latest place"
    apart = min(abs(parse.sentence_of[each.token] - mine) for each in own)
    yield f"apart {min(apart, 4)}"


def _function(here: Countries, i: int) -> str:
    parse = here.context.parse
    while parse.dep[i] in ("appos", "conj", "compound", "poss") and parse.head[i] != i:
        if parse.dep[i] in ("compound", "poss"):
            return parse.dep[i]
        i = parse.head[i]
    return parse.lower[parse.head[i]] if parse.dep[i] == "pobj" else parse.dep[i]


def _of_parties(
    here: Countries, trigger: Trigger, parties: tuple[Sequence[int], Sequence[int]], country: str
) -> Iterator[str]:
    """By who does it to whom."""
    for role, heads in zip(("actor", "recipient"), parties, strict=True):
        known = {each.country for each in here.evoked for head in heads if each.first <= head < each.last}
        if country in known:
            yield role
            yield f"{role} of {trigger.type}"
            if len(known) > 1:
                yield f"{role} among others"
        elif known:
            yield f"another {role}"
            yield f"another {role} of {trigger.type}"


def _of_voice(here: Countries, voice: str, country: str) -> Iterator[str]:
    """By who tells of it."""
    statement = next((s for s in here.context.statements if s.id == voice), None)
    if statement is None or statement.source_entity is None:
        return
    source = next((e.country for e in here.context.entities if e.id == statement.source_entity), None)
    if source:
        yield "of the source" if source == country else "not of the source"


def words(here: Countries, country: str, head: int) -> Span:
    """The words that bring up the country: those in the event's sentence, else the first that do."""
    parse, own = here.context.parse, here.by_country[country]
    near = next((e for e in own if parse.sentence_of[e.token] == parse.sentence_of[head]), own[0])
    return parse.span(near.first, near.last)
