-- What the pages of the archive's start, of a story and of an actor ask: each answer by its story, or by who it is of.
-- Each statement is one view. With a clock the pages ask the views, bounded by the variable `readings`; without one,
-- tables in that order. `who` is an entity's id, or a country's code where `is_country` holds.

-- name: told_report order: story, published, report index: story
SELECT coalesce(t.story, k.report) AS story, k.reading, k.report, k.published, k.day, k.outlet, k.words, a.title, a.agency,
    coalesce(c.copy_group, k.report) AS copy_group
FROM base.known k JOIN base.article a USING (reading)
LEFT JOIN base.told t ON t.reading = k.reading LEFT JOIN base.copied c ON c.reading = k.reading;

-- name: told_copy order: copy_group, published, id index: copy_group
SELECT c.copy_group, r.report AS id, r.outlet, r.published, r.title, m.relation, m.kept, m.added,
    first_value(r.report) OVER told AS origin, coalesce(g.agency, first_value(r.agency) OVER told) AS agency
FROM base.copied c JOIN told_report r ON r.reading = c.reading
LEFT JOIN linked.copy_member m ON m.reading = c.reading AND m.copy_group = c.copy_group
    AND base.known_at(m.recorded_at, m.withdrawn_at)
LEFT JOIN linked.copy_group g ON g.id = c.copy_group AND base.known_at(g.recorded_at, g.withdrawn_at)
WINDOW told AS (PARTITION BY c.copy_group ORDER BY r.published NULLS LAST, r.reading);

-- name: told_elsewhere order: reading, item index: reading
WITH joined AS (
    SELECT j.* FROM (
        SELECT 'quotation' AS layer, quotation AS id, reading, statement AS item FROM base.quoted
        UNION ALL SELECT 'happening', happening, reading, event FROM base.joined
        UNION ALL SELECT 'chain', chain, reading, plan FROM base.followed) j
    LEFT JOIN base.said c ON c.reading = j.reading WHERE NOT base.is_said(c.fields, j.item, 'dropped'))
SELECT o.reading, o.item, count(DISTINCT o.other) AS reports, arg_min(r.report, row(coalesce(r.published, '9999'), r.report)) AS earliest,
    arg_min(coalesce(r.outlet, r.report), row(coalesce(r.published, '9999'), r.report)) AS outlet
FROM (
    SELECT a.reading, a.item, b.reading AS other FROM joined a JOIN joined b ON b.layer = a.layer AND b.id = a.id) o
JOIN told_report r ON r.reading = o.other GROUP BY o.reading, o.item HAVING count(DISTINCT o.other) > 1;

-- name: told_whole order: reports
SELECT count(*) AS reports, count(DISTINCT outlet) AS outlets, min(day) AS since, max(day) AS until,
    (SELECT count(*) FROM failure) AS failed
FROM told_report;

-- name: told_story order: since, story
SELECT story, arg_min(title, row(coalesce(published, '9999'), report)) AS title, count(*) AS reports,
    count(DISTINCT copy_group) AS texts, min(published) AS since, max(published) AS until,
    count(DISTINCT outlet) AS outlets
FROM told_report GROUP BY story;

-- name: told_happening order: story, since, published, id index: story
WITH each AS (
    SELECT r.story, coalesce(h.happening, r.report || '/' || e.id) AS id, e.id AS event, e.type, e.mode, e.status,
        e.recency, e."trigger"."text" AS "trigger", e."when"."start" AS when_start, e."when"."end" AS when_end,
        e.place.name AS place, v.name AS voice, r.report, r.published, p.unit,
        row(coalesce(r.published, '9999'), r.report, e.n) AS told
    FROM told_report r JOIN base.event e USING (reading) JOIN provenance p ON p.report = r.report
    LEFT JOIN base.joined h ON h.reading = e.reading AND h.event = e.id
    LEFT JOIN voice v ON v.report = r.report AND v.id = e.voice AND e.voice <> 'reporter')
SELECT *, coalesce(when_start, published[:10]) AS since FROM (
    SELECT story, id, base.commonest(list(type)) AS type, base.commonest(list("mode")) AS mode, arg_max(status, told) AS status,
        list_sort(list(DISTINCT status)) AS statuses, arg_min("trigger", told) AS "trigger",
        arg_min(when_start, told) AS when_start, arg_min(when_end, told) AS when_end, arg_min(place, told) AS place,
        arg_min(recency, told) AS recency, arg_min(report, told) AS report, arg_min(event, told) AS event,
        min(published) AS published, count(DISTINCT report) AS reports, count(DISTINCT unit) AS independent,
        coalesce(list_sort(list(DISTINCT voice) FILTER (voice IS NOT NULL)), []) AS voices,
        bool_or(voice IS NULL) AS by_reporter
    FROM each GROUP BY story, id);

-- name: told_quotation order: story, named, voice, nth index: story
WITH said AS (
    SELECT r.story, coalesce(q.quotation, r.report || '/' || s.id) AS id, s.id AS statement, s.act,
        s.anonymity."text" AS condition,
        array_to_string(list_transform(s.content, lambda span: span."text"), ' … ') AS words, s.source."text" AS source,
        coalesce(m.entity, lower(coalesce(e.name, s.source."text")), '?') AS voice,
        coalesce(e.name, s.source."text") AS name, coalesce(m.entity, r.report || '/' || s.source_entity) AS entity,
        s.named, r.report, r.outlet, r.published, p.unit, row(coalesce(r.published, '9999'), r.report, s.n) AS told
    FROM told_report r JOIN base.statement s USING (reading) JOIN provenance p ON p.report = r.report
    LEFT JOIN base.entity e ON e.reading = s.reading AND e.id = s.source_entity
    LEFT JOIN base.registered m ON m.reading = s.reading AND m.local = s.source_entity
    LEFT JOIN base.quoted q ON q.reading = s.reading AND q.statement = s.id
    WHERE len(s.content) > 0),
quote AS (
    SELECT story, id, coalesce(arg_min(voice, told) FILTER (named), arg_min(voice, told)) AS voice,
        coalesce(arg_min(name, told) FILTER (named), arg_min(name, told)) AS name,
        coalesce(arg_min(entity, told) FILTER (named), arg_min(entity, told)) AS entity, bool_or(named) AS named,
        arg_max(words, row(length(words), words)) AS words, arg_min(act, told) AS act, max(condition) AS condition,
        arg_min(source, told) AS source, arg_min(report, told) AS report, arg_min(statement, told) AS statement,
        arg_min(outlet, told) AS outlet, min(published) AS published, count(DISTINCT report) AS reports,
        count(DISTINCT unit) AS independent
    FROM said GROUP BY story, id)
SELECT *, count(*) OVER speaker AS quotes, CAST(sum(reports) OVER speaker AS BIGINT) AS weight,
    row_number() OVER (PARTITION BY story, named, voice ORDER BY reports DESC, published NULLS LAST, id) AS nth
FROM quote WINDOW speaker AS (PARTITION BY story, named, voice);

-- name: told_plan order: story, reports DESC, id index: story
SELECT r.story, coalesce(f.chain, r.report || '/' || p.id) AS id, count(DISTINCT r.report) AS reports,
    CAST(sum(len(p.steps)) AS BIGINT) AS steps,
    arg_min(p.what."text", row(coalesce(r.published, '9999'), r.report, p.n)) AS what
FROM told_report r JOIN base.plan p USING (reading)
LEFT JOIN base.followed f ON f.reading = p.reading AND f.plan = p.id GROUP BY 1, 2;

-- name: told_series order: story, figures DESC, id index: story
SELECT r.story, l.series AS id, min(f.kind) AS kind, base.commonest(list(f."of"."text")) AS "of", min(f.unit) AS unit,
    count(*) AS figures, count(DISTINCT r.report) AS reports
FROM base.lined_up l JOIN told_report r USING (reading) JOIN base.figure f ON f.reading = l.reading AND f.id = l.figure
GROUP BY 1, 2 HAVING count(DISTINCT r.report) > 1;

-- name: actor_member order: is_country, who, reading, local
SELECT is_country, who, reading, report, local FROM (
    SELECT false AS is_country, coalesce(m.entity, k.report || '/' || e.id) AS who, k.reading, k.report, e.id AS local
    FROM base.known k JOIN base.entity e USING (reading)
    LEFT JOIN base.registered m ON m.reading = e.reading AND m.local = e.id
    UNION ALL
    SELECT true, e.country, k.reading, k.report, e.id FROM base.known k JOIN base.entity e USING (reading)
    WHERE e.country IS NOT NULL);

-- name: actor_quotation order: who, is_country, published DESC NULLS LAST, id index: who
WITH said AS (
    SELECT o.is_country, o.who, coalesce(q.quotation, o.report || '/' || s.id) AS id, s.id AS statement, s.act,
        s.source."text" AS source,
        array_to_string(list_transform(s.content, lambda span: span."text"), ' … ') AS words,
        o.report, r.outlet, r.published, r.story, row(coalesce(r.published, '9999'), o.report, s.n) AS told
    FROM actor_member o JOIN base.statement s ON s.reading = o.reading AND s.source_entity = o.local
    JOIN told_report r ON r.reading = o.reading
    LEFT JOIN base.quoted q ON q.reading = s.reading AND q.statement = s.id
    WHERE len(s.content) > 0)
SELECT is_country, who, id, arg_min(statement, told) AS statement, arg_min(act, told) AS act,
    arg_max(words, row(length(words), words)) AS words, arg_min(source, told) AS source, arg_min(report, told) AS report,
    arg_min(outlet, told) AS outlet, min(published) AS published, arg_min(story, told) AS story,
    list_sort(list(DISTINCT story)) AS stories, count(DISTINCT report) AS reports
FROM said GROUP BY is_country, who, id;

-- name: actor_event order: who, is_country, role, since DESC NULLS LAST, published DESC, id index: who
WITH part AS (
    SELECT reading, id, 'actor' AS role, unnest(actors) AS party FROM base.event
    UNION ALL SELECT reading, id, 'recipient', unnest(recipients) FROM base.event),
mine AS (
    SELECT DISTINCT o.is_country, o.who, p.role, p.reading, p.id
    FROM part p JOIN actor_member o ON o.reading = p.reading AND o.local = p.party.entity),
each AS (
    SELECT m.is_country, m.who, m.role, coalesce(h.happening, r.report || '/' || e.id) AS id, e.id AS event, e.type,
        e.mode, e.status, e."trigger"."text" AS "trigger", e."when"."start" AS when_start, e."when"."end" AS when_end,
        e.place.name AS place, r.report, r.outlet, r.published,
        row(coalesce(r.published, '9999'), r.report, e.n) AS told
    FROM mine m JOIN base.event e ON e.reading = m.reading AND e.id = m.id
    JOIN told_report r ON r.reading = e.reading
    LEFT JOIN base.joined h ON h.reading = e.reading AND h.event = e.id)
SELECT *, coalesce(when_start, published[:10]) AS since FROM (
    SELECT is_country, who, role, id, base.commonest(list(type)) AS type, base.commonest(list("mode")) AS mode, arg_max(status, told) AS status,
        arg_min("trigger", told) AS "trigger", arg_min(when_start, told) AS when_start,
        arg_min(when_end, told) AS when_end, arg_min(place, told) AS place, arg_min(report, told) AS report,
        arg_min(event, told) AS event, arg_min(outlet, told) AS outlet, min(published) AS published,
        count(DISTINCT report) AS reports
    FROM each GROUP BY is_country, who, role, id);

-- name: actor_story order: who, is_country, until DESC NULLS LAST, reports DESC, story index: who
WITH told AS (
    SELECT o.is_country, o.who, o.reading, count(DISTINCT s.id) AS statements
    FROM actor_member o LEFT JOIN base.statement s
        ON s.reading = o.reading AND s.source_entity = o.local AND len(s.content) > 0
    GROUP BY o.is_country, o.who, o.reading)
SELECT t.is_country, t.who, r.story, any_value(s.title) AS title, count(*) AS reports, min(r.published) AS since,
    max(r.published) AS until, arg_min(r.title, row(coalesce(r.published, '9999'), r.report)) AS first_title,
    CAST(sum(t.statements) AS BIGINT) AS statements
FROM told t JOIN told_report r USING (reading)
LEFT JOIN linked.story s ON s.id = r.story AND base.known_at(s.recorded_at, s.withdrawn_at)
GROUP BY t.is_country, t.who, r.story;

-- name: actor_whom order: who, is_country, role, happenings DESC, name, entity index: who
WITH part AS (
    SELECT reading, id, 'actor' AS role, unnest(actors) AS party FROM base.event
    UNION ALL SELECT reading, id, 'recipient', unnest(recipients) FROM base.event),
mine AS (
    SELECT DISTINCT o.is_country, o.who, p.role, p.reading, p.id
    FROM part p JOIN actor_member o ON o.reading = p.reading AND o.local = p.party.entity)
SELECT m.is_country, m.who, m.role, coalesce(g.entity, r.report || '/' || p.party.entity) AS entity,
    min(coalesce(e.name, p.party."text")) AS name, min(p.party.code) AS code,
    count(DISTINCT coalesce(h.happening, r.report || '/' || m.id)) AS happenings
FROM mine m JOIN part p ON p.reading = m.reading AND p.id = m.id AND p.role <> m.role
JOIN told_report r ON r.reading = m.reading
LEFT JOIN base.entity e ON e.reading = p.reading AND e.id = p.party.entity
LEFT JOIN base.registered g ON g.reading = p.reading AND g.local = p.party.entity
LEFT JOIN base.joined h ON h.reading = p.reading AND h.event = p.id
ANTI JOIN actor_member o ON o.is_country = m.is_country AND o.who = m.who AND o.reading = p.reading
    AND o.local = p.party.entity
WHERE p.party.entity IS NOT NULL GROUP BY ALL;

-- name: actor_role order: who, until DESC NULLS LAST, reports DESC, title, organization, country index: who
SELECT who, role.title AS title, role.organization AS organization, role.country AS country, min(published) AS since,
    max(published) AS until, count(DISTINCT report) AS reports, arg_min(report, told) AS report,
    arg_min(local, told) AS local, arg_min(outlet, told) AS outlet
FROM (
    SELECT o.who, r.report, r.published, r.outlet, o.local, unnest(e.roles) AS role,
        row(coalesce(r.published, '9999'), r.report, o.local) AS told
    FROM actor_member o JOIN base.entity e ON e.reading = o.reading AND e.id = o.local
    JOIN told_report r ON r.reading = o.reading WHERE NOT o.is_country AND len(e.roles) > 0)
GROUP BY ALL;

-- name: actor_alias order: who, n DESC, name index: who
SELECT who, name, count(*) AS n FROM (
    SELECT m.entity AS who, e.name FROM base.registered m JOIN base.known k USING (reading)
    JOIN base.entity e ON e.reading = m.reading AND e.id = m.local
    UNION ALL SELECT entity, name FROM linked.alias WHERE base.known_at(recorded_at, withdrawn_at))
GROUP BY who, name;

-- name: actor_maybe order: who, id, name, why index: who
WITH maybe AS (
    SELECT m.entity, m.report || '/' || m.local AS own, e.name, g.name AS entity_name, m.why
    FROM linked.entity_member m JOIN base.known k USING (reading)
    JOIN base.entity e ON e.reading = m.reading AND e.id = m.local
    LEFT JOIN linked.entity g ON g.id = m.entity AND base.known_at(g.recorded_at, g.withdrawn_at)
    WHERE m.state = 'suggested' AND base.known_at(m.recorded_at, m.withdrawn_at))
SELECT DISTINCT entity AS who, own AS id, name, why FROM maybe
UNION SELECT own, entity, coalesce(entity_name, name), why FROM maybe;
