"""The questions of the actor page: one entity of the registry, or all actors of a country."""

from __future__ import annotations

ENTITY = """
SELECT id, name, kind, country, sector, code, reports FROM entity WHERE id = $id
"""
ALIASES = """
SELECT name, count(*) AS n FROM (
    SELECT e.name FROM base.registered m JOIN base.known k USING (reading)
    JOIN base.entity e ON e.reading = m.reading AND e.id = m.local WHERE m.entity = $id
    UNION ALL SELECT name FROM linked.alias WHERE entity = $id AND base.known_at(recorded_at, withdrawn_at))
GROUP BY name ORDER BY n DESC, name LIMIT 20
"""
MEMBERS = """
SELECT k.reading, m.local FROM base.registered m JOIN base.known k USING (reading) WHERE m.entity = $id
UNION SELECT k.reading, e.id FROM base.known k JOIN base.entity e USING (reading)
WHERE k.report = $report AND e.id = $local
"""
"""The readings where an entity stands, with its id in each; or of a country, below."""
COUNTRY_MEMBERS = """
SELECT k.reading, e.id AS local FROM base.known k JOIN base.entity e USING (reading) WHERE e.country = $country
"""
SUGGESTED = """
SELECT DISTINCT m.entity AS id, e.name, m.why FROM linked.entity_member m JOIN base.known k USING (reading)
JOIN base.entity e ON e.reading = m.reading AND e.id = m.local
WHERE m.state = 'suggested' AND base.known_at(m.recorded_at, m.withdrawn_at)
    AND (m.entity = $id OR (m.report = $report AND m.local = $local)) LIMIT 10
"""

_OWN = "own AS (SELECT unnest($readings::BIGINT[]) AS reading, unnest($locals::VARCHAR[]) AS local)"

ROLES = f"""
WITH {_OWN}
SELECT role.title AS title, role.organization AS organization, role.country AS country, min(k.published) AS since,
    max(k.published) AS until, count(DISTINCT k.report) AS reports,
    arg_min(k.report, row(coalesce(k.published, '9999'), k.report)) AS report,
    arg_min(e.id, row(coalesce(k.published, '9999'), k.report)) AS local,
    arg_min(k.outlet, row(coalesce(k.published, '9999'), k.report)) AS outlet
FROM (SELECT e.reading, e.id, unnest(e.roles) AS role FROM own JOIN base.entity e
    ON e.reading = own.reading AND e.id = own.local) e
JOIN base.known k ON k.reading = e.reading
GROUP BY 1, 2, 3 ORDER BY until DESC NULLS LAST, reports DESC LIMIT 40
"""

STORIES = f"""
WITH {_OWN}
SELECT coalesce(t.story, k.report) AS story, any_value(s.title) AS title, count(DISTINCT k.report) AS reports,
    min(k.published) AS since, max(k.published) AS until, arg_min(a.title, k.published) AS first_title,
    coalesce(sum(n.statements), 0)::BIGINT AS statements, count(*) OVER () AS total
FROM (SELECT DISTINCT reading FROM own) o JOIN base.known k USING (reading) JOIN base.article a USING (reading)
LEFT JOIN (
    SELECT s.reading, count(*) AS statements FROM own
    JOIN base.statement s ON s.reading = own.reading AND s.source_entity = own.local AND len(s.content) > 0
    GROUP BY ALL) n ON n.reading = k.reading
LEFT JOIN base.told t ON t.reading = k.reading
LEFT JOIN linked.story s ON s.id = t.story AND base.known_at(s.recorded_at, s.withdrawn_at)
GROUP BY 1 ORDER BY until DESC NULLS LAST, reports DESC, story LIMIT $take OFFSET $skip
"""

STATEMENTS = f"""
WITH {_OWN},
said AS (
    SELECT coalesce(q.quotation, k.report || '/' || s.id) AS quotation, s.id AS statement, s.act, s.source."text" AS source,
        array_to_string(list_transform(s.content, lambda span: span."text"), ' … ') AS words,
        k.report, k.outlet, k.published, coalesce(t.story, k.report) AS story,
        row(coalesce(k.published, '9999'), k.report, s.n) AS told
    FROM own JOIN base.statement s ON s.reading = own.reading AND s.source_entity = own.local
    JOIN base.known k ON k.reading = s.reading LEFT JOIN base.told t ON t.reading = s.reading
    LEFT JOIN base.quoted q ON q.reading = s.reading AND q.statement = s.id
    WHERE len(s.content) > 0 AND ($story IS NULL OR coalesce(t.story, k.report) = $story))
SELECT quotation, arg_min(statement, told) AS statement, arg_min(act, told) AS act, arg_max(words, length(words)) AS words,
    arg_min(source, told) AS source, arg_min(report, told) AS report, arg_min(outlet, told) AS outlet,
    min(published) AS published, arg_min(story, told) AS story, count(DISTINCT report) AS reports,
    count(*) OVER () AS total
FROM said GROUP BY quotation ORDER BY published DESC NULLS LAST, quotation LIMIT $take OFFSET $skip
"""  # noqa: E501

PER_MONTH = f"""
WITH {_OWN}
SELECT k.published[:7] AS month, count(DISTINCT coalesce(q.quotation, k.report || '/' || s.id)) AS count
FROM own JOIN base.statement s ON s.reading = own.reading AND s.source_entity = own.local
JOIN base.known k ON k.reading = s.reading
LEFT JOIN base.quoted q ON q.reading = s.reading AND q.statement = s.id
WHERE k.published IS NOT NULL GROUP BY 1 ORDER BY 1
"""

_PART = f"""
WITH {_OWN},
part AS (
    SELECT e.reading, e.id AS event, unnest(e.{{role}}s) AS party, e.* EXCLUDE (reading, id)
    FROM (SELECT DISTINCT reading FROM own) o JOIN base.event e USING (reading)),
mine AS (
    SELECT DISTINCT p.reading, p.event FROM part p JOIN own ON own.reading = p.reading AND own.local = p.party.entity)
"""
EVENTS = (
    _PART
    + """
, each AS (
    SELECT coalesce(h.happening, k.report || '/' || e.id) AS id, e.id AS event, e.type, e.mode, e.status,
        e."trigger"."text" AS "trigger", e."when"."start" AS when_start, e."when"."end" AS when_end,
        e.place.name AS place, k.report, k.reading, k.outlet, k.published,
        row(coalesce(k.published, '9999'), k.report, e.n) AS told
    FROM mine m JOIN base.event e ON e.reading = m.reading AND e.id = m.event
    JOIN base.known k ON k.reading = e.reading
    LEFT JOIN base.joined h ON h.reading = e.reading AND h.event = e.id)
SELECT * FROM (SELECT id, mode(type) AS type, mode("mode") AS mode, arg_max(status, told) AS status,
    arg_min("trigger", told) AS "trigger", arg_min(when_start, told) AS when_start, arg_min(when_end, told) AS when_end,
    arg_min(place, told) AS place, arg_min(report, told) AS report, arg_min(reading, told) AS reading,
    arg_min(event, told) AS event, arg_min(outlet, told) AS outlet, min(published) AS published,
    count(DISTINCT report) AS reports, count(*) OVER () AS total
FROM each GROUP BY id) ORDER BY coalesce(when_start, published[:10]) DESC NULLS LAST, published DESC, id
LIMIT $take OFFSET $skip
"""
)
"""Of one `role`, to be put in: events in which the actor is that."""

WITH_WHOM = (
    _PART
    + """
, other AS (
    SELECT m.reading, m.event, unnest(e.{other}s) AS party
    FROM mine m JOIN base.event e ON e.reading = m.reading AND e.id = m.event)
SELECT coalesce(r.entity, k.report || '/' || o.party.entity) AS entity,
    any_value(coalesce(e.name, o.party."text")) AS name, any_value(o.party.code) AS code,
    count(DISTINCT coalesce(h.happening, k.report || '/' || o.event)) AS happenings
FROM other o JOIN base.known k USING (reading)
LEFT JOIN base.entity e ON e.reading = o.reading AND e.id = o.party.entity
LEFT JOIN base.registered r ON r.reading = o.reading AND r.local = o.party.entity
LEFT JOIN base.joined h ON h.reading = o.reading AND h.event = o.event
ANTI JOIN own ON own.reading = o.reading AND own.local = o.party.entity
WHERE o.party.entity IS NOT NULL GROUP BY 1 ORDER BY happenings DESC, name LIMIT 15
"""
)

COUNTRY_ACTORS = """
SELECT coalesce(m.entity, k.report || '/' || e.id) AS id, any_value(e.name) AS name, any_value(e.kind) AS kind,
    any_value(e.code) AS code, count(DISTINCT k.report) AS reports
FROM base.known k JOIN base.entity e USING (reading)
LEFT JOIN base.registered m ON m.reading = e.reading AND m.local = e.id
WHERE e.country = $country GROUP BY 1 ORDER BY reports DESC, name LIMIT 40
"""
