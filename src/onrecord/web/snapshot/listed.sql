-- What lists, counts and searches ask beside the archive's views. Each statement is one view; the archive's clocks
-- hold for all. A key that orders a list is never absent: "at" (published), report, "nth" (backwards through a report,
-- so that everything runs the same way) and id.

-- name: listed_report order: "at" DESC, id DESC
SELECT r.id, r.title, r.outlet, r.agency, r.published, r.updated, r.url, r.words, r.copy_group, r.story, r.added_at,
    coalesce(r.published, '') AS "at", r.published[:10] AS day, r.id = coalesce(g.origin, r.id) AS earliest,
    hash(r.copy_group) AS once
FROM report r LEFT JOIN linked.copy_group g
    ON g.id = r.copy_group AND base.known_at(g.recorded_at, g.withdrawn_at);

-- name: listed_text order: id
SELECT id, strip_accents(lower(concat_ws(' ', title, "text"))) AS folded FROM report;

-- name: listed_posting order: term, report
SELECT p.term, k.report, p.n FROM base.posting p JOIN base.known k USING (reading);

-- name: listed_length order: report
SELECT k.report, l.terms FROM base.length l JOIN base.known k USING (reading);

-- name: listed_statement order: "at" DESC, report DESC, nth DESC, id DESC
SELECT s.*, r.published, r.outlet, r.title, r.story, r.copy_group, e.name AS speaker, e.country, e.code,
    coalesce(r.published, '') AS "at", r.published[:10] AS day, -coalesce(s."start", 0) AS nth,
    hash(s.quotation) AS once, strip_accents(lower(s.content)) AS folded,
    strip_accents(lower(concat_ws(' ', e.name, s.source))) AS who
FROM statement s JOIN report r ON r.id = s.report LEFT JOIN entity e ON e.id = s.entity;

-- name: listed_event order: "at" DESC, report DESC, nth DESC, id DESC
SELECT e.*, r.published, r.outlet, r.title, r.story, r.copy_group,
    coalesce(r.published, '') AS "at", r.published[:10] AS day, -coalesce(e."start", 0) AS nth,
    hash(e.happening) AS once
FROM event e JOIN report r ON r.id = e.report;

-- name: listed_figure order: "at" DESC, report DESC, nth DESC, id DESC
SELECT f.*, r.published, r.outlet, r.title, r.story, r.copy_group,
    coalesce(r.published, '') AS "at", r.published[:10] AS day, -coalesce(f."start", 0) AS nth,
    hash(f.series) AS once
FROM figure f JOIN report r ON r.id = f.report;

-- name: listed_time order: "at" DESC, report DESC, nth DESC, id DESC
SELECT t.*, r.published, r.outlet, r.title, r.story,
    coalesce(r.published, '') AS "at", r.published[:10] AS day, -coalesce(t."start", 0) AS nth
FROM "time" t JOIN report r ON r.id = t.report;

-- name: listed_plan order: "at" DESC, id DESC
SELECT *, coalesce(last_published, '') AS "at", last_published[:10] AS day, strip_accents(lower(what)) AS folded FROM chain;

-- name: listed_entity order: reports DESC, id DESC
SELECT e.id, e.name, e.kind, e.country, e.sector, e.code, e.reports, strip_accents(lower(e.name)) AS folded FROM entity e;

-- name: listed_story order: "at" DESC, id DESC
SELECT *, coalesce(last_published, '') AS "at", last_published[:10] AS day, strip_accents(lower(title)) AS folded FROM story;

-- name: listed_quotation order: "at" DESC, id DESC
SELECT *, coalesce(first_published, '') AS "at", first_published[:10] AS day, strip_accents(lower(speaker)) AS who
FROM quotation;

-- name: listed_happening order: "at" DESC, id DESC
SELECT *, coalesce(first_published, '') AS "at", first_published[:10] AS day FROM happening;

-- name: listed_series order: "at" DESC, id DESC
SELECT *, coalesce(last_published, '') AS "at", last_published[:10] AS day FROM series;

-- name: listed_divergence order: "at" DESC, series DESC, lower_voice DESC, upper_voice DESC
SELECT * REPLACE (CAST(day AS VARCHAR) AS day), CAST(day AS VARCHAR) AS "at" FROM divergence;

-- name: listed_coverage order: "at" DESC, outlet_key DESC
SELECT outlet, CAST(day AS VARCHAR) AS day, seen, "read", copies, failed,
    coalesce(CAST(day AS VARCHAR), '') AS "at", coalesce(outlet, '') AS outlet_key
FROM coverage;

-- name: listed_failure order: "when" DESC, path_key DESC, line_key DESC, reason DESC
SELECT path, line, reason, "at", strftime("at", '%Y-%m-%dT%H:%M:%S.%f') AS "when",
    coalesce(path, '') AS path_key, coalesce(line, -1) AS line_key
FROM failure;
