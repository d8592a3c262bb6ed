"""The contexts of an event (PLOVER's "why"), from words in its sentence and from its mode."""

from __future__ import annotations

from functools import cache

from onrecord.reading.events.lexicon import rows
from onrecord.reading.events.syntax import Syntax

MODES = {"cyber": "cyber", "misinformation": "misinformation"}
"""Modes that bring their context with them."""


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
    first, last = syntax.parse.sentences[sentence]
    table = _contexts()
    found = {name for lemma in syntax.parse.lemma[first:last] for name in table.get(lemma.lower(), ())}
    if mode in MODES:
        found.add(MODES[mode])
    return tuple(name for name in context_names() if name in found)
