"""The words that anchor an attribution."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from onrecord.record.labels import Act

Class = Literal["verb", "noun", "adj", "adv"]
CLASS_OF: dict[str, Class] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv"}


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word of the cue table: its act, the frames in which it takes content, acts that frames change it to."""

    act: Act
    frames: frozenset[str]
    acts: tuple[tuple[str, Act], ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether the word is by itself a sign of speech or thought."""
        return "unsure" not in self.frames

    @property
    def anchors(self) -> bool:
        """Whether the parse alone may take it for a cue."""
        return self.frames.isdisjoint(("tagged", "unsure"))

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


def _rows(name: str) -> Iterator[list[str]]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    yield from list(csv.reader(line for line in lines if not line.startswith("#")))[1:]
