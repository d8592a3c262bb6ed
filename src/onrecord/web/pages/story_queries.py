"""The questions of the story page, about one story: views and tables of `snapshot/told.sql`, and the archive's.

Counts of independence follow `provenance` (docs/archive.md); a copy stands in the story of its origin, so that the
readings of a story are enough to count them.
"""

from __future__ import annotations

READINGS = """
SELECT reading, report, published, day, outlet, words, title, agency, copy_group FROM told_report
WHERE story = $story ORDER BY published NULLS LAST, report
"""
_HAPPENINGS = """
SELECT id, type, mode, status, statuses, "trigger", when_start, when_end, place, recency, report, event, published,
    reports, independent, voices, by_reporter, since, count(*) OVER () AS total
FROM told_happening WHERE story = $story AND ($background OR recency = 'news')
"""
IN_ORDER = f"{_HAPPENINGS} ORDER BY since, published, id LIMIT $take OFFSET $skip"
"""Happenings in order of time."""
MOST_TOLD = f"""
SELECT * FROM ({_HAPPENINGS} ORDER BY independent DESC, reports DESC, since, id LIMIT $take OFFSET $skip)
ORDER BY since, published, id
"""
"""Those that most tell, in order of time."""
PARTIES = """
SELECT report, event, role, coalesce(name, "text") AS name, entity, code FROM participant
WHERE list_contains($reports::VARCHAR[], report) AND list_contains($keys::VARCHAR[], report || '/' || event)
"""

SPEAKERS = """
SELECT voice, quotes, count(*) OVER () AS total FROM told_quotation WHERE story = $story AND named AND nth = 1
ORDER BY weight DESC, voice LIMIT $take OFFSET $skip
"""
_QUOTED = "id, voice, name, entity, words, act, condition, source, report, statement, outlet, published, reports"
SAID = f"""
SELECT {_QUOTED} FROM told_quotation
WHERE story = $story AND named AND nth <= $each AND list_contains($voices::VARCHAR[], voice) ORDER BY voice, nth
"""
UNNAMED = f"""
SELECT {_QUOTED}, count(*) OVER () AS total FROM told_quotation WHERE story = $story AND NOT named
ORDER BY condition IS NULL, reports DESC, published NULLS LAST, id LIMIT $take OFFSET $skip
"""

CHAINS = """
SELECT id, reports, steps, what, count(*) OVER () AS total FROM told_plan WHERE story = $story
ORDER BY reports DESC, steps DESC, id LIMIT $take OFFSET $skip
"""
PLANNED = """
SELECT DISTINCT r.reading FROM plan p JOIN told_report r ON r.report = p.report
WHERE p.chain IN (SELECT unnest($chains::VARCHAR[])) ORDER BY r.reading
"""
"""The readings that tell of plans, in whatever story."""
STEPS = """
SELECT s.chain, s.n, s.state, s.changed, s."when", s.published, s.report, s.plan, s.statement, s.name, s.copy, r.outlet
FROM chain_step s JOIN told_report r ON r.report = s.report
WHERE s.chain IN (SELECT unnest($chains::VARCHAR[])) ORDER BY s.chain, s.n LIMIT 2000
"""

SERIES = """
SELECT id, kind, "of", unit, figures, reports, count(*) OVER () AS total FROM told_series WHERE story = $story
ORDER BY kind IN ('killed', 'injured', 'missing', 'detained', 'displaced', 'held') DESC, figures DESC, id
LIMIT $take OFFSET $skip
"""
POINTS = """
SELECT p.series, p.report, p.figure, p.published, p.name AS voice,
    coalesce(p.voice, '?') AS key, p.value, p.low, p.high, p.approx,
    p.status, p.statement, r.outlet
FROM series_point p JOIN told_report r ON r.report = p.report
WHERE p.series IN (SELECT unnest($series::VARCHAR[])) AND NOT p.copy ORDER BY p.published NULLS LAST, p.report, p.figure
LIMIT 1000
"""
DIVERGENCES = """
SELECT series, day, lower_name, lower_value, lower_at_most, lower_report, lower_figure, upper_name, upper_value,
    upper_at_least, upper_report, upper_figure
FROM divergence WHERE series IN (SELECT unnest($series::VARCHAR[])) ORDER BY series, day, upper_name, lower_name LIMIT 200
"""  # noqa: E501
