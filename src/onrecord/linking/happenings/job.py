"""Happenings in the archive: the events of the stories that new reports belong to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onrecord.archive.connect import Connection
from onrecord.linking.around import Texts
from onrecord.linking.happenings import Mention, find_happenings
from onrecord.linking.pool import of_stories
from onrecord.linking.store import Layer, Row, finish, regroup, table
from onrecord.linking.waiting import waiting

LAYER = Layer("happening", "happening", "happening_member", "happening", "event")
BATCH = 1000
_MENTIONS = f"""
WITH {of_stories(LAYER)}
SELECT r.reading, r.report, r.published, e.id AS event, pool.story, e.type, e.mode, e."trigger",
    e.actors, e.recipients, e."when"."start" AS when_start, e."when"."end" AS when_end,
    e.place.name AS place, e.place.country AS country
FROM pool JOIN base.known r USING (reading) JOIN base.event e USING (reading)
ORDER BY r.published NULLS LAST, r.reading, e.n
"""


def link_happenings(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were.

    Stories must be linked first: mentions are compared within one. Those of the stories that the readings' events were
    joined with before are taken up, too.
    """
    new = waiting(connection, LAYER.name, batch)
    if new:
        rows = table(connection, _MENTIONS, [list(new)])
        groups = find_happenings(_mentions(connection, rows))
        members = [[_member(rows[i]) for i in group] for group in groups]
        regroup(connection, LAYER, members, [_about([rows[i] for i in group]) for group in groups], new, now)
        finish(connection, LAYER, new, now)
    return len(new)


def _mentions(connection: Connection, rows: Sequence[Row]) -> list[Mention]:
    texts = Texts(connection, (row["reading"] for row in rows))
    stories = {story: k for k, story in enumerate(dict.fromkeys(row["story"] for row in rows))}
    return [
        Mention(
            group=stories[row["story"]],
            trigger=row["trigger"]["text"],
            around=texts.around(row["reading"], row["trigger"]["start"]),
            type=row["type"],
            parties=frozenset(party["code"] for party in (*row["actors"], *row["recipients"]) if party["code"]),
            when=(row["when_start"], row["when_end"]) if row["when_start"] else None,
            country=row["country"],
            report=row["report"],
        )
        for row in rows
    ]


def _member(row: Row) -> Row:
    return {name: row[name] for name in ("reading", "report", "event", "published")} | {"score": None}


def _about(rows: Sequence[Row]) -> Row:
    """What the earliest member says of each column, else the next one that does."""
    names = ("type", "mode", "when_start", "when_end", "place", "country")
    return {name: next((row[name] for row in rows if row[name] is not None), None) for name in names}
