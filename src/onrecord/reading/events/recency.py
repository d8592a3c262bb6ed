"""News or background: an event's date against the publication's, and how its sentence looks back.

An event without a date is as old as what its sentence names; a sentence without one goes on with what the sentences
before it in its paragraph tell, where that is long past.
"""

from __future__ import annotations

from datetime import date

from onrecord.reading.context import Context
from onrecord.reading.events.syntax import Syntax
from onrecord.record import When
from onrecord.record.labels import Recency

OLD = 100
"""Days before publication after which what is dated is context, not news."""
LONG_PAST = 300
"""Days before publication from which the sentences after a dated one are taken to go on with it."""
BACK = frozenset({"since", "previously", "formerly", "historically", "earlier", "once", "ago"})


def recency(context: Context, syntax: Syntax, head: int, when: When | None, dated: dict[int, When]) -> Recency:
    """Whether the event at `head` is the report's news or its background.

    `dated`: the latest calendar days that each sentence names; an event without a time shares those.
    """
    day = context.article.day
    if day is None:
        return "news"
    sentence = syntax.parse.sentence_of[head]
    near = when or dated.get(sentence)
    if near is not None:
        return "background" if _age(near, day) > OLD else "news"
    told = _before(context, sentence, dated)
    past = told is not None and _age(told, day) > LONG_PAST
    return "background" if past or _habitual(syntax, head) else "news"


def _before(context: Context, sentence: int, dated: dict[int, When]) -> When | None:
    """The days that the nearest sentence before it in the paragraph names."""
    p = context.parse
    at = p.start[p.sentences[sentence][0]]
    begin = next((r.start for r in context.article.paragraphs if r.start <= at < r.end), at)
    for n in range(sentence - 1, -1, -1):
        if p.start[p.sentences[n][0]] < begin:
            return None
        if n in dated:
            return dated[n]
    return None


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
