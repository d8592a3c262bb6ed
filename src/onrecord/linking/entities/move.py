"""Moving entities of reports from one entity of the registry to another, with the names and roles they gave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from onrecord.archive import ArchiveError
from onrecord.archive.connect import Connection
from onrecord.linking.store import insert, table

_MEMBERS = """
SELECT * EXCLUDE (recorded_at, withdrawn_at) FROM linked.entity_member
WHERE withdrawn_at IS NULL AND report || '/' || local IN (SELECT unnest($1::VARCHAR[])) ORDER BY reading, local
"""
_NAMES = """
SELECT e.name, e.reading, r.published FROM base.entity e JOIN base.reading r USING (reading)
WHERE r.withdrawn_at IS NULL AND r.report || '/' || e.id IN (SELECT unnest($1::VARCHAR[])) ORDER BY e.reading, e.n
"""
_ROLES = """
SELECT role.title, role.organization, role.country, reading, published FROM (
    SELECT unnest(e.roles) AS role, e.reading, r.published FROM base.entity e JOIN base.reading r USING (reading)
    WHERE r.withdrawn_at IS NULL AND r.report || '/' || e.id IN (SELECT unnest($1::VARCHAR[])) ORDER BY e.reading, e.n)
"""
_OWN = """
SELECT r.report || '/' || e.id AS id, e.name, e.kind, e.country, e.sector, e.code, r.published
FROM base.entity e JOIN base.reading r USING (reading) WHERE r.withdrawn_at IS NULL AND r.report || '/' || e.id = $1
"""
_END = {
    "entity_member": "UPDATE linked.entity_member SET withdrawn_at = $1 WHERE withdrawn_at IS NULL "
                     "AND report || '/' || local IN (SELECT unnest($2::VARCHAR[]))",
    "alias": "UPDATE linked.alias a SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND EXISTS ("
             "SELECT 1 FROM linked.entity_member m JOIN base.entity e ON e.reading = m.reading AND e.id = m.local "
             "WHERE m.withdrawn_at IS NULL AND m.report || '/' || m.local IN (SELECT unnest($2::VARCHAR[])) "
             "AND m.entity = a.entity AND m.reading = a.reading AND e.name = a.name)",
    "role": "UPDATE linked.role o SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND EXISTS ("
            "SELECT 1 FROM linked.entity_member m JOIN base.entity e ON e.reading = m.reading AND e.id = m.local, "
            "unnest(e.roles) AS u(role) "
            "WHERE m.withdrawn_at IS NULL AND m.report || '/' || m.local IN (SELECT unnest($2::VARCHAR[])) "
            "AND m.entity = o.entity AND m.reading = o.reading AND u.role.title IS NOT DISTINCT FROM o.title "
            "AND u.role.organization IS NOT DISTINCT FROM o.organization)",
}  # fmt: skip


def members_of(connection: Connection, entity: str) -> list[str]:
    """The keys (`REPORT/LOCAL`) of the reports' entities that are the registry's `entity`, or may be."""
    found = connection.execute(
        "SELECT report || '/' || local FROM linked.entity_member WHERE withdrawn_at IS NULL AND entity = $1 "
        "ORDER BY reading, local",
        [entity],
    )
    return [row[0] for row in found.fetchall()]


def move(connection: Connection, targets: Sequence[str], entity: str, why: str, now: datetime) -> None:
    """Make `entity` what `targets` are, confirmed; they take their names and roles along."""
    keys = list(targets)
    members = table(connection, _MEMBERS, [keys])
    for name in ("alias", "role", "entity_member"):
        connection.execute(_END[name], [now, keys])
    given = {"entity": entity, "recorded_at": now}
    insert(connection, "entity_member", [{**row, "state": "confirmed", "why": why, **given} for row in members])
    insert(connection, "alias", [{**row, **given} for row in table(connection, _NAMES, [keys])])
    insert(connection, "role", [{**row, **given} for row in table(connection, _ROLES, [keys])])


def enter(connection: Connection, target: str, entity: str, now: datetime) -> None:
    """See that the registry has `entity`; a report's entity that is to be one of its own is entered."""
    if connection.execute("SELECT 1 FROM linked.entity WHERE withdrawn_at IS NULL AND id = $1", [entity]).fetchone():
        return
    if entity != target:
        raise ArchiveError(f"the registry has no entity {entity}")
    insert(connection, "entity", [{**row, "recorded_at": now} for row in table(connection, _OWN, [target])])


def withdraw_entity(connection: Connection, entity: str, now: datetime) -> None:
    """End an entity's own row."""
    connection.execute(
        "UPDATE linked.entity SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND id = $2", [now, entity]
    )


def forward(
    connection: Connection, old: str, new: str, how: Literal["merge", "split"], why: str, now: datetime
) -> None:
    """Leave a trace of where an entity's id, or a part of what it stood for, went."""
    insert(
        connection, "forward", [{"layer": "entity", "old": old, "new": new, "how": how, "why": why, "recorded_at": now}]
    )
