"""The contexts of an event (PLOVER's "why"): those that a logistic curve over named traits finds likely.

What tells is the words of its sentence, how near they are, what the report is about (`topics.py`), its type, its mode
and its parties. Where none is likely, the likeliest, unless it is not likely at all: hardly an event has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.reading.events.lexicon import rows
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.topics import Topics, Words, context_names
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.ranking import score, weights
from onrecord.record import Entity

LEAST = -0.7
"""The least score of the likeliest context, where none is above zero."""
BESIDE, NEAR = 3, 8
"""Tokens between a trigger and a word up to which the word is beside it, and near it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An event whose contexts are asked: its sentence, the head of its trigger in tokens of the sentence, its type, and
    the contexts that its mode or its parties are signs of."""

    sentence: int
    head: int
    type: str
    signed: frozenset[str]


@cache
def _signs() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("contexts"):
        for sign in row["signs"].split():
            found.setdefault(sign, set()).add(row["context"])
    return {sign: frozenset(names) for sign, names in found.items()}


def signs(trigger: Trigger, actors: Sequence[Entity], recipients: Sequence[Entity]) -> frozenset[str]:
    """What the table of contexts may go by: an event's mode, the sectors of its parties, whether of two states."""
    told = {f"{trigger.type}/{trigger.mode}"} if trigger.mode else set()
    told |= {f"actor-{e.sector}" for e in actors} | {f"recipient-{e.sector}" for e in recipients}
    states = {e.country for e in (*actors, *recipients) if e.country}
    return frozenset(told | ({"between-states"} if len(states) > 1 else set()))


def asked(syntax: Syntax, trigger: Trigger, told: frozenset[str]) -> Asked:
    """An event by its trigger and its `signs`."""
    parse = syntax.parse
    sentence = parse.sentence_of[trigger.head]
    signed = frozenset[str]().union(*(_signs().get(sign, ()) for sign in told))
    return Asked(sentence, trigger.head - parse.sentences[sentence][0], trigger.type, signed)


def contexts(topics: Topics, event: Asked) -> tuple[str, ...]:
    """The contexts of an event, in the table's order."""
    weight = weights(__package__, "context_weights.csv")
    scores = {name: score(weight, told) for name, told in candidates(topics, event).items()}
    found = {name for name, value in scores.items() if value > 0}
    if not found and scores:
        likeliest = max(scores, key=lambda name: scores[name])
        found = {likeliest} if scores[likeliest] > LEAST else set()
    return tuple(name for name in scores if name in found)


def candidates(topics: Topics, event: Asked) -> dict[str, tuple[str, ...]]:
    """What tells of each context that the report's words name, or the event's signs."""
    names = [name for name in context_names() if name in topics.standing or name in event.signed]
    return {name: tuple(_traits(topics, event, name)) for name in names}


def _traits(topics: Topics, event: Asked, name: str) -> Iterator[str]:
    yield name
    yield f"{name} {event.type}"
    yield from topics.standing.get(name, ("share 0", "rank 4"))
    yield from _here(topics.sentences[event.sentence], event, name)
    if event.sentence and name in topics.sentences[event.sentence - 1]:
        yield "before"
    if event.sentence + 1 < len(topics.sentences) and name in topics.sentences[event.sentence + 1]:
        yield "after"
    if name in event.signed:
        yield "sign"
        yield f"{name} sign"


def _here(words: Words, event: Asked, name: str) -> Iterator[str]:
    """By the words of the event's sentence."""
    here = words.get(name)
    if not here:
        yield "others here" if words else "none here"
        return
    apart = min(abs(at - event.head) for at in here.values())
    yield f"here {min(len(here), 3)}"
    yield "at trigger" if not apart else "beside" if apart <= BESIDE else "near" if apart <= NEAR else "far"
    yield f"{name} here"
    if len(words) == 1:
        yield "alone here"
