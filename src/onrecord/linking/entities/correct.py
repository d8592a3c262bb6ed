"""A user's word on the registry: append-only records that win, say why, survive re-reading, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onrecord.archive import ArchiveError, Writer, utc_now
from onrecord.archive.connect import Connection
from onrecord.linking.entities.move import enter, forward, members_of, move, withdraw_entity
from onrecord.linking.store import Row, insert, table

Clock = Callable[[], datetime]
FIELDS = ("name", "kind", "country", "sector", "code")
"""What can be set of an entity."""
_ENTITY = "SELECT * FROM linked.entity WHERE withdrawn_at IS NULL AND id = $1"
_CORRECTION = "SELECT * FROM linked.correction WHERE layer = 'entity' AND id = $1"
_MERGED = """
SELECT report || '/' || local FROM linked.entity_member WHERE entity = $1 AND withdrawn_at = $2 ORDER BY reading, local
"""


@dataclass(frozen=True, slots=True)
class Told:
    """Who says it, and why."""

    who: str
    why: str


def correct_entity(path: str | Path, target: str, entity: str, *, who: str, why: str, clock: Clock = utc_now) -> int:
    """Say that the entity `target` (`REPORT/LOCAL`) of a report is the registry's `entity`; the correction's number.

    To take it out of an entity, give it its own key. Raises `ArchiveError` where the archive has no such entity.
    """
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        return _assign(connection, target, entity, Told(who, why), clock())


def split_entity(path: str | Path, targets: Sequence[str], *, who: str, why: str, clock: Clock = utc_now) -> int:
    """Say that the entities `targets` of reports are one of their own, known by the first's key; the last number."""
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        now, number = clock(), 0
        if not targets:
            raise ArchiveError("nothing to take out: give the key of an entity of a report, REPORT/LOCAL")
        before = _held(connection, targets[0])["entity"]
        if before == targets[0]:
            raise ArchiveError(f"{targets[0]} is what its entity is called by; take out the others instead")
        for target in targets:
            number = _assign(connection, target, targets[0], Told(who, why), now)
        forward(connection, before, targets[0], "split", why, now)
        return number


def merge_entities(path: str | Path, entity: str, into: str, *, who: str, why: str, clock: Clock = utc_now) -> int:
    """Say that the registry's `entity` is `into`, whose id stays; the correction's number."""
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        now = clock()
        for id_ in (entity, into):
            _registered(connection, id_)
        if entity == into:
            raise ArchiveError(f"{entity} is itself already")
        number = _record(connection, "merge", entity, (entity, into), Told(who, why), now)
        move(connection, members_of(connection, entity), into, f"merged by a user: {why}", now)
        withdraw_entity(connection, entity, now)
        forward(connection, entity, into, "merge", why, now)
        return number


def set_entity(
    path: str | Path, entity: str, field: str, value: str | None, *, who: str, why: str, clock: Clock = utc_now
) -> int:
    """Say what an entity's `field` (one of `FIELDS`) is; the correction's number."""
    if field not in FIELDS:
        raise ArchiveError(f"no field {field!r} to set; there are {', '.join(FIELDS)}")
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        now, row = clock(), _registered(connection, entity)
        number = _record(connection, field, entity, (row[field], value), Told(who, why), now)
        _replace(connection, row, field, value, now)
        return number


def undo_correction(path: str | Path, number: int, *, who: str, why: str, clock: Clock = utc_now) -> int:
    """Take a correction back: what held before it holds again; the number of the record that says so.

    Raises `ArchiveError` where there is none of that number, or it was taken back before.
    """
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        rows, now = table(connection, _CORRECTION, [number]), clock()
        if not rows or rows[0]["field"] == "undo":
            raise ArchiveError(f"no correction {number} to take back")
        made = rows[0]
        if made["withdrawn_at"] is not None:
            raise ArchiveError(f"correction {number} was taken back at {made['withdrawn_at']}")
        connection.execute("UPDATE linked.correction SET withdrawn_at = $1 WHERE id = $2", [now, number])
        if made["field"] == "entity":
            _unassign(connection, made, why, now)
        elif made["field"] == "merge":
            _unmerge(connection, made, why, now)
        else:
            row = _registered(connection, made["target"])
            _replace(connection, row, made["field"], made["before"], now)
        return _record(connection, "undo", str(number), (made["after"], made["before"]), Told(who, why), now)


def _assign(connection: Connection, target: str, entity: str, told: Told, now: datetime) -> int:
    row = _held(connection, target)
    enter(connection, target, entity, now)
    number = _record(connection, "entity", target, (row["entity"], entity), told, now, row["reading"])
    move(connection, [target], entity, f"a user's correction: {told.why}", now)
    return number


def _unassign(connection: Connection, made: Row, why: str, now: datetime) -> None:
    enter(connection, made["target"], made["before"], now)
    move(connection, [made["target"]], made["before"], f"a correction taken back: {why}", now)


def _unmerge(connection: Connection, made: Row, why: str, now: datetime) -> None:
    """Give the merged entity back the members that it had, and its id."""
    old = table(
        connection, "SELECT * FROM linked.entity WHERE id = $1 ORDER BY recorded_at DESC LIMIT 1", [made["before"]]
    )
    insert(connection, "entity", [{**row, "recorded_at": now, "withdrawn_at": None} for row in old])
    found = connection.execute(_MERGED, [made["before"], made["recorded_at"]]).fetchall()
    held = set(members_of(connection, made["after"]))
    back = [target for (target,) in found if target in held]
    move(connection, back, made["before"], f"a merge taken back: {why}", now)
    connection.execute(
        "UPDATE linked.forward SET withdrawn_at = $1 WHERE layer = 'entity' AND old = $2 AND new = $3 "
        "AND withdrawn_at IS NULL",
        [now, made["before"], made["after"]],
    )


def _held(connection: Connection, target: str) -> Row:
    rows = table(
        connection,
        "SELECT * FROM linked.entity_member WHERE withdrawn_at IS NULL AND report || '/' || local = $1",
        [target],
    )
    if not rows:
        raise ArchiveError(f"no entity {target}; `onrecord link` enters those of new reports")
    return rows[0]


def _registered(connection: Connection, entity: str) -> Row:
    rows = table(connection, _ENTITY, [entity])
    if not rows:
        raise ArchiveError(f"the registry has no entity {entity}")
    return rows[0]


def _replace(connection: Connection, row: Row, field: str, value: str | None, now: datetime) -> None:
    withdraw_entity(connection, row["id"], now)
    insert(connection, "entity", [{**row, field: value, "recorded_at": now}])


def _record(
    connection: Connection, field: str, target: str, change: tuple[str | None, str | None], told: Told, now: datetime,
    reading: int | None = None,
) -> int:  # fmt: skip
    found = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM linked.correction").fetchone()
    number = int(found[0]) if found else 1
    row = {"id": number, "layer": "entity", "target": target, "field": field, "before": change[0], "after": change[1],
           "who": told.who, "why": told.why, "reading": reading, "recorded_at": now}  # fmt: skip
    insert(connection, "correction", [row])
    return number
