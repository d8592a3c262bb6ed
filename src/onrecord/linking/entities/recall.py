"""What was said of entities of reports, by users or by linking, found again in later readings of the same reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.archive.connect import Connection
from onrecord.archive.places import same_entity
from onrecord.linking.entities.registry import Judged
from onrecord.linking.store import Row, table

Found = Mapping[tuple[int, str], Judged]
_AGAIN = """
SELECT said.*, e.name, e.kind, e.mentions,
    a."text" = b."text" AS same_text, n.reading AS now
FROM said JOIN base.reading r ON r.reading = said.reading
JOIN base.entity e ON e.reading = said.reading AND e.id = said.local
JOIN base.reading n ON n.report = r.report AND n.reading IN (SELECT unnest($1::BIGINT[]))
JOIN base.article a ON a.reading = said.reading JOIN base.article b ON b.reading = n.reading
ORDER BY said.n
"""
_USERS = """
WITH said AS (
    SELECT id AS n, after AS entity, reading, regexp_extract(target, '[^/]*$') AS local, why
    FROM linked.correction WHERE layer = 'entity' AND field = 'entity' AND withdrawn_at IS NULL)
"""
_BEFORE = """
WITH said AS (
    SELECT m.reading AS n, m.entity, m.reading, m.local, m.why
    FROM linked.entity_member m JOIN base.reading o USING (reading)
    WHERE m.withdrawn_at IS NULL AND m.state = 'confirmed' AND o.withdrawn_at IS NOT NULL)
"""
_LOCALS = """
SELECT reading, id AS local, name, kind, mentions FROM base.entity
WHERE reading IN (SELECT unnest($1::BIGINT[])) ORDER BY reading, n
"""
_LED = """
WITH RECURSIVE led(id, steps) AS (
    SELECT $1, 0 UNION
    SELECT f.new, steps + 1 FROM led JOIN linked.forward f ON f.layer = 'entity' AND f.old = led.id
        AND f.how = 'merge' AND f.withdrawn_at IS NULL WHERE steps < 100)
SELECT id FROM led ORDER BY steps DESC LIMIT 1
"""


def corrected(connection: Connection, readings: Sequence[int]) -> Found:
    """The entity that a user gave to an entity of a report, by reading and local id there; the last word wins."""
    found = _again(connection, _USERS, readings)
    return {
        key: Judged(_led(connection, row["entity"]), "confirmed", f"a user's correction: {row['why']}")
        for key, row in found.items()
    }


def remembered(connection: Connection, readings: Sequence[int]) -> Found:
    """The entity that an entity of a report was confirmed to be in the reading that one of `readings` replaced."""
    found = _again(connection, _BEFORE, readings)
    return {key: Judged(row["entity"], "confirmed", row["why"]) for key, row in found.items()}


def _again(connection: Connection, said: str, readings: Sequence[int]) -> dict[tuple[int, str], Row]:
    """What was said, by the entity that it means in another reading of the report."""
    rows = table(connection, said + _AGAIN, [list(readings)])
    locals_: dict[int, list[Row]] = {}
    for row in table(connection, _LOCALS, [sorted({row["now"] for row in rows})]):
        locals_.setdefault(row["reading"], []).append(row)
    found = {}
    for row in rows:
        meant = _meant(row, locals_.get(row["now"], ()))
        if meant is not None:
            found[row["now"], meant] = row
    return found


def _meant(said: Row, candidates: Sequence[Row]) -> str | None:
    found = same_entity(said, candidates, said["same_text"])
    return found["local"] if found else None


def _led(connection: Connection, entity: str) -> str:
    row = connection.execute(_LED, [entity]).fetchone()
    return str(row[0]) if row else entity
