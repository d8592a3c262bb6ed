-- What other tools rely on: the views of the contract, made anew by every migration.
-- Two variables set the clocks: `as_of` (TIMESTAMP, UTC: as the archive knew then) and `published_by` (DATE: of
-- what was published until then). Unset, the views show all that holds now. A third, `readings` (BIGINT[]), bounds
-- what is counted to a few readings, so that an answer about one story need not count the whole archive.
CREATE OR REPLACE MACRO base.known_at(recorded, withdrawn) AS
    (getvariable('as_of') IS NULL OR recorded <= CAST(getvariable('as_of') AS TIMESTAMP))
    AND (withdrawn IS NULL OR withdrawn > CAST(getvariable('as_of') AS TIMESTAMP));

CREATE OR REPLACE VIEW base.known AS
SELECT * FROM base.reading
WHERE (getvariable('readings') IS NULL OR reading IN (SELECT unnest(CAST(getvariable('readings') AS BIGINT[]))))
    AND (getvariable('as_of') IS NULL OR recorded_at <= CAST(getvariable('as_of') AS TIMESTAMP))
    AND (getvariable('published_by') IS NULL OR day <= CAST(getvariable('published_by') AS DATE))
    AND (withdrawn_at IS NULL OR withdrawn_at > CAST(getvariable('as_of') AS TIMESTAMP)
        OR getvariable('published_by') IS NOT NULL
            AND coalesce(replaced_day > CAST(getvariable('published_by') AS DATE), true));

-- The links that hold. A reading that a later version has replaced, and that is asked for by its day of publication, has
-- the links that it had when it was replaced. The row of nothing matches nothing: it keeps each view from being empty,
-- because DuckDB 2.0 loses the LIMIT of a query over two outer joins with tables that it knows to be empty.
CREATE OR REPLACE MACRO base.linked_at(recorded, withdrawn, replaced) AS
    base.known_at(recorded, withdrawn)
    OR (getvariable('published_by') IS NOT NULL AND recorded <= replaced AND withdrawn >= replaced
        AND (getvariable('as_of') IS NULL OR replaced <= CAST(getvariable('as_of') AS TIMESTAMP)));

CREATE OR REPLACE VIEW base.copied AS
SELECT m.copy_group, m.reading, m.relation, m.kept, m.added FROM linked.copy_member m LEFT JOIN base.reading k USING (reading)
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.told AS
SELECT m.story, m.reading FROM linked.story_member m LEFT JOIN base.reading k USING (reading)
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.registered AS
SELECT m.entity, m.reading, m.local FROM linked.entity_member m LEFT JOIN base.reading k USING (reading)
WHERE m.state = 'confirmed' AND (base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at))
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.quoted AS
SELECT m.quotation, m.reading, m.statement, m.relation FROM linked.quotation_member m LEFT JOIN base.reading k USING (reading)
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT NULL, NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.joined AS
SELECT m.happening, m.reading, m.event FROM linked.happening_member m LEFT JOIN base.reading k USING (reading)
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.lined_up AS
SELECT m.series, m.reading, m.figure FROM linked.series_member m LEFT JOIN base.reading k USING (reading)
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.followed AS
SELECT m.chain, m.reading, m.plan FROM linked.plan_member m LEFT JOIN base.reading k USING (reading)
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW report AS
SELECT k.report AS id, a.title, a.outlet, a.agency, a.published, a.updated, a.url, k.words, a."text",
    coalesce(c.copy_group, k.report) AS copy_group, coalesce(s.story, k.report) AS story, k.recorded_at AS added_at
FROM base.known k JOIN base.article a USING (reading)
LEFT JOIN base.copied c ON c.reading = k.reading
LEFT JOIN base.told s ON s.reading = k.reading;

CREATE OR REPLACE VIEW report_version AS
SELECT report, version, why, source_id, outlet, url, published, words, path, line, item, "offset",
    source_sha256, content_sha256, made_by, recorded_at, withdrawn_at, reading
FROM base.reading WHERE getvariable('as_of') IS NULL OR recorded_at <= CAST(getvariable('as_of') AS TIMESTAMP);

CREATE OR REPLACE VIEW furniture AS
SELECT report, f.reason, f."text" FROM (
    SELECT k.report, unnest(a.furniture) AS f FROM base.known k JOIN base.article a USING (reading));

CREATE OR REPLACE VIEW statement AS
SELECT k.report, s.id, s.source."text" AS source,
    coalesce(m.entity, k.report || '/' || s.source_entity) AS entity, s.cue."text" AS cue,
    array_to_string(list_transform(s.content, lambda span: span."text"), ' … ') AS content,
    coalesce(s.content[1]."start", s.cue."start") AS "start", coalesce(s.content[-1]."end", s.cue."end") AS "end",
    s.manner, s.act, s.source_kind, s.named, s.anonymity."text" AS anonymity, s.parent, s.confidence,
    coalesce(q.quotation, k.report || '/' || s.id) AS quotation
FROM base.known k JOIN base.statement s USING (reading)
LEFT JOIN base.registered m ON m.reading = s.reading AND m.local = s.source_entity
LEFT JOIN base.quoted q ON q.reading = s.reading AND q.statement = s.id;

CREATE OR REPLACE VIEW event AS
SELECT k.report, e.id, e.type, e.mode, e.status, e.voice, e."trigger"."text" AS "trigger",
    e."trigger"."start" AS "start", e."trigger"."end" AS "end",
    list_filter(list_transform(e.actors, lambda p: p.code), lambda code: code IS NOT NULL) AS actors,
    list_filter(list_transform(e.recipients, lambda p: p.code), lambda code: code IS NOT NULL) AS recipients,
    e."time", e."when"."start" AS when_start, e."when"."end" AS when_end, e.recency,
    e.place.name AS place, e.place.country AS country, e.place.lat AS lat, e.place.lon AS lon, e.confidence,
    coalesce(h.happening, k.report || '/' || e.id) AS happening, base.goldstein(e.type, e.mode) AS goldstein
FROM base.known k JOIN base.event e USING (reading)
LEFT JOIN base.joined h ON h.reading = e.reading AND h.event = e.id;

CREATE OR REPLACE VIEW figure AS
SELECT k.report, f.id, f.number."start" AS "start", f.number."end" AS "end", f.value, f.low, f.high, f.approx, f.unit,
    f."of"."text" AS "of", f.kind, f.status, f.voice,
    coalesce(h.happening, k.report || '/' || f.event) AS happening,
    coalesce(s.series, k.report || '/' || f.id) AS series
FROM base.known k JOIN base.figure f USING (reading)
LEFT JOIN base.joined h ON h.reading = f.reading AND h.event = f.event
LEFT JOIN base.lined_up s ON s.reading = f.reading AND s.figure = f.id;

CREATE OR REPLACE VIEW "time" AS
SELECT k.report, t.id, t.span."start" AS "start", t.span."end" AS "end", t.span."text" AS "text", t.type, t.value,
    t.mod, t.anchor
FROM base.known k JOIN base."time" t USING (reading);

CREATE OR REPLACE VIEW plan AS
SELECT k.report, p.id, p.what."start" AS "start", p.what."end" AS "end", p.what."text" AS what,
    list_transform(p.parties, lambda party: k.report || '/' || party) AS parties, p.place,
    p.steps[-1].state AS state, coalesce(c.chain, k.report || '/' || p.id) AS chain
FROM base.known k JOIN base.plan p USING (reading)
LEFT JOIN base.followed c ON c.reading = p.reading AND c.plan = p.id;

CREATE OR REPLACE VIEW plan_step AS
SELECT report, plan, n, step.state, step."when", step.event, step.voice FROM (
    SELECT k.report, p.id AS plan, generate_subscripts(p.steps, 1) AS n, unnest(p.steps) AS step
    FROM base.known k JOIN base.plan p USING (reading));

CREATE OR REPLACE VIEW mention AS
SELECT k.report, e.id AS local, coalesce(m.entity, k.report || '/' || e.id) AS entity,
    e.mention."start" AS "start", e.mention."end" AS "end", e.mention."text" AS "text", e.mention.form AS form
FROM base.known k JOIN (SELECT reading, id, unnest(mentions) AS mention FROM base.entity) e USING (reading)
LEFT JOIN base.registered m ON m.reading = e.reading AND m.local = e.id;

CREATE OR REPLACE VIEW entity AS
SELECT r.id, r.name, r.kind, r.country, r.sector, r.code, count(DISTINCT k.report) AS reports
FROM linked.entity r JOIN base.registered m ON m.entity = r.id JOIN base.known k ON k.reading = m.reading
WHERE base.known_at(r.recorded_at, r.withdrawn_at) GROUP BY ALL
UNION ALL
SELECT k.report || '/' || e.id, e.name, e.kind, e.country, e.sector, e.code, 1
FROM base.known k JOIN base.entity e USING (reading)
ANTI JOIN base.registered m ON m.reading = e.reading AND m.local = e.id;

CREATE OR REPLACE VIEW outlet AS
SELECT name, country, kind, owner, language FROM base.outlet
UNION ALL
SELECT DISTINCT k.outlet, NULL, NULL, NULL, NULL FROM base.known k ANTI JOIN base.outlet o ON o.name = k.outlet
WHERE k.outlet IS NOT NULL;

CREATE OR REPLACE VIEW failure AS
SELECT path, line, reason, recorded_at AS "at" FROM base.failure WHERE base.known_at(recorded_at, withdrawn_at);

CREATE OR REPLACE VIEW coverage AS
SELECT outlet, day, "read" + failed AS seen, "read", copies, failed FROM (
    SELECT outlet, day, sum("read") AS "read", coalesce(sum(copies), 0) AS copies, sum(failed) AS failed FROM (
        SELECT k.outlet, k.day, 1 AS "read", CAST(g.origin <> k.report AS INTEGER) AS copies, 0 AS failed
        FROM base.known k
        LEFT JOIN base.copied c ON c.reading = k.reading
        LEFT JOIN linked.copy_group g ON g.id = c.copy_group AND base.known_at(g.recorded_at, g.withdrawn_at)
        UNION ALL
        SELECT outlet, day, 0, 0, 1 FROM base.failure
        WHERE base.known_at(recorded_at, withdrawn_at)
            AND (getvariable('published_by') IS NULL OR day <= CAST(getvariable('published_by') AS DATE)))
    GROUP BY ALL);
