"""Figures and times: how many, and when (times after TIMEX3)."""

from __future__ import annotations

from onrecord.record.errors import require
from onrecord.record.event import REPORTER
from onrecord.record.labels import FigureKind, Status, TimeType
from onrecord.record.span import Item, Span

Number = int | float


class Figure(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number with what it counts: `value` plain, `low` and `high` where a modifier bounds it."""

    id: str
    number: Span
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    approx: bool = False
    unit: str | None = None
    of: Span | None = None
    kind: FigureKind
    status: Status = "happened"
    voice: str = REPORTER
    event: str | None = None

    def __post_init__(self) -> None:
        require(
            self.value is not None or self.low is not None or self.high is not None, f"figure {self.id} has no value"
        )


class Time(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time expression with its TIMEX3 type, value and modifier.

    `anchor` is `published`, the id of the time it is counted from, or None where the value is fixed by
    the words alone. `value` keeps what the text fixes: without a publication date a weekday stays one.
    """

    id: str
    span: Span
    type: TimeType
    value: str
    mod: str | None = None
    anchor: str | None = None
