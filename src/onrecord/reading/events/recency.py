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

    `dated`: the latest calendar days that each sentence names; an event without a time shares those.
    """
    day = context.article.day
    if day is None:
        return "news"
    near = when or dated.get(syntax.parse.sentence_of[head])
    if near is not None:
        return "background" if _age(near, day) > OLD else "news"
    return "background" if _habitual(syntax, head) else "news"


def _habitual(syntax: Syntax, head: int) -> bool:
    p = syntax.parse
    first, last = p.sentences[p.sentence_of[head]]
    return any(p.lower[i] in BACK for i in range(first, last))


def _age(when: When, day: str) -> int:
    return (date.fromisoformat(day) - date.fromisoformat(when.end)).days


def last_days(days: list[tuple[int, When]]) -> dict[int, When]:
    """The latest days that each sentence names, by sentence."""
    latest: dict[int, When] = {}
    for sentence, when in days:
        if sentence not in latest or latest[sentence].end < when.end:
            latest[sentence] = when
    return latest
