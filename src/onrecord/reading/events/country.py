"""The country that an event is in, where no phrase beside it names a place: a linear choice among those of the report.

What tells is how often and where each is named, and whether a party to the event, or who tells of it, is of that
country. None is chosen where none is likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.language import Parse
from onrecord.reading.events.evoked import Countries, Evoked
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.ranking import best, weights

SHARES = (0.75, 0.55, 0.4, 0.3, 0.2, 0.1)
"""The least shares of all evocations by which a country's share is told."""
Parties = tuple[Sequence[int], Sequence[int]]
"""The heads of an event's actors and recipients."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An event whose country is asked, and what is the same for every country.

    Its sentence and type, what brings up countries last before it (all, places), the countries of its actors and of
    its recipients, and that of who tells of it.
    """

    sentence: int
    type: str
    before: tuple[Evoked | None, Evoked | None]
    parties: tuple[frozenset[str], frozenset[str]]
    source: str | None


@dataclass(frozen=True)
class Choice:
    """The choice among the countries of a report."""

    here: Countries

    @cached_property
    def standing(self) -> Mapping[str, tuple[str, ...]]:
        """What tells of each country by the report as a whole."""
        return {country: tuple(_standing(self.here, country)) for country in self.here.by_country}

    def asked(self, trigger: Trigger, parties: Parties, voice: str) -> Asked:
        """An event by its trigger, the heads of its parties, and its voice."""
        at, sentence = self.here.at, self.here.context.parse.sentence_of[trigger.head]
        actors, recipients = (frozenset[str]().union(*(at.get(head, ()) for head in heads)) for heads in parties)
        before, source = self.here.latest(trigger.head), self.here.of_source.get(voice)
        return Asked(sentence, trigger.type, before, (actors, recipients), source)

    def traits(self, event: Asked, country: str) -> tuple[str, ...]:
        """What tells whether an event is in a country."""
        return (
            *self.standing[country],
            *_near(self.here, event, country),
            *_of_parties(event, country),
            *_of_voice(event, country),
        )

    def chosen(self, event: Asked) -> str | None:
        """The country of an event; None where none is likely."""
        names = tuple(self.here.by_country)
        k = best(weights(__package__, "country.csv"), (self.traits(event, name) for name in names))
        return None if k is None else names[k]


def _standing(here: Countries, country: str) -> Iterator[str]:
    """How often, how early and how the country comes up."""
    own = here.by_country[country]
    yield f"share {_share(len(own), len(here.evoked))}"
    yield f"rank {min(here.rank[country], 3)}"
    if len(here.by_country) == 1:
        yield "only one"
    yield f"named {min(len(own), 3)}"
    yield f"places {_share(here.placed_in[country], len(here.placed))}" if here.placed else "no places"
    for how in sorted({each.how for each in own}):
        yield f"as {how}"
    if country == here.evoked[0].country:
        yield "first"
    if country in here.of_sentence.get(0, ()):
        yield "in the lead"
    if country in here.titled:
        yield "in the title"
    elif here.titled:
        yield "another in the title"


def _share(part: int, total: int) -> float:
    return next((least for least in SHARES if part / total >= least), 0)


def _near(here: Countries, event: Asked, country: str) -> Iterator[str]:
    """By where it comes up beside the event."""
    named = here.of_sentence.get(event.sentence, {})
    if country in named:
        yield "here, alone" if len(named) == 1 else "here, with others"
        for each in named[country]:
            yield f"here as {each.how}"
            if each.how == "place":
                yield f"here {_function(here.context.parse, each.token)}"
    elif named:
        yield "others here"
    latest, place = event.before
    if latest is not None:
        yield "latest" if latest.country == country else "not latest"
    if place is not None:
        yield "latest place" if place.country == country else "not latest place"
    yield f"apart {min(here.apart(event.sentence, country), 4)}"


def _function(parse: Parse, i: int) -> str:
    while parse.dep[i] in ("appos", "conj", "compound", "poss") and parse.head[i] != i:
        if parse.dep[i] in ("compound", "poss"):
            return parse.dep[i]
        i = parse.head[i]
    return parse.lower[parse.head[i]] if parse.dep[i] == "pobj" else parse.dep[i]


def _of_parties(event: Asked, country: str) -> Iterator[str]:
    """By who does it to whom."""
    for role, known in zip(("actor", "recipient"), event.parties, strict=True):
        if country in known:
            yield role
            yield f"{role} of {event.type}"
            if len(known) > 1:
                yield f"{role} among others"
        elif known:
            yield f"another {role}"
            yield f"another {role} of {event.type}"


def _of_voice(event: Asked, country: str) -> Iterator[str]:
    """By who tells of it."""
    if event.source:
        yield "of the source" if event.source == country else "not of the source"
