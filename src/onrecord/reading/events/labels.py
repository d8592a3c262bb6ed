"""The contexts of an event (PLOVER's "why"): from words of its sentence, topics of the report, its mode and parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.reading.events.lexicon import rows
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.triggers import Trigger
from onrecord.record import Entity

TOPIC, LEAST = 0.3, 3
"""The share of a report's sentences, and their number, in which a context makes it one of all its events."""


@cache
def _contexts() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("contexts"):
        for word in row["words"].split():
            found.setdefault(word, []).append(row["context"])
    return {word: tuple(names) for word, names in found.items()}


@cache
def context_names() -> tuple[str, ...]:
    """The contexts that the table knows, in its order."""
    return tuple(row["context"] for row in rows("contexts"))


@cache
def _signs() -> dict[str, frozenset[str]]:
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


def contexts(syntax: Syntax, sentence: int, told: frozenset[str]) -> tuple[str, ...]:
    """The contexts of an event in a sentence by its `signs`, in the table's order."""
    by_sentence, topics = _of_report(syntax)
    found = by_sentence[sentence] | topics
    found = found.union(*(_signs().get(sign, frozenset()) for sign in told))
    return tuple(name for name in context_names() if name in found)


@lru_cache(maxsize=1)
def _of_report(syntax: Syntax) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """The contexts that the words of each sentence name, and those that enough sentences of the report do."""
    made = tuple(_of_words(syntax.parse.lemma[first:last]) for first, last in syntax.parse.sentences)
    counts = Counter(name for names in made for name in names)
    return made, frozenset(name for name, n in counts.items() if n >= max(LEAST, TOPIC * len(made)))


def _of_words(lemmas: Sequence[str]) -> frozenset[str]:
    table, words = _contexts(), [lemma.lower() for lemma in lemmas]
    pairs = (f"{a}-{b}" for a, b in pairwise(words))
    return frozenset(name for word in (*words, *pairs) for name in table.get(word, ()))
