"""A user's word on which entity a mention's entity is: an append-only record that wins and survives re-reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from onrecord.archive import ArchiveError, Writer, utc_now
from onrecord.archive.connect import Connection
from onrecord.linking.store import insert, table

_MEMBER = """
SELECT entity, reading, report, local, published FROM linked.entity_member
WHERE withdrawn_at IS NULL AND report || '/' || local = $1
"""
_WITHDRAW = """
UPDATE linked.entity_member SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND report || '/' || local = $2
"""
_OWN = """
SELECT r.report || '/' || e.id AS id, e.name, e.kind, e.country, e.sector, e.code, r.published
FROM base.entity e JOIN base.reading r USING (reading) WHERE r.withdrawn_at IS NULL AND r.report || '/' || e.id = $1
"""


def correct_entity(
    path: str | Path, target: str, entity: str, *, who: str, why: str, clock: Callable[[], datetime] = utc_now
) -> None:
    """Say that the entity `target` (`REPORT/LOCAL`) of a report is the registry's `entity`.

    To take it out of an entity, give it its own key. What held before stays readable and can be given
    again, so nothing is lost. Raises `ArchiveError` where the archive has no such entity.
    """
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        now = clock()
        rows = table(connection, _MEMBER, [target])
        if not rows:
            raise ArchiveError(f"{path}: no entity {target}; `onrecord link` enters those of new reports")
        _enter(connection, path, target, entity, now)
        number = (connection.execute("SELECT count(*) + 1 FROM linked.correction").fetchone() or (1,))[0]
        told = {"id": number, "before": rows[0]["entity"], "after": entity, "who": who, "why": why,
                "reading": rows[0]["reading"], "recorded_at": now}  # fmt: skip
        insert(connection, "correction", [{"layer": "entity", "target": target, "field": "entity", **told}])
        connection.execute(_WITHDRAW, [now, target])
        reason = f"a user's correction: {why}"
        member = {**rows[0], "entity": entity, "state": "confirmed", "why": reason, "recorded_at": now}
        insert(connection, "entity_member", [member])


def _enter(connection: Connection, path: str | Path, target: str, entity: str, now: datetime) -> None:
    """See that the registry has `entity`; one that is taken out on its own is entered."""
    if connection.execute("SELECT 1 FROM linked.entity WHERE withdrawn_at IS NULL AND id = $1", [entity]).fetchone():
        return
    if entity != target:
        raise ArchiveError(f"{path}: the registry has no entity {entity}")
    insert(connection, "entity", [{**row, "recorded_at": now} for row in table(connection, _OWN, [target])])
