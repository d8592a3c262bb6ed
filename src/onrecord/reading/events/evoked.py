"""The countries that a report brings up: by a place, by people ("Israeli"), by who acts in it ("Netanyahu").

What a choice among them asks again and again is found once, so that asking costs as many steps as there are countries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from onrecord.reading.context import Context
from onrecord.record import Place, Span, Statement

How = Literal["place", "people", "actor"]


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
    def of_sentence(self) -> Mapping[int, Mapping[str, tuple[Evoked, ...]]]:
        """What brings up each country in each sentence that brings up any."""
        found: dict[int, dict[str, tuple[Evoked, ...]]] = {}
        for each in self.evoked:
            here = found.setdefault(self._sentence(each), {})
            here[each.country] = (*here.get(each.country, ()), each)
        return found

    @cached_property
    def at(self) -> Mapping[int, frozenset[str]]:
        """The countries that each token is part of bringing up."""
        found: dict[int, set[str]] = {}
        for each in self.evoked:
            for token in range(each.first, each.last):
                found.setdefault(token, set()).add(each.country)
        return {token: frozenset(some) for token, some in found.items()}

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Countries by how often they come up, the most frequent 0; the earlier of equals first."""
        counts = Counter(each.country for each in self.evoked)
        return {country: k for k, (country, _) in enumerate(counts.most_common())}

    @cached_property
    def placed(self) -> tuple[Evoked, ...]:
        """The places among what brings up countries."""
        return tuple(each for each in self.evoked if each.how == "place")

    @cached_property
    def placed_in(self) -> Counter[str]:
        """How many of the places are in each country."""
        return Counter(each.country for each in self.placed)

    @cached_property
    def titled(self) -> frozenset[str]:
        """The countries whose name or adjective is in the title."""
        words = (self.context.article.title or "").replace("'s", " ").replace("’s", " ").replace(",", " ").split()
        runs = {" ".join(words[k : k + n]).strip(".:;?!") for k in range(len(words)) for n in (1, 2, 3)}
        return frozenset(filter(None, (self.context.knowledge.country(run) for run in runs if run[:1].isupper())))

    @cached_property
    def of_source(self) -> Mapping[str, str]:
        """The country of who makes each statement, by its id, where one is known."""
        of = {entity.id: entity.country for entity in self.context.entities if entity.country}
        return {s.id: country for s in self.context.statements if (country := _told_by(s, of))}

    @cached_property
    def _tokens(self) -> tuple[Sequence[int], Sequence[int]]:
        return [each.token for each in self.evoked], [each.token for each in self.placed]

    @cached_property
    def _sentences(self) -> Mapping[str, Sequence[int]]:
        return {country: [self._sentence(each) for each in some] for country, some in self.by_country.items()}

    def _sentence(self, each: Evoked) -> int:
        return self.context.parse.sentence_of[each.token]

    def latest(self, token: int) -> tuple[Evoked | None, Evoked | None]:
        """The last of all, and of the places, that bring up a country before a token."""
        last, place = (bisect_left(tokens, token) for tokens in self._tokens)
        return self.evoked[last - 1] if last else None, self.placed[place - 1] if place else None

    def apart(self, sentence: int, country: str) -> int:
        """How many sentences away the country comes up nearest."""
        there = self._sentences[country]
        k = bisect_left(there, sentence)
        return min(abs(other - sentence) for other in there[max(k - 1, 0) : k + 1])


def _told_by(statement: Statement, of: Mapping[str, str]) -> str | None:
    return of.get(statement.source_entity) if statement.source_entity is not None else None


def countries(context: Context, places: Mapping[int, Place]) -> Countries:
    """The countries that a report brings up; `places`: those of its place names by their last token."""
    return Countries(context, tuple(sorted({*_named(context, places), *_acting(context)})))


def _named(context: Context, places: Mapping[int, Place]) -> Iterator[Evoked]:
    parse = context.parse
    for name in parse.names:
        root = parse.root(range(name.first, name.last))
        place = places.get(root)
        if place is not None and place.country:
            yield Evoked(root, name.first, name.last, place.country, "place")
        elif name.label == "NORP":
            code = context.knowledge.country(parse.span(name.first, name.last).text)
            if code:
                yield Evoked(root, name.first, name.last, code, "people")


def _acting(context: Context) -> Iterator[Evoked]:
    parse = context.parse
    for entity in context.entities:
        if entity.country and entity.kind != "place":
            for mention in entity.mentions:
                tokens = parse.tokens(mention)
                if tokens:
                    yield Evoked(parse.root(tokens), tokens[0], tokens[-1] + 1, entity.country, "actor")


def words(here: Countries, country: str, head: int) -> Span:
    """The words that bring up the country: those in the event's sentence, else the first that do."""
    parse = here.context.parse
    near = here.of_sentence.get(parse.sentence_of[head], {}).get(country)
    first = (near or here.by_country[country])[0]
    return parse.span(first.first, first.last)
