"""Spans: stretches of a report's text, in Unicode code points."""

from __future__ import annotations

import msgspec

from onrecord.record.errors import require


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything in a record: immutable, equal by value, unknown keys refused."""


class Range(Item, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """`[start, end)` in code points, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, f"no span: start {self.start}, end {self.end}")

    def covers(self, other: Range) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Range) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Span(Range, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """A range with the words that stand there; `Record` checks them against the article's text."""

    text: str

    def __post_init__(self) -> None:
        super().__post_init__()
        require(len(self.text) == self.end - self.start, f"span {self.start}-{self.end} can't hold {self.text!r}")


def span_of(text: str, start: int, end: int) -> Span:
    """The span `[start, end)` of `text`. Raises `RecordError` where it is empty or past the text."""
    return Span(start=start, end=end, text=text[start:end])
