"""The lexicon of events: rows of a word, its conditions, and what it then names.

A condition is `slot:value|value`, `!` before it denies it. Slots are grammatical functions (`subj`,
`obj`, `xcomp`, `mod`, …) or a preposition; values are lemmas, a class of words in capitals, or `*` for
anything. README.md beside this file says how the tables were made.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast, get_args

from onrecord.record.labels import EventType

TYPES = frozenset(get_args(EventType))


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a slot is filled by one of the words or classes; `wanted` is False for a denial."""

    slot: str
    values: frozenset[str]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `words` (head first for verbs, last for nouns), what must hold, and the event named.

    `type` None: the word names no event then. `frame` names where its parties stand (see `roles`);
    `eats`: its object is part of what it says and names no event of its own.
    """

    words: tuple[str, ...]
    conditions: tuple[Condition, ...]
    type: EventType | None
    mode: str | None
    frame: str
    eats: bool


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package, comment lines left out."""
    lines = files(__package__).joinpath(f"{name}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def lexicon(name: str) -> dict[str, tuple[Entry, ...]]:
    """The entries of table `name` by their head's lemma; longer entries first, then in the file's order."""
    found: dict[str, list[Entry]] = {}
    for row in rows(name):
        entry = _entry(row)
        found.setdefault(entry.words[-1 if name == "nouns" else 0], []).append(entry)
    return {word: tuple(sorted(entries, key=lambda e: -len(e.words))) for word, entries in found.items()}


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        words=tuple(row["word"].split()),
        conditions=tuple(_condition(c) for c in row["if"].split()),
        type=cast(EventType, row["type"]) if row["type"] in TYPES else None,
        mode=row["mode"] or None,
        frame=row["frame"] or "plain",
        eats=bool(row.get("eats")),
    )


def _condition(text: str) -> Condition:
    slot, _, values = text.removeprefix("!").partition(":")
    return Condition(slot, frozenset(values.split("|")), not text.startswith("!"))


@cache
def classes() -> dict[str, frozenset[str]]:
    """The words of each class; PARTY has those of PERSONS too."""
    found = {row["class"]: frozenset(row["words"].split()) for row in rows("classes")}
    return {**found, "PARTY": found["PARTY"] | found["PERSONS"]}
