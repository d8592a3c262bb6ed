"""Plans: happenings to come, followed through their states."""

from __future__ import annotations

from onrecord.record.errors import require
from onrecord.record.event import REPORTER
from onrecord.record.labels import PlanState
from onrecord.record.span import Item, Span


class Step(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state that a plan came into: when (ISO date or None), by which event, on whose word."""

    state: PlanState
    when: str | None = None
    event: str | None = None
    voice: str = REPORTER


class Plan(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting, visit, vote, strike … that is to take place; `parties` are ids of entities."""

    id: str
    what: Span
    parties: tuple[str, ...] = ()
    place: str | None = None
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        require(bool(self.steps), f"plan {self.id} has no step")

    @property
    def state(self) -> PlanState:
        """The current state: that of the latest step."""
        return self.steps[-1].state
