"""Figure series in the archive: the figures of the stories that new reports belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from onrecord.archive.connect import Connection
from onrecord.linking.around import Texts
from onrecord.linking.pool import of_stories
from onrecord.linking.series import Counted, find_series
from onrecord.linking.store import Layer, Row, finish, regroup, table
from onrecord.linking.waiting import waiting

LAYER = Layer("series", "series", "series_member", "series", "figure")
BATCH = 1000
_FIGURES = f"""
WITH {of_stories(LAYER)}
SELECT r.reading, r.report, r.published, r.day, f.id AS figure, pool.story, f.kind, f.unit, f.value, f.low, f.high,
    f."of"."text" AS "of", f.number."start" AS at, f.voice, h.happening, e.recency,
    e."when"."start" AS when_start, e."when"."end" AS when_end, e.place.country AS country
FROM pool JOIN base.known r USING (reading) JOIN base.figure f USING (reading)
LEFT JOIN base.event e ON e.reading = f.reading AND e.id = f.event
LEFT JOIN base.joined h ON h.reading = f.reading AND h.event = f.event
ORDER BY r.published NULLS LAST, r.reading, f.n
"""


def link_series(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were.

    Stories and happenings must be linked first: figures are compared within one story. Those of the stories that the
    readings' figures were joined with before are taken up, too.
    """
    new = waiting(connection, LAYER.name, batch)
    if new:
        rows = table(connection, _FIGURES, [list(new)])
        groups = find_series(_counted(connection, rows))
        members = [[_member(rows[i]) for i in group] for group in groups]
        regroup(connection, LAYER, members, [_about([rows[i] for i in group]) for group in groups], new, now)
        finish(connection, LAYER, new, now)
    return len(new)


def _counted(connection: Connection, rows: Sequence[Row]) -> list[Counted]:
    texts = Texts(connection, (row["reading"] for row in rows))
    stories = {story: k for k, story in enumerate(dict.fromkeys(row["story"] for row in rows))}
    names = ("report", "voice", "kind", "of", "unit", "value", "low", "high", "country", "happening")
    return [
        Counted(
            group=stories[row["story"]],
            around=texts.around(row["reading"], row["at"]),
            lead=texts.around(row["reading"], 0),
            when=(row["when_start"], row["when_end"]) if row["when_start"] else None,
            old=row["recency"] == "background" if row["recency"] else None,
            **{name: row[name] for name in names},
        )
        for row in rows
    ]


def _member(row: Row) -> Row:
    return {name: row[name] for name in ("reading", "report", "figure", "day", "voice", "published")}


def _about(rows: Sequence[Row]) -> Row:
    """The kind, what is counted in the words that most use, the story, and the happening of the most."""
    words = Counter(row["of"] for row in rows if row["of"])
    told = Counter(row["happening"] for row in rows if row["happening"])
    return {
        "kind": rows[0]["kind"], "of": _most(words), "story": rows[0]["story"], "happening": _most(told),
    }  # fmt: skip


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda word: (-counts[word], len(word), word), default=None)
