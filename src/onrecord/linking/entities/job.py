"""The registry in the archive: new reports' named entities join those known, or are entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from onrecord.archive.connect import Connection
from onrecord.linking.entities.families import Families
from onrecord.linking.entities.recall import corrected, remembered
from onrecord.linking.entities.registry import Judged, Profile, judge_entity, name_key
from onrecord.linking.store import Row, insert, seen, table
from onrecord.linking.waiting import waiting

LAYER = "entity"
BATCH = 1000
_FIRST = "first of its name"
_UNNAMED = "unnamed; its key in the report was another's in an earlier reading"
"""Unnamed entities go by their keys, `REPORT/LOCAL`, and are entered only where the registry has that key already."""
_LOCALS = """
SELECT r.reading, r.report, r.published, e.id AS local, e.name, e.kind, e.country, e.sector, e.code,
    coalesce(list_transform(e.roles, lambda role: struct_pack(
        title := role.title, organization := role.organization, country := role.country)), []) AS roles,
    len(list_filter(e.mentions, lambda mention: mention.form = 'name')) > 0 AS named
FROM base.reading r JOIN base.entity e USING (reading)
WHERE r.reading IN (SELECT unnest($1::BIGINT[]))
    AND (len(list_filter(e.mentions, lambda mention: mention.form = 'name')) > 0
        OR r.report || '/' || e.id IN (SELECT id FROM linked.entity))
ORDER BY r.day NULLS LAST, r.reading, e.n
"""
_KNOWN = """
WITH called AS (
    SELECT DISTINCT a.entity, a.name FROM linked.alias a
    WHERE a.withdrawn_at IS NULL AND lower(a.name) IN (SELECT lower(unnest($1::VARCHAR[])))),
office AS (
    SELECT entity, list(DISTINCT lower(concat_ws(' of ', title, organization))) FILTER (title IS NOT NULL) AS roles
    FROM linked.role SEMI JOIN called USING (entity) WHERE withdrawn_at IS NULL GROUP BY entity)
SELECT c.entity, e.kind, c.name, e.country, o.roles
FROM called c JOIN linked.entity e ON e.id = c.entity AND e.withdrawn_at IS NULL
SEMI JOIN (SELECT entity FROM linked.entity_member WHERE withdrawn_at IS NULL AND state = 'confirmed') m
    ON m.entity = c.entity
LEFT JOIN office o ON o.entity = c.entity
ORDER BY c.entity, c.name
"""
_BESIDE = """
WITH mine AS (
    SELECT DISTINCT entity, reading, local FROM linked.entity_member
    WHERE withdrawn_at IS NULL AND state = 'confirmed' AND entity IN (SELECT unnest($1::VARCHAR[])))
SELECT m.entity, list(DISTINCT lower(b.name)) FROM mine m JOIN base.entity b ON b.reading = m.reading
WHERE b.id <> m.local GROUP BY m.entity
"""
"""Each table is made distinct first: an entity of n reports has n rows in each, and joined they were n to the third."""


_TAKEN = "SELECT id FROM linked.entity WHERE rtrim(id, '+') IN (SELECT unnest($1::VARCHAR[]))"
_FORGET = """
UPDATE linked.{name} SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND reading IN (
    SELECT o.reading FROM base.reading o JOIN base.reading n USING (report)
    WHERE o.withdrawn_at IS NOT NULL AND n.reading IN (SELECT unnest($2::BIGINT[])))
"""


def link_entities(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were.

    What a user has corrected is taken as it is, and what a report's last reading was confirmed to be; the rest is
    judged.
    """
    new = waiting(connection, LAYER, batch)
    if new:
        rows = table(connection, _LOCALS, [list(new)])
        fixed = {**remembered(connection, new), **corrected(connection, new)}
        _forget(connection, new, now)
        known = _known(connection, rows)
        families = Families(connection, new)
        entered = _Entered(connection, rows, now)
        for row, profile in zip(rows, _profiles(rows), strict=True):
            key = (row["kind"], name_key(row["name"]))
            of_name = known.setdefault(key, []) if row["named"] else []
            judged = fixed.get((row["reading"], row["local"]))
            if row["named"]:
                judged = judged or families.suggest(row) or judge_entity(profile, key[1], of_name)
            if judged is None:
                judged = Judged(entered.entity(row), "confirmed", _FIRST if row["named"] else _UNNAMED)
            if judged.state == "confirmed" and row["named"]:
                _learn(of_name, judged.entity, profile)
                families.learn(row, judged.entity)
            entered.member(row, judged)
        entered.store(connection)
        seen(connection, LAYER, new, now)
    return len(new)


def _learn(known: list[Profile], entity: str, profile: Profile) -> None:
    """Have the profile of `entity` take in what one more report says; where there is none it begins with that."""
    mine = next((other for other in known if other.id == entity), None)
    if mine is None:
        known.append(replace(profile, id=entity))
    else:
        mine.learn(profile)


class _Entered:
    """The rows of a batch, stored at its end."""

    def __init__(self, connection: Connection, rows: Sequence[Row], now: datetime) -> None:
        keys = [f"{row['report']}/{row['local']}" for row in rows]
        self._taken = {row[0] for row in connection.execute(_TAKEN, [keys]).fetchall()}
        self._now = now
        self._rows: dict[str, list[Row]] = {"entity": [], "entity_member": [], "alias": [], "role": []}

    def _add(self, into: str, row: Row, **columns: object) -> None:
        self._rows[into].append({**columns, "published": row["published"], "recorded_at": self._now})

    def entity(self, row: Row) -> str:
        """Enter a new one; its id, which none before it had."""
        id_ = f"{row['report']}/{row['local']}"
        while id_ in self._taken:
            id_ += "+"
        self._taken.add(id_)
        facts = {name: row[name] for name in ("name", "kind", "country", "sector", "code")}
        self._add("entity", row, id=id_, **facts)
        return id_

    def member(self, row: Row, judged: Judged) -> None:
        of = {"entity": judged.entity, "reading": row["reading"]}
        self._add(
            "entity_member", row, report=row["report"], local=row["local"], state=judged.state, why=judged.why, **of
        )
        if judged.state == "confirmed" and row["named"]:
            self._add("alias", row, name=row["name"], **of)
            for role in row["roles"]:
                self._add("role", row, **role, **of)

    def store(self, connection: Connection) -> None:
        for name, rows in self._rows.items():
            insert(connection, name, rows)


def _profiles(rows: Sequence[Row]) -> list[Profile]:
    names: dict[int, set[str]] = {}
    for row in rows:
        names.setdefault(row["reading"], set()).add(row["name"].lower())
    return [
        Profile(
            id=f"{row['report']}/{row['local']}",
            kind=row["kind"],
            countries={row["country"]} if row["country"] else set(),
            roles={" of ".join(filter(None, (r["title"], r["organization"]))).lower() for r in row["roles"]},
            beside=names[row["reading"]] - {row["name"].lower()},
        )
        for row in rows
    ]


def _known(connection: Connection, rows: Sequence[Row]) -> dict[tuple[str, tuple[str, ...]], list[Profile]]:
    """The profiles of the entities that have a name of these rows."""
    found = table(connection, _KNOWN, [sorted({row["name"] for row in rows})])
    beside = dict(connection.execute(_BESIDE, [sorted({row["entity"] for row in found})]).fetchall())
    profiles: dict[tuple[str, tuple[str, ...]], list[Profile]] = {}
    for row in found:
        profile = Profile(
            row["entity"],
            row["kind"],
            {row["country"]} if row["country"] else set(),
            set(row["roles"] or ()),
            set(beside.get(row["entity"], ())),
        )
        of_name = profiles.setdefault((row["kind"], name_key(row["name"])), [])
        if all(other.id != profile.id for other in of_name):
            of_name.append(profile)
    return profiles


def _forget(connection: Connection, readings: Sequence[int], now: datetime) -> None:
    """Withdraw what earlier readings of the same reports said."""
    for name in ("entity_member", "alias", "role"):
        connection.execute(_FORGET.format(name=name), [now, list(readings)])
