"""The calendar days of events: from the time beside each, else carried over from what the report dates elsewhere.

An event without a time of its own shares the day of another mention of it ("the attack"), or of the scene
that it is told in. Which, is a linear choice among the days that the report names; none, where none is likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.reading.context import Context
from onrecord.reading.ranking import best, weights
from onrecord.reading.statements.quotes import quotations
from onrecord.reading.tense import form
from onrecord.reading.times import calendar, time_of
from onrecord.reading.times.attach import direction, path
from onrecord.record import Time, When
from onrecord.record.labels import EventType, Status

KEPT = ("up clauses", "down clauses", "down has", "same verb", "other verb")
"""The traits of the way through the parse that tell of a time of the same sentence which the event does not have."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event to be dated: its head token, type and status."""

    head: int
    type: EventType
    status: Status


@dataclass(frozen=True, slots=True)
class Named:
    """Calendar days that the report names: the times that do, each with the token that stands for it."""

    when: When
    times: tuple[tuple[Time, int], ...]


@dataclass(frozen=True)
class Dated:
    """The report's events in text order, each with the days of its own time if it has one, and all days named."""

    context: Context
    happenings: Sequence[Happening]
    own: Sequence[When | None]

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """The days that the report names, each once, in text order."""
        parse = self.context.parse
        made: dict[tuple[str, str], list[tuple[Time, int]]] = {}
        whens: dict[tuple[str, str], When] = {}
        for time in self.context.times:
            tokens, when = parse.tokens(time.span), calendar(time, self.context)
            if tokens and when is not None:
                whens.setdefault((when.start, when.end), when)
                made.setdefault((when.start, when.end), []).append((time, parse.root(tokens)))
        return tuple(Named(whens[key], tuple(found)) for key, found in made.items())

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens inside quotation marks."""
        parse = self.context.parse
        return frozenset(i for q in quotations(self.context.article) for i in parse.tokens(q))


def dates(context: Context, happenings: Sequence[Happening]) -> list[tuple[Time | None, When | None]]:
    """The time of each event and its calendar days; the days without a time are carried over."""
    times = [time_of(context, h.head) for h in happenings]
    own = [calendar(t, context) if t else None for t in times]
    dated = Dated(context, happenings, own)
    return [(t, own[k] if t else carried(dated, k)) for k, t in enumerate(times)]


def carried(dated: Dated, k: int) -> When | None:
    """The days that event `k` shares with what the report dates elsewhere."""
    chosen = best(weights(__package__, "dating.csv"), (traits(dated, k, named) for named in dated.named))
    return None if chosen is None else dated.named[chosen].when


def traits(dated: Dated, k: int, named: Named) -> tuple[str, ...]:
    """What tells whether event `k` took place on the named days."""
    return (*_as_event(dated, k, named), *_as_told(dated, k, named), *_beside(dated, k, named))


def _as_event(dated: Dated, k: int, named: Named) -> Iterator[str]:
    """By the event itself: its form, status and type, and which way the days lie."""
    context, me = dated.context, dated.happenings[k]
    shape, way = form(context.parse, me.head), direction(context, named.times[0][0])
    yield f"form {shape}"
    yield f"status {me.status}"
    yield f"{way} {shape}"
    yield f"{way} {me.status}"
    yield f"event {me.type}"
    yield f"precision {named.when.precision}"
    yield "quoted" if me.head in dated.quoted else "plain"
    yield "quoted time" if all(root in dated.quoted for _, root in named.times) else "plain time"


def _as_told(dated: Dated, k: int, named: Named) -> Iterator[str]:
    """By where the report names the days: how near, how often, first or last before the event."""
    parse, head = dated.context.parse, dated.happenings[k].head
    mine = parse.sentence_of[head]
    apart = min(abs(mine - parse.sentence_of[root]) for _, root in named.times)
    yield f"{'back' if named.times[0][1] < head else 'on'} {_band(apart)}"
    before = [(root, other) for other in dated.named for _, root in other.times if root < head]
    yield "latest" if before and max(before, key=lambda b: b[0])[1] is named else "not latest"
    yield f"named {min(len(named.times), 3)}"
    if named is dated.named[0]:
        yield "first"
    for _, root in named.times:
        if parse.sentence_of[root] == mine:
            yield from (trait for trait in path(parse, head, root) if trait.startswith(KEPT))


def _beside(dated: Dated, k: int, named: Named) -> Iterator[str]:
    """By the other events of those days: of the same word or type, near by, just before."""
    parse, me = dated.context.parse, dated.happenings[k]
    shape = form(parse, me.head)
    others = [j for j, w in enumerate(dated.own) if w is not None and j != k and _same(w, named.when)]
    if not others:
        yield "no event"
        return
    events = [dated.happenings[j] for j in others]
    if any(parse.lemma[e.head] == parse.lemma[me.head] for e in events):
        yield f"word {shape[0]}"
        yield f"word {shape}"
    elif any(e.type == me.type for e in events):
        yield f"type {shape[0]}"
        yield f"type {shape}"
    else:
        yield "event"
    mine = parse.sentence_of[me.head]
    yield f"event {_band(min(abs(mine - parse.sentence_of[e.head]) for e in events))}"
    if k - 1 in others:
        within = parse.sentence_of[dated.happenings[k - 1].head] == mine
        yield f"event before {shape[0]} {'here' if within else 'there'}"


def _same(a: When, b: When) -> bool:
    return (a.start, a.end) == (b.start, b.end)


def _band(sentences: int) -> str:
    return ("here", "next", "near", "near")[sentences] if sentences <= 3 else "far" if sentences <= 8 else "farthest"
