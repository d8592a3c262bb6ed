"""News or background: an event's date against the publication's, and how its sentence looks back."""

from __future__ import annotations

from datetime import date

from onrecord.reading.context import Context
from onrecord.reading.events.syntax import Syntax
from onrecord.record import When
from onrecord.record.labels import Recency

OLD = 45
"""Days before publication after which what is dated is context, not news."""
BACK = frozenset({"since", "previously", "formerly", "historically", "earlier", "once", "ago"})


def recency(context: Context, syntax: Syntax, head: int, when: When | None, dated: dict[int, When]) -> Recency:
    """Whether the event at `head` is the report's news or its background.

    `dated`: the calendar days that each sentence names, its latest.
    """
    day = context.article.day
    if day is None:
        return "news"
    if when is not None:
        return "background" if _age(when, day) > OLD else "news"
    near = dated.get(syntax.parse.sentence_of[head])
    if near is not None and _age(near, day) > OLD:
        return "background"
    return "news"


def _age(when: When, day: str) -> int:
    return (date.fromisoformat(day) - date.fromisoformat(when.end)).days


def last_days(context: Context, days: list[tuple[int, When]]) -> dict[int, When]:
    """The latest days that each sentence names, by sentence."""
    latest: dict[int, When] = {}
    for sentence, when in days:
        if sentence not in latest or latest[sentence].end < when.end:
            latest[sentence] = when
    return latest
