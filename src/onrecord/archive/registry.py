"""Questions to the registry of entities."""

from __future__ import annotations

from onrecord.archive.questions import Filters, Question

_NAMED = """
(contains(strip_accents(lower(x.name)), strip_accents(lower($name))) OR x.id IN (
    SELECT entity FROM linked.alias WHERE contains(strip_accents(lower(name)), strip_accents(lower($name)))
        AND base.known_at(recorded_at, withdrawn_at)))
"""
_ENTITY = {
    "name": _NAMED, "kind": "x.kind = $kind", "country": "x.country = $country", "code": "starts_with(x.code, $code)",
    "own": "x.id IN (SELECT entity FROM identified WHERE own = $own AND state = 'confirmed')",
}  # fmt: skip
_CORRECTIONS = """
SELECT c.id, c.layer, c.target, c.field, c.before, c.after, c.who, c.why, c.recorded_at, c.withdrawn_at,
    CASE WHEN NOT coalesce(base.known_at(c.recorded_at, c.withdrawn_at), false) THEN 'taken back'
        WHEN c.id IN (
            SELECT p.correction FROM linked.correction_place p JOIN base.known k ON k.reading = p.reading
            WHERE p.item IS NULL) THEN 'orphaned'
        ELSE 'holds' END AS state
FROM linked.correction c
WHERE (getvariable('as_of') IS NULL OR c.recorded_at <= CAST(getvariable('as_of') AS TIMESTAMP))
"""


def corrections(filters: Filters) -> Question:
    """What users said, in order.

    `state`: `holds`, `taken back`, or `orphaned`: the report as read anew no longer has it, or not what it was said to
    be the same as. Filters: `layer`, `state` and `report`.
    """
    known = {"layer": "layer = $layer", "state": "state = $state",
             "report": "(target = $report OR starts_with(target, $report || '/'))"}  # fmt: skip
    given = {name: value for name, value in filters.items() if value is not None}
    where = f"WHERE {' AND '.join(known[name] for name in given)}" if given else ""
    return Question(f"SELECT * FROM ({_CORRECTIONS}) {where} ORDER BY id", given)


def entities(filters: Filters) -> Question:
    """Entities of the registry with their aliases and the ids of the user's table, those of most reports first."""
    given = {name: value for name, value in filters.items() if value is not None}
    clauses = " AND ".join(["r.id IS NOT NULL", *(_ENTITY[name] for name in given)])
    sql = f"""
SELECT x.*, i.own, a.aliases FROM entity x
JOIN (SELECT DISTINCT id FROM linked.entity WHERE base.known_at(recorded_at, withdrawn_at)) r ON r.id = x.id
LEFT JOIN (
    SELECT entity, list(DISTINCT name ORDER BY name) AS aliases FROM linked.alias
    WHERE base.known_at(recorded_at, withdrawn_at) GROUP BY entity) a ON a.entity = x.id
LEFT JOIN (SELECT entity, list(own ORDER BY own) AS own FROM identified WHERE state = 'confirmed' GROUP BY entity) i
    ON i.entity = x.id
WHERE {clauses} ORDER BY x.reports DESC, x.id"""
    return Question(sql, given)


def suggestions(filters: Filters) -> Question:
    """Entities of reports that may be one of the registry's, with the reason; `target` and `entity` confirm it."""
    given = {name: value for name, value in filters.items() if value is not None}
    named = "AND contains(strip_accents(lower(e.name)), strip_accents(lower($name)))" if "name" in given else ""
    sql = f"""
SELECT m.report || '/' || m.local AS target, e.name, m.entity, r.name AS may_be, m.why, k.published, k.outlet
FROM linked.entity_member m JOIN base.known k USING (reading)
JOIN base.entity e ON e.reading = m.reading AND e.id = m.local
LEFT JOIN linked.entity r ON r.id = m.entity AND base.known_at(r.recorded_at, r.withdrawn_at)
WHERE m.state = 'suggested' AND base.known_at(m.recorded_at, m.withdrawn_at) {named}
ORDER BY k.published DESC NULLS LAST, target"""
    return Question(sql, given)
