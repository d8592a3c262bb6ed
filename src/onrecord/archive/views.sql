-- What other tools rely on: the views of the contract, made anew by every migration.
-- Two variables set the clocks: `as_of` (TIMESTAMP, UTC: as the archive knew then) and `published_by` (DATE: of
-- what was published until then). Unset, the views show all that holds now. A third, `readings` (BIGINT[]), bounds
-- what is counted to a few readings, so that an answer about one story need not count the whole archive.
CREATE OR REPLACE MACRO base.known_at(recorded, withdrawn) AS
    (getvariable('as_of') IS NULL OR recorded <= CAST(getvariable('as_of') AS TIMESTAMP))
    AND (withdrawn IS NULL OR withdrawn > CAST(getvariable('as_of') AS TIMESTAMP));

-- What users have corrected (see docs/archive.md): of each reading the fields that they gave, as ITEM/FIELD. The row of
-- nothing matches nothing: it keeps each view from being empty, because DuckDB 2.0 loses the LIMIT of a query over two
-- outer joins with tables that it knows to be empty.
CREATE OR REPLACE VIEW base.said AS
SELECT reading, fields FROM linked.said WHERE base.known_at(recorded_at, withdrawn_at)
UNION ALL SELECT NULL, NULL FROM base.version;

CREATE OR REPLACE MACRO base.is_said(fields, item, field) AS
    fields IS NOT NULL AND map_contains(fields, concat(item, '/', field));
CREATE OR REPLACE MACRO base.says(fields, item, field) AS fields[concat(item, '/', field)];
CREATE OR REPLACE MACRO base.now(fields, item, field, was) AS
    CASE WHEN base.is_said(fields, item, field) THEN base.says(fields, item, field) ELSE was END;
-- The statement that words stand in: of one that was dropped, the nearest around it that was not. Each drop is a field, so
-- that no chain of them is longer than there are fields.
CREATE OR REPLACE MACRO base.around(fields, statement) AS
    CASE WHEN NOT base.is_said(fields, statement, 'dropped') THEN statement
        ELSE list_reduce(list_transform(range(CAST(cardinality(fields) AS BIGINT)), lambda nth: ''),
            lambda inmost, nth: base.now(fields, inmost, 'dropped', inmost), statement) END;

CREATE OR REPLACE VIEW base.known AS
SELECT * FROM (
    SELECT r.* REPLACE (base.now(c.fields, '', 'outlet', r.outlet) AS outlet,
        base.now(c.fields, '', 'published', r.published) AS published,
        CASE WHEN base.is_said(c.fields, '', 'published') THEN CAST(base.says(c.fields, '', 'published')[:10] AS DATE)
            ELSE r.day END AS day)
    FROM base.reading r LEFT JOIN base.said c ON c.reading = r.reading)
WHERE (getvariable('readings') IS NULL OR reading IN (SELECT unnest(CAST(getvariable('readings') AS BIGINT[]))))
    AND (getvariable('as_of') IS NULL OR recorded_at <= CAST(getvariable('as_of') AS TIMESTAMP))
    AND (getvariable('published_by') IS NULL OR day <= CAST(getvariable('published_by') AS DATE))
    AND (withdrawn_at IS NULL OR withdrawn_at > CAST(getvariable('as_of') AS TIMESTAMP)
        OR getvariable('published_by') IS NOT NULL
            AND coalesce(replaced_day > CAST(getvariable('published_by') AS DATE), true));

CREATE OR REPLACE VIEW base.article AS
SELECT a.* REPLACE (base.now(c.fields, '', 'outlet', a.outlet) AS outlet,
    base.now(c.fields, '', 'agency', a.agency) AS agency,
    base.now(c.fields, '', 'published', a.published) AS published)
FROM base.article_read a LEFT JOIN base.said c ON c.reading = a.reading;

CREATE OR REPLACE VIEW base.entity AS FROM base.entity_read;
CREATE OR REPLACE VIEW base."time" AS FROM base.time_read;

CREATE OR REPLACE VIEW base.statement AS
SELECT s.* REPLACE (base.now(c.fields, s.id, 'act', s.act) AS act, base.now(c.fields, s.id, 'manner', s.manner) AS manner,
    base.now(c.fields, s.id, 'source_kind', s.source_kind) AS source_kind,
    CASE WHEN base.is_said(c.fields, s.id, 'speaker')
        THEN CAST(CAST(base.says(c.fields, s.id, 'speaker') AS JSON)->'source'
            AS STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR))
        ELSE s.source END AS source,
    CASE WHEN base.is_said(c.fields, s.id, 'speaker')
        THEN CAST(base.says(c.fields, s.id, 'speaker') AS JSON)->>'entity' ELSE s.source_entity END AS source_entity,
    CASE WHEN base.is_said(c.fields, s.id, 'named') THEN CAST(base.says(c.fields, s.id, 'named') AS BOOLEAN)
        WHEN base.is_said(c.fields, s.id, 'speaker')
        THEN CAST(CAST(base.says(c.fields, s.id, 'speaker') AS JSON)->>'named' AS BOOLEAN) ELSE s.named END AS named,
    nullif(base.around(c.fields, s.parent), 'reporter') AS parent)
FROM base.statement_read s LEFT JOIN base.said c ON c.reading = s.reading
WHERE NOT base.is_said(c.fields, s.id, 'dropped');

-- The links that hold. A reading that a later version has replaced, and that is asked for by its day of publication, has
-- the links that it had when it was replaced.
CREATE OR REPLACE MACRO base.linked_at(recorded, withdrawn, replaced) AS
    base.known_at(recorded, withdrawn)
    OR (getvariable('published_by') IS NOT NULL AND recorded <= replaced AND withdrawn >= replaced
        AND (getvariable('as_of') IS NULL OR replaced <= CAST(getvariable('as_of') AS TIMESTAMP)));

CREATE OR REPLACE VIEW base.registered AS
SELECT m.entity, m.reading, m.local FROM linked.entity_member m LEFT JOIN base.reading k USING (reading)
WHERE m.state = 'confirmed' AND (base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at))
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

-- The codes of entities that users corrected in the registry: of each reading those of its own entities, by local id.
CREATE OR REPLACE VIEW base.recoded AS
SELECT reading, map(list("local" ORDER BY "local"), list(code ORDER BY "local")) AS codes FROM (
    SELECT m.reading, m."local", any_value(e.code) AS code
    FROM (SELECT DISTINCT target FROM linked.correction
        WHERE layer = 'entity' AND field = 'code' AND base.known_at(recorded_at, withdrawn_at)) c
    JOIN linked.entity e ON e.id = c.target AND base.known_at(e.recorded_at, e.withdrawn_at)
    JOIN base.registered m ON m.entity = e.id GROUP BY m.reading, m."local")
GROUP BY reading
UNION ALL SELECT NULL, NULL FROM base.version;
CREATE OR REPLACE MACRO base.recode(codes, parties) AS
    CASE WHEN codes IS NULL THEN parties ELSE list_transform(parties, lambda party: struct_pack(
        "start" := party."start", "end" := party."end", "text" := party."text", "entity" := party.entity,
        "code" := CASE WHEN map_contains(codes, party.entity) THEN codes[party.entity] ELSE party.code END)) END;

CREATE OR REPLACE MACRO base.parties(fields, item, field, was) AS
    CASE WHEN base.is_said(fields, item, field)
        THEN CAST(CAST(base.says(fields, item, field) AS JSON)
            AS STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR, "entity" VARCHAR, "code" VARCHAR)[])
        ELSE was END;
-- Events with the codes of their parties, and beside them (`…_coded`) those that their readings gave.
CREATE OR REPLACE VIEW base.event_coded AS
SELECT e.* REPLACE (base.now(c.fields, e.id, 'type', e.type) AS type, base.now(c.fields, e.id, 'mode', e.mode) AS mode,
    base.now(c.fields, e.id, 'status', e.status) AS status, base.now(c.fields, e.id, 'recency', e.recency) AS recency,
    base.parties(c.fields, e.id, 'actors', base.recode(x.codes, e.actors)) AS actors,
    base.parties(c.fields, e.id, 'recipients', base.recode(x.codes, e.recipients)) AS recipients,
    CASE WHEN base.is_said(c.fields, e.id, 'when') THEN
        CASE WHEN base.says(c.fields, e.id, 'when') IS NOT NULL THEN struct_pack(
            "start" := base.says(c.fields, e.id, 'when')[:10], "end" := base.says(c.fields, e.id, 'when')[-10:],
            "precision" := 'day') END
        ELSE e."when" END AS "when",
    CASE WHEN base.is_said(c.fields, e.id, 'place') OR base.is_said(c.fields, e.id, 'country') THEN
        CASE WHEN coalesce(base.now(c.fields, e.id, 'place', e.place.name),
            base.now(c.fields, e.id, 'country', e.place.country)) IS NOT NULL THEN struct_pack(
            "span" := coalesce(e.place.span, e."trigger"),
            "name" := coalesce(base.now(c.fields, e.id, 'place', e.place.name),
                base.now(c.fields, e.id, 'country', e.place.country)),
            "country" := base.now(c.fields, e.id, 'country', e.place.country),
            "admin1" := CAST(NULL AS VARCHAR), "lat" := CAST(NULL AS DOUBLE), "lon" := CAST(NULL AS DOUBLE),
            "geoname" := CAST(NULL AS BIGINT), "precision" := CAST(NULL AS VARCHAR)) END
        ELSE e.place END AS place,
    base.around(c.fields, e.voice) AS voice),
    base.parties(c.fields, e.id, 'actors', e.actors) AS actors_coded,
    base.parties(c.fields, e.id, 'recipients', e.recipients) AS recipients_coded
FROM base.event_read e LEFT JOIN base.said c ON c.reading = e.reading LEFT JOIN base.recoded x ON x.reading = e.reading
WHERE NOT base.is_said(c.fields, e.id, 'dropped');
CREATE OR REPLACE VIEW base.event AS SELECT * EXCLUDE (actors_coded, recipients_coded) FROM base.event_coded;

CREATE OR REPLACE MACRO base.number(fields, item, field, was) AS
    CASE WHEN base.is_said(fields, item, field) THEN CAST(base.says(fields, item, field) AS DOUBLE) ELSE was END;
CREATE OR REPLACE VIEW base.figure AS
SELECT f.* REPLACE (base.number(c.fields, f.id, 'value', f.value) AS value,
    base.number(c.fields, f.id, 'low', f.low) AS low, base.number(c.fields, f.id, 'high', f.high) AS high,
    CASE WHEN base.is_said(c.fields, f.id, 'approx') THEN CAST(base.says(c.fields, f.id, 'approx') AS BOOLEAN)
        ELSE f.approx END AS approx,
    base.now(c.fields, f.id, 'unit', f.unit) AS unit, base.now(c.fields, f.id, 'kind', f.kind) AS kind,
    base.now(c.fields, f.id, 'status', f.status) AS status, base.around(c.fields, f.voice) AS voice,
    CASE WHEN NOT base.is_said(c.fields, f.event, 'dropped') THEN f.event END AS event)
FROM base.figure_read f LEFT JOIN base.said c ON c.reading = f.reading
WHERE NOT base.is_said(c.fields, f.id, 'dropped');

CREATE OR REPLACE VIEW base.plan AS
SELECT p.* REPLACE (base.now(c.fields, p.id, 'place', p.place) AS place,
    CASE WHEN c.fields IS NULL THEN p.steps ELSE list_transform(p.steps, lambda step: struct_pack(
        state := step.state, "when" := step."when",
        event := CASE WHEN NOT base.is_said(c.fields, step.event, 'dropped') THEN step.event END,
        voice := base.around(c.fields, step.voice))) END AS steps)
FROM base.plan_read p LEFT JOIN base.said c ON c.reading = p.reading
WHERE NOT base.is_said(c.fields, p.id, 'dropped');

-- Members that a user has put into a group (`field`).
CREATE OR REPLACE VIEW base.moved AS
SELECT field, reading, item, key FROM linked.moved WHERE base.known_at(recorded_at, withdrawn_at);

CREATE OR REPLACE VIEW base.copied AS
SELECT m.copy_group, m.reading, m.relation, m.kept, m.added FROM linked.copy_member m LEFT JOIN base.reading k USING (reading)
ANTI JOIN base.moved x ON x.field = 'copy_group' AND x.reading = m.reading AND x.item = ''
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT key, reading, NULL, NULL, NULL FROM base.moved WHERE field = 'copy_group'
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.told AS
SELECT m.story, m.reading FROM linked.story_member m LEFT JOIN base.reading k USING (reading)
ANTI JOIN base.moved x ON x.field = 'story' AND x.reading = m.reading AND x.item = ''
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT key, reading FROM base.moved WHERE field = 'story'
UNION ALL SELECT NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.quoted AS
SELECT m.quotation, m.reading, m.statement, m.relation FROM linked.quotation_member m LEFT JOIN base.reading k USING (reading)
ANTI JOIN base.moved x ON x.field = 'quotation' AND x.reading = m.reading AND x.item = m.statement
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT key, reading, item, NULL FROM base.moved WHERE field = 'quotation'
UNION ALL SELECT NULL, NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.joined AS
SELECT m.happening, m.reading, m.event FROM linked.happening_member m LEFT JOIN base.reading k USING (reading)
ANTI JOIN base.moved x ON x.field = 'happening' AND x.reading = m.reading AND x.item = m.event
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT key, reading, item FROM base.moved WHERE field = 'happening'
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.lined_up AS
SELECT m.series, m.reading, m.figure FROM linked.series_member m LEFT JOIN base.reading k USING (reading)
ANTI JOIN base.moved x ON x.field = 'series' AND x.reading = m.reading AND x.item = m.figure
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT key, reading, item FROM base.moved WHERE field = 'series'
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

CREATE OR REPLACE VIEW base.followed AS
SELECT m.chain, m.reading, m.plan FROM linked.plan_member m LEFT JOIN base.reading k USING (reading)
ANTI JOIN base.moved x ON x.field = 'chain' AND x.reading = m.reading AND x.item = m.plan
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT key, reading, item FROM base.moved WHERE field = 'chain'
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

CREATE OR REPLACE MACRO base.codes(parties) AS
    list_filter(list_transform(parties, lambda party: party.code), lambda code: code IS NOT NULL);
CREATE OR REPLACE VIEW event AS
SELECT k.report, e.id, e.type, e.mode, e.status, e.voice, e."trigger"."text" AS "trigger",
    e."trigger"."start" AS "start", e."trigger"."end" AS "end",
    base.codes(e.actors) AS actors, base.codes(e.recipients) AS recipients,
    e."time", e."when"."start" AS when_start, e."when"."end" AS when_end, e.recency,
    e.place.name AS place, e.place.country AS country, e.place.lat AS lat, e.place.lon AS lon, e.confidence,
    coalesce(h.happening, k.report || '/' || e.id) AS happening, base.goldstein(e.type, e.mode) AS goldstein,
    base.codes(e.actors_coded) AS actors_coded, base.codes(e.recipients_coded) AS recipients_coded
FROM base.known k JOIN base.event_coded e USING (reading)
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
