"""Plans in the archive: those of new reports beside those of their stories and of their parties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onrecord.archive.connect import Connection
from onrecord.linking.around import Texts
from onrecord.linking.plans import Planned, find_plans
from onrecord.linking.plans.similar import CROWDED, WINDOW
from onrecord.linking.pool import FRESH, beside
from onrecord.linking.store import Layer, Row, finish, regroup, table
from onrecord.linking.waiting import waiting

LAYER = Layer("plan", "plan", "plan_member", "chain", "plan")
BATCH = 1000
_PLANS = f"""
WITH {FRESH},
story AS (
    SELECT r.reading, r.report, r.published, r.day, coalesce(t.story, r.report) AS story FROM base.known r
    LEFT JOIN base.told t ON t.reading = r.reading
    WHERE r.reading IN (SELECT reading FROM fresh)
        OR r.reading IN (SELECT reading FROM linked.done WHERE layer = 'plan')),
{beside(LAYER)},
party AS (
    SELECT p.reading, p.plan,
        CASE WHEN e.kind IN ('place', 'organization') AND e.code IN (e.country, e.country || 'GOV')
            THEN e.country || ' ' || lower(coalesce(g.name, e.name)) ELSE coalesce(m.entity, lower(e.name)) END AS party
    FROM (SELECT reading, id AS plan, unnest(parties) AS local FROM base.plan) p
    JOIN story USING (reading) JOIN base.entity e ON e.reading = p.reading AND e.id = p.local
    LEFT JOIN base.registered m ON m.reading = p.reading AND m.local = p.local
    LEFT JOIN linked.entity g ON g.id = m.entity AND g.withdrawn_at IS NULL),
span AS (SELECT min(day) AS first, max(day) AS last FROM story SEMI JOIN fresh USING (reading)),
known AS (
    SELECT party FROM party GROUP BY party
    HAVING count(*) <= $3 AND bool_or(reading IN (SELECT reading FROM fresh))),
near AS (
    SELECT reading FROM story WHERE story IN (SELECT story FROM story SEMI JOIN beside USING (reading))
    UNION SELECT reading FROM party JOIN story USING (reading), span
    WHERE party IN (SELECT party FROM known) AND day BETWEEN first - $2 AND last + $2),
pool AS (
    SELECT reading FROM near
    UNION SELECT reading FROM linked.plan_member WHERE withdrawn_at IS NULL AND chain IN (
        SELECT chain FROM linked.plan_member SEMI JOIN near USING (reading) WHERE withdrawn_at IS NULL))
SELECT s.reading, s.report, s.published, s.day, s.story, a.title, p.id AS plan, p.what."text" AS what,
    p.what."start" AS at, p.place, list_transform(p.steps, lambda step: step."when") AS dates,
    list_transform(p.steps, lambda step: step.state) AS states, e.type,
    (SELECT list(party ORDER BY party) FROM party t WHERE t.reading = p.reading AND t.plan = p.id) AS parties
FROM story s JOIN base.plan p USING (reading) JOIN base.article a USING (reading)
LEFT JOIN base.event e ON e.reading = p.reading AND e."trigger"."start" = p.what."start"
WHERE s.reading IN (SELECT reading FROM pool)
ORDER BY s.published NULLS LAST, s.reading, p.n
"""
"""A country is one party by its name, be it read as the place or as its government."""


def link_plans(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were.

    Stories and entities must be linked first: a plan is followed within a story, and by its parties beyond it.
    """
    new = waiting(connection, LAYER.name, batch)
    if new:
        rows = table(connection, _PLANS, [list(new), WINDOW, CROWDED])
        groups = find_plans(_planned(connection, rows))
        members = [[_member(rows[i]) for i in group] for group in groups]
        regroup(connection, LAYER, members, [{"what": rows[group[0]]["what"]} for group in groups], new, now)
        finish(connection, LAYER, new, now)
    return len(new)


def _planned(connection: Connection, rows: Sequence[Row]) -> list[Planned]:
    texts = Texts(connection, (row["reading"] for row in rows))
    stories = {story: k for k, story in enumerate(dict.fromkeys(row["story"] for row in rows))}
    return [
        Planned(
            group=stories[row["story"]],
            report=row["report"],
            what=row["what"],
            around=f"{row['title'] or ''} {texts.around(row['reading'], row['at'])}",
            type=row["type"],
            parties=frozenset(row["parties"] or ()),
            place=row["place"],
            dates=frozenset(date for date in row["dates"] if date),
            states=frozenset(row["states"]),
            day=row["day"].toordinal() if row["day"] else None,
        )
        for row in rows
    ]


def _member(row: Row) -> Row:
    return {name: row[name] for name in ("reading", "report", "plan", "published")} | {"score": None}
