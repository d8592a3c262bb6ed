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
_STEPS = """
SELECT p.report, r.published, p.what, s.n, s.state, s."when", s.event, s.voice
FROM plan p JOIN plan_step s ON s.report = p.report AND s.plan = p.id JOIN report r ON r.id = p.report
WHERE p.chain = $id ORDER BY r.published NULLS LAST, p.report, s.n
"""
SHOWN = {
    "story": _REPORTS.format(group="story"),
    "copies": _REPORTS.format(group="copy_group"),
    "quotation": _ITEMS.format(view="statement", group="quotation"),
    "happening": _ITEMS.format(view="event", group="happening"),
    "series": _ITEMS.format(view="figure", group="series"),
    "entity": _ITEMS.format(view="mention", group="entity"),
    "plan": _STEPS,
}
"""The kinds of groups that can be shown."""
_LAYER = {"copies": "copy_group"}
_FORWARD = """
WITH RECURSIVE led(id, steps) AS (
    SELECT $id, 0 UNION
    SELECT f.new, steps + 1 FROM led JOIN linked.forward f ON f.layer = $layer AND f.old = led.id WHERE steps < 100)
SELECT DISTINCT id FROM led WHERE id NOT IN (SELECT old FROM linked.forward WHERE layer = $layer) ORDER BY id
"""


def members(kind: str, id_: str) -> Question:
    """The members of a group: `kind` is a key of `SHOWN`."""
    return Question(SHOWN[kind], {"id": id_})


def forwarded(connection: Connection, kind: str, id_: str) -> list[str]:
    """Where an id of a group leads now: itself, the id that it was merged into, or those that it was split into."""
    found = connection.execute(_FORWARD, {"id": id_, "layer": _LAYER.get(kind, kind)}).fetchall()
    return [row[0] for row in found] or [id_]
