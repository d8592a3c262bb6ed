"""The words that anchor an attribution, and the nouns that say what kind of source speaks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from onrecord.record.labels import Act, SourceKind

Class = Literal["verb", "noun", "adj"]
CLASS_OF: dict[str, Class] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word of the cue table: its act, and the frames in which it takes content."""

    act: Act
    frames: frozenset[str]


@cache
def cue_words() -> dict[tuple[str, Class], CueWord]:
    """The cue table by lemma and class."""
    return {
        (lemma, cast("Class", pos)): CueWord(cast("Act", act), frozenset(frames.split()))
        for lemma, pos, act, frames in _rows("cues.csv")
    }


@cache
def source_nouns() -> dict[str, SourceKind]:
    """The kind of source that a singular common noun describes, by lemma."""
    return {noun: cast("SourceKind", kind) for noun, kind in _rows("sources.csv")}


def _rows(name: str) -> Iterator[list[str]]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    yield from list(csv.reader(line for line in lines if not line.startswith("#")))[1:]
