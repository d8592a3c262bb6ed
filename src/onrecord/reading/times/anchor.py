"""What a time expression is counted from, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value, the id of what it was counted from, and the type where it isn't the rule's."""

    value: str
    anchor: str | None = None
    type: str | None = None
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the text has set when a time is read.

    `published`: the day of publication. `day`, `day_id`: the last day named before. `gone`: day and id of the
    last one that is not after publication. `last`, `last_id`:
    the value of the last date named before. `quarter`: the last quarter named, in a report of a
    business's earnings. `ahead`: 1 where the time lies ahead, -1 past, 0 unknown. `dated`: day and id of
    the event that the text counts from ("the day before the vote"). `follows`: the word after it.
    """

    published: date | None
    day: date | None = None
    day_id: str | None = None
    gone: tuple[date, str] | None = None
    last: str | None = None
    last_id: str | None = None
    quarter: str | None = None
    ahead: int = 0
    dated: tuple[date, str] | None = None
    follows: str = ""
    before: str = ""

    @property
    def near(self) -> tuple[date | None, str]:
        """The day that stories count on from: the last one named, else publication."""
        return (self.day, self.day_id or PUBLISHED) if self.day else (self.published, PUBLISHED)
