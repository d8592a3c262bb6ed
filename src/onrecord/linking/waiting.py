"""Which readings a layer of linking has yet to see: new ones, and those of which what it rests on has changed since."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.archive.connect import Connection

_SAID = {
    "copy_group": ("report.published", "report.agency"), "story": ("report.published",),
    "quotation": ("report.published", "statement"), "happening": ("report.published", "event"),
    "series": ("report.published", "event", "figure", "statement"), "plan": ("report.published", "event", "plan"),
}  # fmt: skip
"""What users can correct that a layer rests on: a layer of the record, or one field of it."""
_MEMBERS = {"happening": ("story_member",), "series": ("story_member", "happening_member"), "plan": ("story_member",)}
"""The members of groups that a layer rests on."""
_MOVED = {
    "story": ("copy_group",), "quotation": ("copy_group",), "happening": ("story",), "series": ("story", "happening"),
    "plan": ("story",),
}  # fmt: skip
"""The groups that it rests on, as users put items into them."""
_CODED = ("happening",)
"""Layers that rest on the codes of entities."""
_NAMED = ("quotation", "plan")
"""Those that rest on who is whom, as users merge entities and set them apart."""

_WAITING = """
SELECT r.reading FROM base.known r
LEFT JOIN (SELECT reading, max(recorded_at) AS seen FROM linked.done WHERE layer = $layer GROUP BY reading) d USING (reading)
LEFT JOIN (SELECT reading, max(changed) AS changed FROM ({changes}) GROUP BY reading) c USING (reading)
WHERE d.seen IS NULL OR c.changed > d.seen
ORDER BY r.day NULLS LAST, r.reading LIMIT $limit
"""  # noqa: E501
_CORRECTIONS = """
SELECT p.reading, greatest(c.recorded_at, c.withdrawn_at) AS changed
FROM linked.correction_place p JOIN linked.correction c ON c.id = p.correction
WHERE p.part = 'target' AND list_has_any($said::VARCHAR[], [c.layer, concat(c.layer, '.', c.field)])
"""
_GROUPS = "SELECT reading, greatest(recorded_at, withdrawn_at) FROM linked.{table}"
_MOVES = """
SELECT reading, greatest(recorded_at, withdrawn_at) FROM linked.moved WHERE list_contains($moved::VARCHAR[], field)
"""
_CODES = """
SELECT m.reading, greatest(c.recorded_at, c.withdrawn_at, m.recorded_at, m.withdrawn_at)
FROM linked.correction c JOIN linked.entity_member m ON m.entity = c.target
WHERE c.layer = 'entity' AND c.field = 'code'
"""
_WHO = """
SELECT m.reading, c.recorded_at FROM linked.correction c
JOIN linked.entity_member m ON m.entity = c.after AND m.recorded_at = c.recorded_at
WHERE c.layer = 'entity' AND c.field IN ('entity', 'merge', 'undo')
"""


def waiting(connection: Connection, layer: str, limit: int) -> list[int]:
    """The readings that hold and that `layer` has not seen as they are now, by day and in order, `limit` at most."""
    parts = [_CORRECTIONS, _MOVES, *(_GROUPS.format(table=table) for table in _MEMBERS.get(layer, ()))]
    if layer in _CODED:
        parts.append(_CODES)
    if layer in _NAMED:
        parts.append(_WHO)
    given = {"layer": layer, "limit": limit, "said": list(_SAID.get(layer, ())), "moved": list(_MOVED.get(layer, ()))}
    found = connection.execute(_WAITING.format(changes=" UNION ALL ".join(parts)), given)
    return [row[0] for row in found.fetchall()]


def again(connection: Connection, layer: str, readings: Sequence[int]) -> list[int]:
    """Those of `readings` that `layer` has linked before, or of which users corrected what it rests on."""
    found = connection.execute(
        "SELECT reading FROM (SELECT unnest($readings::BIGINT[]) AS reading) WHERE reading IN ("
        f"SELECT reading FROM linked.done WHERE layer = $layer UNION SELECT reading FROM ({_CORRECTIONS})) ORDER BY 1",
        {"readings": list(readings), "layer": layer, "said": list(_SAID.get(layer, ()))},
    )
    return [row[0] for row in found.fetchall()]
