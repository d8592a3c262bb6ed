"""The questions of the story page, over the readings of one story only: `$readings`.

Counts of independence follow `provenance` (docs/archive.md); a copy stands in the story of its origin, so that the
readings of a story are enough to count them.
"""

from __future__ import annotations

READINGS = """
SELECT k.reading, k.report, k.published, k.day, k.outlet, k.words, a.title, a.agency,
    coalesce(c.copy_group, k.report) AS copy_group
FROM (
    SELECT reading FROM base.told WHERE story = $story
    UNION SELECT reading FROM base.known WHERE report = $story
        AND reading NOT IN (SELECT reading FROM base.told WHERE reading IS NOT NULL AND story <> $story)) m
JOIN base.known k USING (reading) JOIN base.article a USING (reading)
LEFT JOIN base.copied c ON c.reading = k.reading
ORDER BY k.published NULLS LAST, k.report
"""

_MINE = """
own AS (SELECT unnest($readings::BIGINT[]) AS reading),
mine AS MATERIALIZED (
    SELECT k.reading, k.report, k.published, k.day, k.outlet, coalesce(c.copy_group, k.report) AS copy_group,
        row(coalesce(k.published, '9999'), k.report) AS told,
        first_value(coalesce(o.owner, p.owner, a.agency, k.outlet, k.report)) OVER (
            PARTITION BY coalesce(c.copy_group, k.report) ORDER BY k.published NULLS LAST, k.reading) AS unit
    FROM own JOIN base.known k USING (reading) JOIN base.article a USING (reading)
    LEFT JOIN base.copied c ON c.reading = k.reading
    LEFT JOIN base.outlet o ON o.name = a.agency
    LEFT JOIN base.outlet p ON p.name = k.outlet AND a.agency IS NULL),
voiced AS (
    SELECT s.reading, s.id, s.named, coalesce(m.entity, k.report || '/' || s.source_entity) AS entity,
        coalesce(e.name, s.source."text") AS name,
        coalesce(m.entity, lower(coalesce(e.name, s.source."text")), '?') AS voice
    FROM own JOIN base.statement s USING (reading) JOIN mine k ON k.reading = s.reading
    LEFT JOIN base.entity e ON e.reading = s.reading AND e.id = s.source_entity
    LEFT JOIN base.registered m ON m.reading = s.reading AND m.local = s.source_entity)
"""

HAPPENINGS = f"""
WITH {_MINE},
each AS (
    SELECT coalesce(h.happening, k.report || '/' || e.id) AS id, e.id AS event, e.type, e.mode, e.status, e.recency,
        e."trigger"."text" AS "trigger", e."when"."start" AS when_start, e."when"."end" AS when_end,
        e.place.name AS place, v.name AS voice, k.* EXCLUDE (told), row(k.told, e.n) AS told
    FROM mine k JOIN base.event e USING (reading)
    LEFT JOIN base.joined h ON h.reading = e.reading AND h.event = e.id
    LEFT JOIN voiced v ON v.reading = e.reading AND v.id = e.voice),
happened AS (
    SELECT id, mode(type) AS type, mode("mode") AS mode, arg_max(status, told) AS status,
        list_sort(list(DISTINCT status)) AS statuses, arg_min("trigger", told) AS "trigger",
        arg_min(when_start, told) AS when_start, arg_min(when_end, told) AS when_end, arg_min(place, told) AS place,
        arg_min(recency, told) AS recency, arg_min(reading, told) AS reading, arg_min(report, told) AS report,
        arg_min(event, told) AS event, min(published) AS published, count(DISTINCT report) AS reports,
        count(DISTINCT unit) AS independent,
        coalesce(list_sort(list(DISTINCT voice) FILTER (voice IS NOT NULL)), []) AS voices,
        bool_or(voice IS NULL) AS by_reporter
    FROM each GROUP BY id)
SELECT *, count(*) OVER () AS total, coalesce(when_start, published[:10]) AS since FROM happened
WHERE $background OR recency = 'news'
"""
"""Ends open: the order and the limit follow."""

PARTIES = """
SELECT p.reading, p.event, p.role, coalesce(e.name, p.party."text") AS name,
    coalesce(m.entity, k.report || '/' || p.party.entity) AS entity, p.party.code AS code
FROM (
    SELECT reading, id AS event, 'actor' AS role, unnest(actors) AS party FROM base.event
    WHERE reading IN (SELECT unnest($readings::BIGINT[]))
    UNION ALL SELECT reading, id, 'recipient', unnest(recipients) FROM base.event
    WHERE reading IN (SELECT unnest($readings::BIGINT[]))) p
JOIN base.reading k USING (reading)
LEFT JOIN base.entity e ON e.reading = p.reading AND e.id = p.party.entity
LEFT JOIN base.registered m ON m.reading = p.reading AND m.local = p.party.entity
WHERE list_contains($keys::VARCHAR[], p.reading || '/' || p.event)
"""

_QUOTED = f"""
WITH {_MINE},
said AS (
    SELECT coalesce(q.quotation, k.report || '/' || s.id) AS quotation, s.id AS statement, s.act, s.anonymity."text" AS condition,
        array_to_string(list_transform(s.content, lambda span: span."text"), ' … ') AS words, s.source."text" AS source,
        v.voice, v.name, v.entity, v.named, k.* EXCLUDE (told), row(k.told, s.n) AS told
    FROM mine k JOIN base.statement s ON s.reading = k.reading JOIN voiced v ON v.reading = s.reading AND v.id = s.id
    LEFT JOIN base.quoted q ON q.reading = s.reading AND q.statement = s.id
    WHERE len(s.content) > 0),
quote AS (
    SELECT quotation, coalesce(arg_min(voice, told) FILTER (named), arg_min(voice, told)) AS voice,
        coalesce(arg_min(name, told) FILTER (named), arg_min(name, told)) AS name,
        coalesce(arg_min(entity, told) FILTER (named), arg_min(entity, told)) AS entity, bool_or(named) AS named,
        arg_max(words, length(words)) AS words, arg_min(act, told) AS act, max(condition) AS condition,
        arg_min(source, told) AS source, arg_min(report, told) AS report, arg_min(statement, told) AS statement,
        arg_min(outlet, told) AS outlet, min(published) AS published, count(DISTINCT report) AS reports,
        count(DISTINCT unit) AS independent
    FROM said GROUP BY quotation)
"""  # noqa: E501

SPEAKERS = (
    _QUOTED
    + """
SELECT * FROM (
    SELECT *, count(*) OVER (PARTITION BY voice) AS quotes,
        row_number() OVER (PARTITION BY voice ORDER BY reports DESC, published NULLS LAST, quotation) AS nth,
        dense_rank() OVER (ORDER BY weight DESC, voice) AS speaker, any_value(total) OVER () AS speakers
    FROM (SELECT *, sum(reports) OVER (PARTITION BY voice) AS weight FROM quote WHERE named)
    CROSS JOIN (SELECT count(DISTINCT voice) AS total FROM quote WHERE named))
WHERE speaker > $skip AND speaker <= $skip + $take AND nth <= $each ORDER BY speaker, nth
"""
)
UNNAMED = (
    _QUOTED
    + """
SELECT *, count(*) OVER () AS total FROM quote WHERE NOT named
ORDER BY condition IS NULL, reports DESC, published NULLS LAST, quotation LIMIT $take OFFSET $skip
"""
)

CHAINS = """
SELECT coalesce(f.chain, k.report || '/' || p.id) AS id, count(DISTINCT k.report) AS reports,
    sum(len(p.steps)) AS steps, arg_min(p.what."text", row(coalesce(k.published, '9999'), k.report, p.n)) AS what,
    count(*) OVER () AS total
FROM (SELECT unnest($readings::BIGINT[]) AS reading) own JOIN base.known k USING (reading)
JOIN base.plan p USING (reading) LEFT JOIN base.followed f ON f.reading = p.reading AND f.plan = p.id
GROUP BY 1 ORDER BY reports DESC, steps DESC, id LIMIT $take OFFSET $skip
"""
STEPS = """
SELECT s.chain, s.n, s.state, s.changed, s."when", s.published, s.report, s.plan, s.statement, s.name, s.copy, k.outlet
FROM chain_step s JOIN base.known k ON k.report = s.report
WHERE s.chain IN (SELECT unnest($chains::VARCHAR[])) ORDER BY s.chain, s.n LIMIT 2000
"""

SERIES = """
SELECT l.series AS id, mode(f.kind) AS kind, mode(f."of"."text") AS "of", mode(f.unit) AS unit, count(*) AS figures,
    count(DISTINCT l.reading) AS reports, count(*) OVER () AS total
FROM base.lined_up l JOIN (SELECT unnest($readings::BIGINT[]) AS reading) own USING (reading)
JOIN base.known USING (reading) JOIN base.figure f ON f.reading = l.reading AND f.id = l.figure
GROUP BY l.series HAVING count(DISTINCT l.reading) > 1
ORDER BY mode(f.kind) IN ('killed', 'injured', 'missing', 'detained', 'displaced', 'held') DESC, figures DESC, id
LIMIT $take OFFSET $skip
"""
POINTS = """
SELECT p.series, p.report, p.figure, p.published, p.name AS voice,
    coalesce(p.voice, '?') AS key, p.value, p.low, p.high, p.approx,
    p.status, p.statement, k.outlet
FROM series_point p JOIN base.known k ON k.report = p.report
WHERE p.series IN (SELECT unnest($series::VARCHAR[])) AND NOT p.copy ORDER BY p.published NULLS LAST, p.report, p.figure
LIMIT 1000
"""
DIVERGENCES = """
SELECT series, day, lower_name, lower_value, lower_at_most, lower_report, lower_figure, upper_name, upper_value,
    upper_at_least, upper_report, upper_figure
FROM divergence WHERE series IN (SELECT unnest($series::VARCHAR[])) ORDER BY series, day, upper_name, lower_name LIMIT 200
"""  # noqa: E501
