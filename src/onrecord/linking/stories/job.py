"""Stories in the archive: new reports join the stories of their days, or begin one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onrecord.archive.connect import Connection
from onrecord.linking.store import Layer, Row, finish, regroup, table
from onrecord.linking.stories import WINDOW, find_stories
from onrecord.linking.undated import beside_undated
from onrecord.linking.waiting import again, waiting

LAYER = Layer("story", "story", "story_member", "story")
BATCH = 5000
"""Each batch weighs all reports of its days anew, so few large ones cost less."""
_AROUND = """
WITH fresh AS (SELECT unnest($new::BIGINT[]) AS reading),
member AS (
    SELECT r.reading, r.day, m.story FROM linked.story_member m JOIN base.known r ON r.report = m.report
    WHERE m.withdrawn_at IS NULL),
loose AS (SELECT DISTINCT story FROM member WHERE reading IN (SELECT unnest($again::BIGINT[]))),
span AS (
    SELECT min(day) - $window AS first, max(day) + $window AS last FROM base.known SEMI JOIN fresh USING (reading)
    UNION ALL SELECT min(day) - $window, max(day) + $window FROM member SEMI JOIN loose USING (story)),
done AS (SELECT reading FROM linked.done WHERE layer = 'story'),
near AS (
    SELECT reading FROM base.known r SEMI JOIN done USING (reading)
    WHERE EXISTS (SELECT 1 FROM span WHERE r.day BETWEEN first AND last)
    UNION SELECT unnest($beside::BIGINT[])
    UNION SELECT reading FROM base.carried SEMI JOIN done USING (reading)
    WHERE copy_group IN (SELECT copy_group FROM base.carried SEMI JOIN fresh USING (reading))),
present AS (
    FROM fresh UNION FROM near UNION SELECT reading FROM member SEMI JOIN loose USING (story)
    UNION SELECT reading FROM member WHERE story IN (SELECT story FROM member SEMI JOIN near USING (reading)))
SELECT r.reading, r.report, r.published, r.day, a.title, a."text", CASE WHEN l.story IS NULL THEN m.story END AS story,
    c.origin
FROM base.known r SEMI JOIN present USING (reading) JOIN base.article a USING (reading)
JOIN base.carried c USING (reading)
LEFT JOIN member m ON m.reading = r.reading
LEFT JOIN loose l ON l.story = m.story
ORDER BY r.published NULLS LAST, r.reading
"""
"""New readings, those of the days around them, those like them where a day is unknown, those that they are copies with;
of the stories these are in, all."""


def link_stories(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were.

    The batch is clustered with all reports of the days around it; stories made before stay together, two
    may join. Only those of reports whose day, or of what they are a copy, a user corrected are made anew. A copy
    stands where its origin stands. Copies must be linked first.
    """
    new = waiting(connection, LAYER.name, batch)
    if new:
        rows = _around(connection, new)
        members = [[_member(rows[i]) for i in story] for story in _stories(rows)]
        titles = {row["report"]: row["title"] for row in rows}
        regroup(connection, LAYER, members, [{"title": titles[story[0]["report"]]} for story in members], new, now)
        finish(connection, LAYER, new, now)
    return len(new)


def _around(connection: Connection, new: Sequence[int]) -> list[Row]:
    given = {
        "new": list(new), "again": again(connection, LAYER.name, new), "window": WINDOW,
        "beside": beside_undated(connection, LAYER.name, new),
    }  # fmt: skip
    return table(connection, _AROUND, given)


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
