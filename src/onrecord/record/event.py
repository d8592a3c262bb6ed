"""Events: things done by or to political actors (after PLOVER)."""

from __future__ import annotations

from onrecord.record.errors import require
from onrecord.record.labels import DatePrecision, EventType, PlacePrecision, Recency, Status
from onrecord.record.span import Item, Span

REPORTER = "reporter"
"""The voice of what the report asserts itself."""


class Party(Span, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """An actor or recipient as named at the event, with its entity's id and actor code."""

    entity: str | None = None
    code: str | None = None


class When(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Calendar days, `YYYY-MM-DD`, from first to last, with the precision that the text gives."""

    start: str
    end: str
    precision: DatePrecision

    def __post_init__(self) -> None:
        require(self.start <= self.end, f"when ends ({self.end}) before it starts ({self.start})")


class Place(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the text says it took place: gazetteer entry with WGS 84 degrees, or the name alone."""

    span: Span
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geoname: int | None = None
    precision: PlacePrecision | None = None


class Event(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mention of something done, planned, called off, denied or possible.

    `voice` is the id of the innermost statement the trigger stands in, or `reporter`.
    """

    id: str
    trigger: Span
    type: EventType
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    status: Status
    time: str | None = None
    when: When | None = None
    recency: Recency
    place: Place | None = None
    voice: str = REPORTER
    context: tuple[str, ...] = ()
    confidence: float

    def __post_init__(self) -> None:
        require(0.0 <= self.confidence <= 1.0, f"event {self.id}: confidence {self.confidence}")
