"""What a group of the linked layer holds, by its id; an id that was merged or split away leads on."""

from __future__ import annotations

from onrecord.archive.connect import Connection
from onrecord.archive.questions import Question

_REPORTS = """
SELECT r.id AS report, r.published, r.outlet, r.agency, r.title, r.words, r.copy_group, m.relation, m.kept, m.added
FROM report r LEFT JOIN linked.copy_member m
    ON m.report = r.id AND m.copy_group = r.copy_group AND base.known_at(m.recorded_at, m.withdrawn_at)
WHERE r.{group} = $id ORDER BY r.published NULLS LAST, r.id
"""
_ITEMS = """
SELECT x.*, r.published, r.outlet, r.copy_group FROM {view} x JOIN report r ON r.id = x.report
WHERE x.{group} = $id ORDER BY r.published NULLS LAST, x.report, x."start"
"""
_VARIANTS = """
SELECT report, published, outlet, id, source, relation, "copy", "first", manner, content FROM variant
WHERE quotation = $id ORDER BY published NULLS LAST, report, id
"""
_HAPPENING = """
SELECT x.report, r.published, r.outlet, x.id, x.type, x.mode, x.status, x."trigger", x.when_start, x.when_end, x.place,
    v.name AS voice, p."copy", p.unit, x.actors, x.recipients, x."start", x."end"
FROM event x JOIN report r ON r.id = x.report JOIN provenance p ON p.report = x.report
LEFT JOIN voice v ON v.report = x.report AND v.id = x.voice
WHERE x.happening = $id ORDER BY r.published NULLS LAST, x.report, x."start"
"""
_POINTS = """
SELECT report, published, name AS voice, value, low, high, approx, "of", status, "copy", source, figure, statement
FROM series_point WHERE series = $id ORDER BY published NULLS LAST, report, figure
"""
_STEPS = """
SELECT n, state, changed, "when", published, report, name AS voice, "copy", plan, step, event FROM chain_step
WHERE chain = $id ORDER BY n
"""
SHOWN = {
    "story": _REPORTS.format(group="story"),
    "copies": _REPORTS.format(group="copy_group"),
    "quotation": _VARIANTS,
    "happening": _HAPPENING,
    "series": _POINTS,
    "entity": _ITEMS.format(view="mention", group="entity"),
    "plan": _STEPS,
}
"""The kinds of groups that can be shown."""
_MEMBER = {
    "story": ("story", "story_member", "story"), "copies": ("copy_group", "copy_member", "copy_group"),
    "quotation": ("quotation", "quotation_member", "quotation"),
    "happening": ("happening", "happening_member", "happening"), "entity": ("entity", "entity_member", "entity"),
    "series": ("series", "series_member", "series"), "plan": ("plan", "plan_member", "chain"),
}  # fmt: skip
"""The layer of each kind, its table of members, and the column that names their group."""
_FORWARD = """
WITH RECURSIVE trace AS (
    SELECT old, new FROM linked.forward WHERE layer = $layer AND base.known_at(recorded_at, withdrawn_at)),
led(id, steps) AS (
    SELECT $id, 0 UNION SELECT trace.new, steps + 1 FROM led JOIN trace ON trace.old = led.id WHERE steps < 100)
SELECT DISTINCT id FROM led
WHERE id NOT IN (SELECT old FROM trace)
    OR id IN (SELECT {column} FROM linked.{member} WHERE base.known_at(recorded_at, withdrawn_at))
ORDER BY id <> $id, id
"""


def members(kind: str, id_: str) -> Question:
    """The members of a group: `kind` is a key of `SHOWN`."""
    return Question(SHOWN[kind], {"id": id_})


def forwarded(connection: Connection, kind: str, id_: str) -> list[str]:
    """Where an id of a group leads now: itself while it has members, and what it was merged or split into."""
    layer, member, column = _MEMBER[kind]
    sql = _FORWARD.format(member=member, column=column)
    found = connection.execute(sql, {"id": id_, "layer": layer}).fetchall()
    return [row[0] for row in found] or [id_]
