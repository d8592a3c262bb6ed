"""Statements: what the report gives on someone else's word (attribution, after PolNeAR)."""

from __future__ import annotations

from itertools import pairwise

from onrecord.record.errors import require
from onrecord.record.labels import SPEECH, Act, Manner, SourceKind
from onrecord.record.span import Item, Span


class Statement(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch given on someone else's word, or as someone's thought, intent or feeling.

    `content` is empty only when the act is `decline`; `manner` is absent exactly when there is no
    content. `source_entity`, `time` and `parent` are ids of the same record. `confidence` in [0, 1].
    """

    id: str
    source: Span | None
    source_entity: str | None
    cue: Span | None
    content: tuple[Span, ...]
    manner: Manner | None
    act: Act
    source_kind: SourceKind
    named: bool
    anonymity: Span | None = None
    addressee: Span | None = None
    time: str | None = None
    parent: str | None = None
    confidence: float

    def __post_init__(self) -> None:
        require(bool(self.content) or self.act == "decline", f"statement {self.id} has no content")
        require(bool(self.content) == (self.manner is not None), f"statement {self.id}: manner without content")
        require(in_order(self.content), f"statement {self.id}: content out of order")
        require(0.0 <= self.confidence <= 1.0, f"statement {self.id}: confidence {self.confidence}")

    @property
    def is_speech(self) -> bool:
        """Whether the act is one of speech, not a report of mind."""
        return self.act in SPEECH


def in_order(spans: tuple[Span, ...]) -> bool:
    """Whether spans stand in text order and don't overlap."""
    return all(a.end <= b.start for a, b in pairwise(spans))
