"""Stories in the archive: new reports join the stories of their days, or begin one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from onrecord.archive.connect import Connection
from onrecord.linking.store import Layer, Row, finish, regroup, table, waiting
from onrecord.linking.stories import WINDOW, find_stories

LAYER = Layer("story", "story", "story_member", "story")
BATCH = 5000
"""Each batch weighs all reports of its days anew, so few large ones cost less."""
_AROUND = """
SELECT r.reading, r.report, r.published, r.day, a.title, a."text", m.story, coalesce(g.origin, r.report) AS origin
FROM base.reading r JOIN base.article a USING (reading)
LEFT JOIN linked.story_member m ON m.report = r.report AND m.withdrawn_at IS NULL
LEFT JOIN linked.copy_member c ON c.report = r.report AND c.withdrawn_at IS NULL
LEFT JOIN linked.copy_group g ON g.id = c.copy_group AND g.withdrawn_at IS NULL
WHERE r.withdrawn_at IS NULL AND (r.reading IN (SELECT unnest($1::BIGINT[]))
    OR (r.day BETWEEN $2 AND $3 AND r.reading IN (SELECT reading FROM linked.done WHERE layer = 'story')))
ORDER BY r.published NULLS LAST, r.reading
"""


def link_stories(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were.

    The batch is clustered with all reports of the days around it; stories made before stay together, two
    may join. A copy stands where its origin stands. Copies must be linked first.
    """
    new = waiting(connection, LAYER.name, batch)
    if new:
        rows = _around(connection, new)
        members = [[_member(rows[i]) for i in story] for story in _stories(rows)]
        titles = {row["report"]: row["title"] for row in rows}
        regroup(connection, LAYER, members, [{"title": titles[story[0]["report"]]} for story in members], now)
        finish(connection, LAYER, new, now)
    return len(new)


def _around(connection: Connection, new: Sequence[int]) -> list[Row]:
    days: tuple[date | None, date | None] | None = connection.execute(
        "SELECT min(day), max(day) FROM base.reading WHERE reading IN (SELECT unnest($1::BIGINT[]))", [list(new)]
    ).fetchone()
    first, last = days or (None, None)
    window = timedelta(days=WINDOW)
    return table(connection, _AROUND, [list(new), first and first - window, last and last + window])


def _stories(rows: Sequence[Row]) -> list[list[int]]:
    """Stories as numbers of rows: reports that are no copies are clustered, copies go with their origin."""
    own = [i for i, row in enumerate(rows) if row["origin"] == row["report"]]
    present = {rows[i]["report"] for i in own}
    own += [i for i, row in enumerate(rows) if row["origin"] not in present and row["origin"] != row["report"]]
    own.sort()
    place = {i: k for k, i in enumerate(own)}
    known: dict[str, list[int]] = {}
    for i in own:
        if rows[i]["story"]:
            known.setdefault(rows[i]["story"], []).append(place[i])
    texts = [f"{rows[i]['title'] or ''}\n{rows[i]['text']}" for i in own]
    days = [rows[i]["day"].toordinal() if rows[i]["day"] else None for i in own]
    stories = [[own[k] for k in story] for story in find_stories(texts, days, list(known.values()))]
    home = {rows[i]["report"]: story for story in stories for i in story}
    for i, row in enumerate(rows):
        if i not in place:
            home[row["origin"]].append(i)
    return [sorted(story) for story in stories]


def _member(row: Row) -> Row:
    return {"reading": row["reading"], "report": row["report"], "score": None, "published": row["published"]}
