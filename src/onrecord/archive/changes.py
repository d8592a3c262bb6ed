"""What changed: between two readings of a report, and in the archive since a time."""

from __future__ import annotations

from datetime import datetime

from onrecord.archive.questions import Question

_ITEMS = {
    "statement": (
        "coalesce(nullif(array_to_string(list_transform(i.content, lambda s: s.\"text\"), ' … '), ''), i.cue.\"text\")",
        "concat_ws(' · ', coalesce(i.source.\"text\", '—'), i.act)",
    ),
    "event": (
        'i."trigger"."text"',
        "concat_ws(' · ', i.type, i.mode, i.status, "
        "array_to_string(list_transform(i.actors, lambda p: p.\"text\"), ', ') || ' → ' || "
        "array_to_string(list_transform(i.recipients, lambda p: p.\"text\"), ', '), "
        'i."when"."start", i.place.name)',
    ),
    "figure": (
        "concat_ws(' ', i.kind, i.\"of\".\"text\")",
        "concat_ws(' · ', i.number.\"text\", i.status)",
    ),
}  # fmt: skip
"""Of each layer: the words by which an item of one reading is found in another, and what is compared then."""

_PAIRS = """
pair AS (
    SELECT n.report, n.version, n.why, n.recorded_at, n.reading AS new, max(o.reading) AS old
    FROM base.reading n JOIN base.reading o ON o.report = n.report AND o.reading < n.reading
    WHERE {where} GROUP BY ALL)
"""
_SIDE = """
{layer}_{side} AS (
    SELECT pair.new, i.id, {anchor} AS words, {value} AS value,
        row_number() OVER (PARTITION BY pair.new, {anchor} ORDER BY i.n) AS nth
    FROM pair JOIN base."{layer}" i ON i.reading = pair.{side})
"""
_DIFFERENCE = """
SELECT pair.recorded_at AS "at",
    CASE WHEN o.id IS NULL THEN 'added' WHEN n.id IS NULL THEN 'withdrawn' ELSE 'changed' END AS what,
    '{layer}' AS layer, pair.report || '/' || coalesce(n.id, o.id) AS id,
    coalesce(n.words, o.words) AS words, o.value AS before, n.value AS after, pair.new AS reading
FROM {layer}_old o FULL JOIN {layer}_new n ON n.new = o.new AND n.words = o.words AND n.nth = o.nth
JOIN pair ON pair.new = coalesce(n.new, o.new)
WHERE n.id IS NULL OR o.id IS NULL OR n.value <> o.value
"""


_HEADLINE = """
SELECT pair.recorded_at, 'changed', 'headline', pair.report, n.title, o.title, n.title, pair.new
FROM pair JOIN base.article n ON n.reading = pair.new JOIN base.article o ON o.reading = pair.old
WHERE n.title IS DISTINCT FROM o.title
"""
_NOTICES = """
SELECT pair.recorded_at, 'added', 'correction notice', pair.report, f."text", NULL, f."text", pair.new
FROM pair JOIN (SELECT reading, unnest(furniture) AS f FROM base.article) n ON n.reading = pair.new
WHERE f.reason = 'correction' AND f."text" NOT IN (
    SELECT g."text" FROM (SELECT reading, unnest(furniture) AS g FROM base.article) o WHERE o.reading = pair.old)
"""


def _differences(where: str) -> tuple[str, str]:
    """Common table expressions, and the selection over them, of the differences of readings that fit `where`.

    Beside what was read of them: headlines that changed, and notices of correction that came.
    """
    tables = [_PAIRS.format(where=where)]
    for layer, (anchor, value) in _ITEMS.items():
        tables += [_SIDE.format(layer=layer, side=side, anchor=anchor, value=value) for side in ("old", "new")]
    parts = [*(_DIFFERENCE.format(layer=layer) for layer in _ITEMS), _HEADLINE, _NOTICES]
    return ", ".join(tables), " UNION ALL ".join(parts)


def version_changes(report: str) -> Question:
    """What each later reading of a report changed in its headline, statements, events and figures; what it corrects."""
    tables, selected = _differences("n.report = $report")
    sql = (
        f"WITH {tables}, difference AS ({selected}) SELECT p.version, p.why, d.* EXCLUDE (reading) "
        "FROM difference d JOIN pair p ON p.new = d.reading ORDER BY d.reading, d.layer, d.what, d.id, d.words"
    )
    return Question(sql, {"report": report})


_GROUPS = {
    "copy_group": "concat_ws(' · ', agency, origin)", "story": "title", "quotation": "concat_ws(' · ', speaker, words)",
    "happening": "concat_ws(' · ', type, mode, when_start, place, country)",
    "entity": "concat_ws(' · ', name, kind, country, sector, code)", "series": "concat_ws(' · ', kind, \"of\")",
    "plan": "what",
}  # fmt: skip
_MEMBERS = {
    "copy_member": ("copy_group", "report", "relation"), "story_member": ("story", "report", "''"),
    "quotation_member": ("quotation", "report || '/' || statement", "relation"),
    "happening_member": ("happening", "report || '/' || event", "''"),
    "entity_member": ("entity", "report || '/' || local", "state"),
    "series_member": ("series", "report || '/' || figure", "''"),
    "plan_member": ("chain", "report || '/' || plan", "''"),
}  # fmt: skip
"""Of each table, what a user sees of a row: its key and group, and what else it says."""


_ORPHANED = """
SELECT r.recorded_at, 'orphaned', c.layer, c.target, concat_ws(': ', c.field, c.why), c.before, c.after, min(r.reading)
FROM linked.correction_place p JOIN linked.correction c ON c.id = p.correction
JOIN base.reading r ON r.reading = p.reading
WHERE p.item IS NULL AND r.recorded_at >= $since GROUP BY ALL
"""
"""Corrections of what a later reading no longer has, or to what it no longer has."""


_SIDE_OF = """
SELECT {clock} AS "at", {id} AS id, {words} AS words, {said} AS said FROM {table} WHERE {clock} >= $since
"""


def _of(table: str, layer: str, id_: str, words: str, said: str) -> str:
    """Rows that came and went; what went and came again at one time, in the same group, changed, or did not."""
    come, gone = (
        _SIDE_OF.format(clock=clock, id=id_, words=words, said=said, table=table)
        for clock in ("recorded_at", "withdrawn_at")
    )
    return (
        'SELECT coalesce(n."at", o."at") AS "at", '
        "CASE WHEN o.id IS NULL THEN 'added' WHEN n.id IS NULL THEN 'withdrawn' ELSE 'changed' END AS what, "
        f"'{layer}' AS layer, coalesce(n.id, o.id) AS id, coalesce(n.words, o.words) AS words, "
        "CASE WHEN n.id IS NOT NULL THEN o.said END AS before, CASE WHEN o.id IS NOT NULL THEN n.said END AS after, "
        f"NULL AS reading FROM ({come}) n FULL JOIN ({gone}) o "
        'ON n."at" = o."at" AND n.id = o.id AND n.words IS NOT DISTINCT FROM o.words '
        "WHERE n.id IS NULL OR o.id IS NULL OR n.said IS DISTINCT FROM o.said"
    )


def _parts() -> list[str]:
    parts = [_of(f"linked.{t}", t, "id", "NULL", said) for t, said in _GROUPS.items()]
    parts += [_of(f"linked.{t}", group, own, f'"{group}"', said) for t, (group, own, said) in _MEMBERS.items()]
    parts.append(_of("base.failure", "failure", "concat_ws(':', path, line)", "reason", "''"))
    parts += [
        "SELECT recorded_at, CASE why WHEN 'version' THEN 'changed' ELSE why END, 'report', report, "
        "'version ' || version, NULL, NULL, reading FROM base.reading WHERE recorded_at >= $since",
        "SELECT recorded_at, how, layer, old, why, old, new, NULL FROM linked.forward WHERE recorded_at >= $since",
        "SELECT recorded_at, 'corrected', layer, target, concat_ws(': ', field, why), before, after, NULL "
        "FROM linked.correction WHERE recorded_at >= $since",
        _ORPHANED,
    ]
    return parts


def changes(since: datetime) -> Question:
    """All that was added, changed, reread, merged, split, corrected and withdrawn since `since` (UTC), in order.

    The items of a report that is new are not listed beside it; of one that came again, those that differ are, and what
    they are joined with where that differs. Asked as of a time, only what was known by then.
    """
    tables, selected = _differences("n.recorded_at >= $since")
    rows = " UNION ALL ".join([*_parts(), selected])
    sql = (
        f'WITH {tables} SELECT "at", what, layer, id, words, before, after FROM ({rows}) '
        'WHERE base.known_at("at", NULL) '
        "ORDER BY \"at\", reading NULLS LAST, layer = 'report' DESC, layer, id, what"
    )
    return Question(sql, {"since": since})
