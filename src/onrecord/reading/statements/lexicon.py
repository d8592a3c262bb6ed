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
    """A word of the cue table: its act, the frames in which it takes content, acts that frames change it to."""

    act: Act
    frames: frozenset[str]
    acts: tuple[tuple[str, Act], ...] = ()

    def act_in(self, frame: str) -> Act:
        """The act where the content has the form `frame`."""
        return next((act for name, act in self.acts if name == frame), self.act)


@cache
def cue_words() -> dict[tuple[str, Class], CueWord]:
    """The cue table by lemma and class."""
    return {(lemma, cast("Class", pos)): _word(act, frames.split()) for lemma, pos, act, frames in _rows("cues.csv")}


def _word(act: str, frames: list[str]) -> CueWord:
    named = [frame.partition("=") for frame in frames]
    return CueWord(
        cast("Act", act),
        frozenset(name for name, _, _ in named),
        tuple((name, cast("Act", other)) for name, _, other in named if other),
    )


@cache
def source_nouns() -> dict[str, SourceKind]:
    """The kind of source that a singular common noun describes, by lemma."""
    return {noun: cast("SourceKind", kind) for noun, kind in _rows("sources.csv")}


def _rows(name: str) -> Iterator[list[str]]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    yield from list(csv.reader(line for line in lines if not line.startswith("#")))[1:]
