"""The questions of the actor page: one entity of the registry, or all actors of a country (`snapshot/told.sql`)."""

from __future__ import annotations

ENTITY = """
SELECT id, name, kind, country, sector, code, reports FROM entity WHERE id = $id
"""
ALIASES = "SELECT name FROM actor_alias WHERE who = $id ORDER BY n DESC, name LIMIT 20"
SUGGESTED = "SELECT DISTINCT id, name FROM actor_maybe WHERE who = $id ORDER BY name, id LIMIT 10"
READINGS = "SELECT DISTINCT reading FROM actor_member WHERE who = $who AND is_country = $is_country ORDER BY reading"
"""The readings where someone stands: with a clock all other questions are bounded to them."""

_OF = "who = $who AND is_country = $is_country"
REPORTS = f"SELECT CAST(coalesce(sum(reports), 0) AS BIGINT) AS reports FROM actor_story WHERE {_OF}"
ROLES = """
SELECT title, organization, country, since, until, reports, report, local, outlet FROM actor_role WHERE who = $who
ORDER BY until DESC NULLS LAST, reports DESC, title, organization, country LIMIT 40
"""
STORIES = f"""
SELECT story, title, reports, since, until, first_title, statements, count(*) OVER () AS total
FROM actor_story WHERE {_OF} ORDER BY until DESC NULLS LAST, reports DESC, story LIMIT $take OFFSET $skip
"""
STATEMENTS = f"""
SELECT id, statement, act, words, source, report, outlet, published, story, reports, count(*) OVER () AS total
FROM actor_quotation WHERE {_OF} AND ($story IS NULL OR list_contains(stories, $story))
ORDER BY published DESC NULLS LAST, id LIMIT $take OFFSET $skip
"""
OVER_TIME = f"""
SELECT count(*) AS n, count(DISTINCT published[:10]) AS days, min(published)[:10] AS since, max(published)[:10] AS until
FROM actor_quotation WHERE {_OF} AND published IS NOT NULL
"""
EVENTS = f"""
SELECT id, type, mode, status, "trigger", when_start, when_end, place, report, event, outlet, published, reports,
    count(*) OVER () AS total
FROM actor_event WHERE {_OF} AND role = $role
ORDER BY since DESC NULLS LAST, published DESC, id LIMIT $take OFFSET $skip
"""
"""Of one `role`: events in which the actor is that."""
WITH_WHOM = f"""
SELECT entity, name, code, happenings FROM actor_whom WHERE {_OF} AND role = $role
ORDER BY happenings DESC, name, entity LIMIT 15
"""
COUNTRY_ACTORS = """
SELECT id, name, kind, code, reports FROM entity WHERE country = $country ORDER BY reports DESC, name, id LIMIT 40
"""
