"""The contexts of an event (PLOVER's "why"), from words in its sentence, the report's topics, and its mode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.reading.events.lexicon import rows
from onrecord.reading.events.syntax import Syntax

MODES = {"cyber": "cyber", "misinformation": "misinformation"}
"""Modes that bring their context with them."""
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


def contexts(syntax: Syntax, sentence: int, mode: str | None) -> tuple[str, ...]:
    """The contexts of an event in a sentence, in the table's order."""
    by_sentence, topics = _of_report(syntax)
    found = by_sentence[sentence] | topics
    if mode in MODES:
        found = found | {MODES[mode]}
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
