"""A user's word on what was read: append-only records that win, say why, survive re-reading, and can be taken back.

A correction names a report or an item of one, a field, and what it is. It is kept with what was before, and stands in
each reading of the report in which the item is found again (`onrecord.archive.anchors`). Entities have the registry's
own corrections (`onrecord.linking.entities`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.archive.connect import Connection, Writer, utc_now
from onrecord.archive.errors import ArchiveError
from onrecord.archive.fields import DROPPED, FIELDS, GROUPS, OF_REPORTS, checked
from onrecord.archive.places import Placed, Readings, again, insert_places, settle, speaker_of, value_of
from onrecord.archive.target import Target, find, find_in, present

Clock = Callable[[], datetime]
_BEFORE = "SELECT reading FROM base.reading WHERE report = $1 AND reading < $2 ORDER BY reading DESC"
_MEMBER = {
    **{group: f"SELECT report || '/' || id FROM {view} WHERE {group} = $1 ORDER BY report || '/' || id <> $1, 1"
       for view, group in GROUPS.items()},
    **{group: f"SELECT id FROM report WHERE {group} = $1 ORDER BY id <> $1, 1" for group in OF_REPORTS},
}  # fmt: skip
"""A member of a group, the one that it is named by first."""
_MADE = "SELECT layer, target, field, before, after, withdrawn_at FROM linked.correction WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Told:
    """Who says it, and why."""

    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Placing:
    """A correction that is to be placed."""

    number: int
    target: Target
    field: str
    after: str | None
    now: datetime


def correct(
    path: str | Path, target: str, field: str, value: str | None, *, who: str, why: str, clock: Clock = utc_now
) -> int:
    """Say what `field` (see `FIELDS`) of the report or item `target` is, None that it is absent; the record's number.

    A group is named by its id or by a member. Raises `ArchiveError` where there is no such item, field or value, or it
    is that already.
    """
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        return _correct(connection, find(connection, target), field, value, Told(who, why), clock())


def drop(path: str | Path, target: str, *, who: str, why: str, clock: Clock = utc_now) -> int:
    """Say that an item is none: no statement, no event, no figure, no plan; the record's number."""
    return correct(path, target, DROPPED, "true", who=who, why=why, clock=clock)


def join(
    path: str | Path, target: str, other: str, *, group: str | None = None, who: str, why: str, clock: Clock = utc_now
) -> int:
    """Say that two items are one (statement, event, thing counted, plan), or two reports of one `group`.

    `group`, of reports: `copy_group` or `story`. The first stands where linking puts the other, now and later.
    """
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        mine = find(connection, target)
        return _correct(connection, mine, _group(mine, group), other, Told(who, why), clock())


def part(path: str | Path, target: str, *, group: str | None = None, who: str, why: str, clock: Clock = utc_now) -> int:
    """Say that an item (of a report: its `group`) is one of its own, not what it was taken for; the record's number.

    Its group's id is its key with that number: no group has it, nor will one.
    """
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        mine = find(connection, target)
        field, now = _group(mine, group), clock()
        before = str(present(connection, mine)[field])
        members = connection.execute(f"{_MEMBER[field]} LIMIT 2", [before]).fetchall()
        if len(members) < 2:
            raise ArchiveError(f"{target} is alone already")
        after = f"{mine.key}+{_next(connection)}"
        number = _record(connection, mine, field, (before, after), Told(who, why), now)
        _stand(connection, Placing(number, mine, field, after, now))
        return number


def undo(path: str | Path, number: int, *, who: str, why: str, clock: Clock = utc_now) -> int:
    """Take a correction back: what held before holds again; the number of the record that says so.

    Raises `ArchiveError` where there is none of that number, or it was taken back before.
    """
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        row, now = connection.execute(_MADE, [number]).fetchone(), clock()
        if row is None or row[0] == "entity" or row[2] == "undo":
            raise ArchiveError(f"no correction {number} to take back")
        layer, _, _, before, after, withdrawn = row
        if withdrawn is not None:
            raise ArchiveError(f"correction {number} was taken back at {withdrawn}")
        connection.execute("UPDATE linked.correction SET withdrawn_at = $1 WHERE id = $2", [now, number])
        settle(connection, [number], now)
        taken_back = Target(str(number), layer, "", 0)
        return _record(connection, taken_back, "undo", (after, before), Told(who, why), now)


def layer_of(connection: Connection, number: int) -> str | None:
    """The layer of a correction; None where there is none of that number."""
    row = connection.execute(_MADE, [number]).fetchone()
    return str(row[0]) if row else None


def _correct(connection: Connection, target: Target, field: str, value: str | None, told: Told, now: datetime) -> int:
    after = checked(target.layer, field, value)
    before = _said(present(connection, target).get(field, "false" if field == DROPPED else None))
    other = None
    if field in (GROUPS.get(target.layer), *OF_REPORTS):
        other = _other(connection, target, field, str(after))
        after = str(present(connection, other)[field])
    if field == "speaker":
        after = _speaker(connection, target, str(after))
    if before == after:
        raise ArchiveError(f"{field} of {target.key} is {after} already")
    number = _record(connection, target, field, (before, after), told, now)
    _check_numbers(connection, target, field, after)
    _stand(connection, Placing(number, target, field, after, now), other)
    return number


def _said(value: Any) -> str | None:
    """A value as a correction keeps it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else repr(float(value))


def _group(target: Target, group: str | None) -> str:
    if target.layer == "report":
        if group not in OF_REPORTS:
            raise ArchiveError(f"of reports, say of which group: {' or '.join(OF_REPORTS)}")
        return group
    return GROUPS[target.layer]


def _other(connection: Connection, target: Target, field: str, named: str) -> Target:
    """The item that `named` is, else one of the group that it is the id of."""
    other = find_in(connection, target.layer, named)
    if other is None:
        row = connection.execute(f"{_MEMBER[field]} LIMIT 1", [named]).fetchone()
        other = find_in(connection, target.layer, row[0]) if row else None
    if other is None:
        raise ArchiveError(f"{named} is a {find(connection, named).layer}, {target.key} a {target.layer}")
    if other.key == target.key:
        raise ArchiveError(f"{target.key} is itself already")
    return other


def _speaker(connection: Connection, target: Target, named: str) -> str:
    """The local id of an entity of the report, given as that, as `REPORT/LOCAL`, or as an id of the registry."""
    local = connection.execute(
        "SELECT e.id FROM base.entity e LEFT JOIN base.registered m ON m.reading = e.reading AND m.local = e.id "
        "WHERE e.reading = $1 AND (e.id = $2 OR $3 || '/' || e.id = $2 OR m.entity = $2) ORDER BY e.n LIMIT 1",
        [target.reading, named, target.report],
    ).fetchone()
    if local is None:
        raise ArchiveError(
            f"{target.report} has no entity {named}; `onrecord sql` lists those of a report in `mention`"
        )
    return f"{target.report}/{local[0]}"


def _check_numbers(connection: Connection, target: Target, field: str, after: str | None) -> None:
    if target.layer == "figure" and field in ("value", "low", "high") and after is None:
        made = present(connection, target)
        if all(made[name] is None for name in ("value", "low", "high") if name != field):
            raise ArchiveError(f"{target.key} would have no value; drop it instead")


def _record(
    connection: Connection, target: Target, field: str, change: tuple[str | None, str | None], told: Told, now: datetime
) -> int:
    number = _next(connection)
    connection.execute(
        "INSERT INTO linked.correction (id, layer, target, field, before, after, who, why, recorded_at, reading) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [number, target.layer, target.key, field, *change, told.who, told.why, now, target.reading or None],
    )
    return number


def _next(connection: Connection) -> int:
    """The number of the next record."""
    found = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM linked.correction").fetchone()
    return int(found[0]) if found else 1


def _stand(connection: Connection, made: Placing, other: Target | None = None) -> None:
    """Note where a correction stands: in the reading that holds, and in the earlier ones that have the item."""
    readings, target = Readings(connection), made.target
    said = {"layer": target.layer, "field": made.field, "after": made.after}
    if made.field == "speaker":
        local = str(made.after).removeprefix(f"{target.report}/")
        entity = next(e for e in readings.entities(target.reading) if e["id"] == local)
        value: str | None = speaker_of(readings, target.item, entity, target.reading)
    else:
        value = value_of(readings, (target.layer, made.field, target.item), made.after, target.reading)
    places = [Placed(made.number, "target", target.reading, target.report, target.item, value)]
    if other is not None:
        places.append(Placed(made.number, "other", other.reading, other.report, other.item, None))
    for place in list(places):
        earlier = connection.execute(_BEFORE, [place.report, place.reading]).fetchall()
        found = [again(readings, said, place, reading) for (reading,) in earlier]
        places += [p for p in found if p.item is not None]
    insert_places(connection, places, made.now)


__all__ = ["FIELDS", "GROUPS", "OF_REPORTS", "correct", "drop", "join", "layer_of", "part", "undo"]
