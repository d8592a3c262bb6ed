-- What reports say together: stories, happenings, quotations, series of figures, plans, and who stands behind each.
-- Everything is counted from the readings that hold at the times that are asked about.

-- What most of a list are; of several the first by the alphabet, so that the answer is the same each time.
CREATE OR REPLACE MACRO base.commonest(found) AS list_mode(list_sort(found));

-- Each report with what carries it: when, in what story, and whom it counts as.
CREATE OR REPLACE VIEW base.carried AS
SELECT reading, report, published, day, outlet, agency, coalesce(t.story, report) AS story, copy_group, origin, "copy", unit
FROM (
    SELECT *, first_value(report) OVER told AS origin, row_number() OVER told > 1 AS "copy",
        first_value(coalesce(owner, agency, outlet, copy_group)) OVER told AS unit
    FROM (
        SELECT k.report, k.reading, k.published, k.day, k.outlet, a.agency, coalesce(c.copy_group, k.report) AS copy_group,
            coalesce(o.owner, p.owner) AS owner
        FROM base.known k JOIN base.article a USING (reading)
        LEFT JOIN base.copied c ON c.reading = k.reading
        LEFT JOIN base.outlet o ON o.name = a.agency
        LEFT JOIN base.outlet p ON p.name = k.outlet AND a.agency IS NULL)
    WINDOW told AS (PARTITION BY copy_group ORDER BY published NULLS LAST, reading
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) x
LEFT JOIN base.told t USING (reading);

CREATE OR REPLACE VIEW provenance AS SELECT report, copy_group, origin, "copy", agency, outlet, unit FROM base.carried;

CREATE OR REPLACE VIEW coverage AS
SELECT outlet, day, "read" + failed AS seen, "read", copies, failed FROM (
    SELECT outlet, day, sum("read") AS "read", sum(copies) AS copies, sum(failed) AS failed FROM (
        SELECT k.outlet, k.day, 1 AS "read", CAST(k."copy" AS INTEGER) AS copies, 0 AS failed
        FROM base.carried k
        UNION ALL
        SELECT outlet, day, 0, 0, 1 FROM base.failure
        WHERE base.known_at(recorded_at, withdrawn_at)
            AND (getvariable('published_by') IS NULL OR day <= CAST(getvariable('published_by') AS DATE)))
    GROUP BY ALL);

-- Who may be whom, too: what is only suggested is no confirmation, but two voices are counted only where they are two.
CREATE OR REPLACE VIEW base.attached AS
SELECT m.entity, m.reading, m.local FROM linked.entity_member m LEFT JOIN base.reading k USING (reading)
WHERE base.linked_at(m.recorded_at, m.withdrawn_at, k.withdrawn_at)
UNION ALL SELECT NULL, NULL, NULL FROM base.version;

-- Whom a statement cites.
CREATE OR REPLACE VIEW base.cited AS
SELECT k.report, s.id, coalesce(m.entity, lower(coalesce(e.name, s.source."text")), '?') AS voice,
    coalesce(e.name, s.source."text") AS name, s.source_kind AS kind, s.named
FROM base.known k JOIN base.statement s USING (reading)
LEFT JOIN base.entity e ON e.reading = s.reading AND e.id = s.source_entity
LEFT JOIN base.attached m ON m.reading = s.reading AND m.local = s.source_entity;

CREATE OR REPLACE VIEW voice AS
FROM base.cited
UNION ALL
SELECT report, 'reporter', unit, unit, 'media', true FROM provenance;

CREATE OR REPLACE VIEW identified AS
SELECT l.entity, e.name, l.own, o.name AS own_name, l.state, l.why FROM linked.own_link l
LEFT JOIN linked.entity e ON e.id = l.entity AND base.known_at(e.recorded_at, e.withdrawn_at)
LEFT JOIN base.own_entity o ON o.id = l.own
WHERE base.known_at(l.recorded_at, l.withdrawn_at);

CREATE OR REPLACE VIEW story AS
SELECT r.story AS id, arg_min(r.title, row(coalesce(r.published, '9999'), r.id)) AS title,
    min(r.published) AS first_published, max(r.published) AS last_published,
    arg_min(r.id, row(coalesce(r.published, '9999'), r.id)) AS first_report,
    count(*) AS reports, count(*) FILTER (p."copy") AS copies, count(DISTINCT p.unit) AS independent
FROM report r JOIN provenance p ON p.report = r.id GROUP BY r.story;

CREATE OR REPLACE VIEW participant AS
SELECT k.report, p.event, p.role, p.party."text" AS "text",
    coalesce(m.entity, k.report || '/' || p.party.entity) AS entity, e.name, p.party.code AS code,
    p.coded.code AS coded
FROM base.known k JOIN (
    SELECT reading, id AS event, 'actor' AS role, unnest(actors) AS party, unnest(actors_coded) AS coded
    FROM base.event_coded
    UNION ALL SELECT reading, id, 'recipient', unnest(recipients), unnest(recipients_coded)
    FROM base.event_coded) p USING (reading)
LEFT JOIN base.entity e ON e.reading = p.reading AND e.id = p.party.entity
LEFT JOIN base.registered m ON m.reading = p.reading AND m.local = p.party.entity;

-- Happenings, quotations and series of the items that a relation holds (`items`, its name): of all, or of one story's.
-- Most items are alone. What no link joins to others is a group of one, and need not be grouped: that takes most of the
-- time of a long list. Such are the second halves, column by column what the first half would give.
CREATE OR REPLACE VIEW base.event_told AS
SELECT e.*, q.published, q.story, q."copy", q.unit, v.name, CASE WHEN e.voice = 'reporter' THEN q.unit ELSE v.voice END AS teller,
    row(coalesce(q.published, '9999'), e.report, e."start", e.id) AS told
FROM main.event e JOIN base.carried q ON q.report = e.report LEFT JOIN base.cited v ON v.report = e.report AND v.id = e.voice;

CREATE OR REPLACE MACRO base.happenings(items) AS TABLE
WITH item AS (FROM query_table(items))
SELECT happening AS id, arg_min(story, told) AS story, base.commonest(list(type)) AS type, base.commonest(list(mode)) AS mode,
    arg_max(status, row(coalesce(published, ''), report, "start", item.id)) AS status, list_sort(list(DISTINCT status)) AS statuses,
    arg_min("trigger", told) AS "trigger", arg_min(when_start, told) AS when_start, arg_min(when_end, told) AS when_end,
    arg_min(recency, told) AS recency, arg_min(place, told) AS place, arg_min(country, told) AS country,
    list_sort(list_distinct(flatten(list(actors)))) AS actors, list_sort(list_distinct(flatten(list(recipients)))) AS recipients,
    arg_min(report, told) AS first_report, min(published) AS first_published, max(published) AS last_published,
    count(*) AS mentions, count(DISTINCT report) AS reports, count(DISTINCT report) FILTER ("copy") AS copies,
    count(DISTINCT unit) AS independent, count(DISTINCT teller) AS voices
FROM item SEMI JOIN base.joined USING (happening) GROUP BY happening
UNION ALL
SELECT happening, story, type, mode, status, [status], "trigger", when_start, when_end, recency, place, country,
    list_sort(list_distinct(actors)), list_sort(list_distinct(recipients)), report, published, published,
    1, 1, CAST("copy" AS BIGINT), 1, CAST(teller IS NOT NULL AS BIGINT)
FROM item ANTI JOIN base.joined USING (happening);
CREATE OR REPLACE VIEW happening AS FROM base.happenings('base.event_told');

CREATE OR REPLACE VIEW variant AS
SELECT x.quotation, x.report, x.id, p.published, p.outlet, coalesce(m.relation, 'whole') AS relation, p."copy",
    row_number() OVER (PARTITION BY x.quotation ORDER BY p.published NULLS LAST, x.report, x."start", x.id) = 1 AS "first",
    x.source, x.entity, x.manner, x.content
FROM statement x JOIN base.carried p ON p.report = x.report
LEFT JOIN base.quoted m ON m.reading = p.reading AND m.statement = x.id;

CREATE OR REPLACE VIEW base.statement_told AS
SELECT s.*, q.published, q.day, q.outlet, q.story, q."copy", q.unit, v.name, v.named AS is_named,
    row(coalesce(q.published, '9999'), s.report, s."start", s.id) AS told
FROM main.statement s JOIN base.carried q ON q.report = s.report JOIN base.cited v ON v.report = s.report AND v.id = s.id
WHERE s.content <> '';

CREATE OR REPLACE MACRO base.quotations(items) AS TABLE
WITH item AS (FROM query_table(items))
SELECT quotation AS id, arg_min(story, told) AS story,
    coalesce(arg_min(name, told) FILTER (is_named), arg_min(name, told)) AS speaker,
    coalesce(arg_min(entity, told) FILTER (is_named), arg_min(entity, told)) AS entity,
    bool_or(is_named) AS named, arg_min(act, told) AS act, arg_max(content, row(length(content), report, content)) AS words,
    arg_min(report, told) AS first_report, arg_min(outlet, told) AS first_outlet,
    min(published) AS first_published, max(published) AS last_published,
    date_diff('day', min(day), max(day)) AS days, count(DISTINCT report) AS reports,
    count(DISTINCT report) FILTER ("copy") AS copies, count(DISTINCT coalesce(outlet, unit)) AS outlets,
    count(DISTINCT unit) AS independent, count(DISTINCT lower(content)) AS wordings
FROM item SEMI JOIN base.quoted USING (quotation) GROUP BY quotation
UNION ALL
SELECT quotation, story, name, entity, is_named, act, content, report, outlet, published, published,
    date_diff('day', day, day), 1, CAST("copy" AS BIGINT), 1, 1, 1
FROM item ANTI JOIN base.quoted USING (quotation);
CREATE OR REPLACE VIEW quotation AS FROM base.quotations('base.statement_told');

-- What a figure can stand for: its bounds, where it has any; a tenth around what is about so many; half a unit of
-- the last digit that counts around a round number (of a thousand and more, or a fraction); itself.
CREATE OR REPLACE MACRO base.half_unit(value) AS CASE
    WHEN value IS NULL OR value = 0 THEN 0.0
    WHEN value = trunc(value) AND abs(value) < 1000 THEN 0.0
    WHEN value = trunc(value) THEN
        0.5 * list_max(list_filter([1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12],
            lambda unit: value = unit * round(value / unit)))
    ELSE 0.5 * pow(10, -length(regexp_extract(CAST(value AS VARCHAR), '\.(\d+)', 1))) END;
CREATE OR REPLACE MACRO base.at_least(value, low, high, approx) AS
    CASE WHEN low IS NOT NULL THEN low WHEN high IS NOT NULL THEN NULL
        ELSE value - greatest(base.half_unit(value), CASE WHEN approx THEN abs(value) / 10 ELSE 0 END) END;
CREATE OR REPLACE MACRO base.at_most(value, low, high, approx) AS
    CASE WHEN high IS NOT NULL THEN high WHEN low IS NOT NULL THEN NULL
        ELSE value + greatest(base.half_unit(value), CASE WHEN approx THEN abs(value) / 10 ELSE 0 END) END;

CREATE OR REPLACE VIEW series_point AS
SELECT x.series, x.report, x.id AS figure, p.published, p.day,
    CASE WHEN x.voice = 'reporter' THEN p.unit ELSE v.voice END AS voice,
    CASE WHEN x.voice = 'reporter' THEN p.unit ELSE v.name END AS name, x.voice AS statement, x.status,
    x.value, x.low, x.high, x.approx, base.at_least(x.value, x.low, x.high, x.approx) AS at_least,
    base.at_most(x.value, x.low, x.high, x.approx) AS at_most, x.unit, x.kind, x."of", p.story, x.happening,
    p."copy", p.unit AS source
FROM figure x JOIN base.carried p ON p.report = x.report
LEFT JOIN base.cited v ON v.report = x.report AND v.id = x.voice;

CREATE OR REPLACE MACRO base.divergences(points) AS TABLE
WITH latest AS (
    SELECT * FROM query_table(points) WHERE status = 'happened' AND NOT "copy" AND day IS NOT NULL AND voice <> '?'
        AND series IN (SELECT series FROM base.lined_up)
    QUALIFY row_number() OVER (PARTITION BY series, voice, day ORDER BY published DESC, report DESC, figure DESC) = 1)
SELECT a.series, a.kind, a."of", a.unit, a.story, a.day, (a.at_least - b.at_most) AS gap,
    b.voice AS lower_voice, b.name AS lower_name, b.value AS lower_value, b.at_most AS lower_at_most,
    b.report AS lower_report, b.figure AS lower_figure,
    a.voice AS upper_voice, a.name AS upper_name, a.value AS upper_value, a.at_least AS upper_at_least,
    a.report AS upper_report, a.figure AS upper_figure
FROM latest a JOIN latest b ON a.series = b.series AND a.day = b.day AND a.voice <> b.voice AND b.at_most < a.at_least;
CREATE OR REPLACE VIEW divergence AS FROM base.divergences('series_point');

CREATE OR REPLACE MACRO base.serials(points) AS TABLE
WITH item AS (
    SELECT *, coalesce(value, low, high) AS shown, row(coalesce(published, '9999'), report, figure) AS told
    FROM query_table(points))
SELECT series AS id, min(kind) AS kind, base.commonest(list("of")) AS "of", min(unit) AS unit, arg_min(story, told) AS story,
    base.commonest(list(happening)) AS happening, count(*) AS figures, count(DISTINCT report) AS reports,
    count(DISTINCT source) AS independent, count(DISTINCT voice) AS voices,
    min(published) AS first_published, max(published) AS last_published, arg_min(shown, told) AS first_value,
    arg_max(shown, row(coalesce(published, ''), report, figure)) AS last_value, min(shown) AS lowest, max(shown) AS highest
FROM item SEMI JOIN base.lined_up USING (series) GROUP BY series
UNION ALL
SELECT series, kind, "of", unit, story, happening, 1, 1, 1, CAST(voice IS NOT NULL AS BIGINT), published, published,
    shown, shown, shown, shown
FROM item ANTI JOIN base.lined_up USING (series);
CREATE OR REPLACE VIEW base.serial AS FROM base.serials('series_point');

-- The bounds are worked out where two figures can differ only.
CREATE OR REPLACE VIEW series AS
WITH point AS (SELECT * EXCLUDE (at_least, at_most) FROM series_point),
joined AS (
    SELECT *, base.at_least(value, low, high, approx) AS at_least, base.at_most(value, low, high, approx) AS at_most
    FROM point WHERE series IN (SELECT series FROM base.lined_up))
SELECT s.*, coalesce(d.divergences, 0) AS divergences FROM base.serials('point') s
LEFT JOIN (SELECT series, count(*) AS divergences FROM base.divergences('joined') GROUP BY series) d ON d.series = s.id;

CREATE OR REPLACE VIEW chain_step AS
SELECT p.chain, row_number() OVER told AS n, s.state, s.state IS DISTINCT FROM lag(s.state) OVER told AS changed,
    s."when", q.published, p.report, p.id AS plan, s.n AS step, s.event, s.voice AS statement,
    CASE WHEN s.voice = 'reporter' THEN q.unit ELSE v.voice END AS voice,
    CASE WHEN s.voice = 'reporter' THEN q.unit ELSE v.name END AS name, q."copy"
FROM plan p JOIN plan_step s ON s.report = p.report AND s.plan = p.id JOIN base.carried q ON q.report = p.report
LEFT JOIN base.cited v ON v.report = p.report AND v.id = s.voice
WINDOW told AS (PARTITION BY p.chain ORDER BY q.published NULLS FIRST, p.report, s.n);

CREATE OR REPLACE VIEW base.plan_told AS
SELECT x.*, q.story, q.published, q.unit, q."copy", row(coalesce(q.published, '9999'), x.report, x."start", x.id) AS told, n.names
FROM main.plan x JOIN base.carried q ON q.report = x.report
LEFT JOIN (
    SELECT k.report, t.plan, list(coalesce(g.name, e.name)) AS names
    FROM base.known k JOIN (SELECT reading, id AS plan, unnest(parties) AS local FROM base.plan) t USING (reading)
    JOIN base.entity e ON e.reading = t.reading AND e.id = t.local
    LEFT JOIN base.registered m ON m.reading = t.reading AND m.local = t.local
    LEFT JOIN linked.entity g ON g.id = m.entity AND base.known_at(g.recorded_at, g.withdrawn_at)
    GROUP BY ALL) n ON n.report = x.report AND n.plan = x.id;

CREATE OR REPLACE MACRO base.chains(steps, plans) AS TABLE
SELECT s.chain AS id, p.what, s.state, s.state_when, s.since, s.state_report, s.state_voice, p.parties, p.place, p.story,
    s.steps, p.first_report, p.first_published, p.last_published, p.reports, p.copies, p.independent, s.voices
FROM (
    SELECT chain, arg_max(state, n) AS state, arg_max_null("when", n) AS state_when,
        arg_max_null(published, n) FILTER (changed) AS since, arg_max_null(report, n) FILTER (changed) AS state_report,
        arg_max_null(name, n) FILTER (changed) AS state_voice, count(*) FILTER (changed) AS steps,
        count(DISTINCT voice) AS voices
    FROM query_table(steps) GROUP BY chain) s
JOIN (
    SELECT p.chain, arg_min(p.what, told) AS what, arg_min(p.place, told) AS place, arg_min(p.story, told) AS story,
        arg_min(p.report, told) AS first_report, min(p.published) AS first_published,
        max(p.published) AS last_published, count(DISTINCT p.report) AS reports,
        count(DISTINCT p.report) FILTER (p."copy") AS copies, count(DISTINCT p.unit) AS independent,
        list_sort(list_distinct(flatten(list(coalesce(p.names, []))))) AS parties
    FROM query_table(plans) p
    GROUP BY p.chain) p ON p.chain = s.chain;
CREATE OR REPLACE VIEW chain AS FROM base.chains('chain_step', 'base.plan_told');
