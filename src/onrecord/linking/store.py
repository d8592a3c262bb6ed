"""Writing groups to the archive: rows that no longer hold are withdrawn, new ones added, ids kept or forwarded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from onrecord.archive.connect import Connection
from onrecord.linking.identity import settle

Row = dict[str, Any]
CLOCKS = ("recorded_at", "withdrawn_at")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of linked tables: `group` and `member`, the member's column that names its group, and its item's.

    `item` is None where a member is a report as a whole.
    """

    name: str
    group: str
    member: str
    column: str
    item: str | None = None

    @property
    def key(self) -> str:
        """SQL for a member's key: `REPORT` or `REPORT/ITEM`."""
        return f"report || '/' || {self.item}" if self.item else "report"


def key_of(layer: Layer, row: Mapping[str, Any]) -> str:
    """A member row's key."""
    return f"{row['report']}/{row[layer.item]}" if layer.item else str(row["report"])


def table(connection: Connection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """The rows of a query, by the names of their columns."""
    found = connection.execute(sql, dict(parameters) if isinstance(parameters, Mapping) else list(parameters))
    names = [column[0] for column in found.description]
    return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def insert(connection: Connection, name: str, rows: Sequence[Row]) -> None:
    """Add rows to `linked.<name>`, matched by the names of their columns; columns not given are absent."""
    if not rows:
        return
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'linked' AND table_name = $1 "
        "AND list_contains($2, column_name) ORDER BY column_index",
        [name, list(rows[0])],
    ).fetchall()
    shape = msgspec.json.encode([dict(columns)]).decode()
    names = ", ".join(f'"{column}"' for column, _ in columns)
    connection.execute(
        f"INSERT INTO linked.{name} ({names}) SELECT {', '.join(f'r.{n}' for n in names.split(', '))} "
        f"FROM (SELECT unnest(from_json($1, '{shape}')) AS r)",
        [msgspec.json.encode(rows).decode()],
    )


def held(connection: Connection, layer: Layer, keys: Iterable[str]) -> dict[str, Row]:
    """The member rows that hold for the items of `keys`."""
    rows = table(
        connection,
        f"SELECT {layer.key} AS key, * FROM linked.{layer.member} "
        f"WHERE withdrawn_at IS NULL AND {layer.key} IN (SELECT unnest($1::VARCHAR[]))",
        [sorted(keys)],
    )
    return {row.pop("key"): row for row in rows}


def regroup(
    connection: Connection,
    layer: Layer,
    members: Sequence[Sequence[Row]],
    about: Sequence[Row],
    new: Sequence[int],
    now: datetime,
) -> dict[str, str]:
    """Make the groups of `members` those that hold for their items; the group id of each item.

    `members[k]`: rows of group k without group and clocks, earliest first; `about[k]`: columns of the group's
    own row. A group of one has no rows, unless it keeps an id that is not its own key. A merged id that stands for
    a group again leads nowhere else any more. Items that were in a group before and are not given go where most of the
    others go, but for those of the readings `new`, which have them no more.
    """
    keys = [[key_of(layer, row) for row in group] for group in members]
    before = held(connection, layer, (key for group in keys for key in group))
    absent = _absent(connection, layer, before, new)
    members, keys = _followed(layer, members, keys, before, absent)
    before |= absent
    settled = settle({key: row[layer.column] for key, row in before.items()}, keys)
    gone, come, groups = _lost(connection, layer, before, new), [], {}
    for group, rows, facts in zip(keys, members, about, strict=True):
        name = settled.group[group[0]]
        stays = len(group) > 1 or name != group[0]
        if stays:
            published = min((row["published"] for row in rows if row["published"]), default=None)
            groups[name] = {"id": name, "published": published, **facts}
        for key, row in zip(group, rows, strict=True):
            wanted = {layer.column: name, **row} if stays else None
            have = {k: v for k, v in before[key].items() if k not in CLOCKS} if key in before else None
            if have is not None and have != wanted:
                gone.append(key)
            if wanted is not None and have != wanted:
                come.append({**wanted, "recorded_at": now})
    _withdraw(connection, layer.member, layer.key, gone, now)
    insert(connection, layer.member, come)
    _regroup_rows(connection, layer, groups, {row[layer.column] for row in before.values()}, now)
    traces = [
        {"layer": layer.name, "old": f.old, "new": f.new, "how": f.how, "recorded_at": now} for f in settled.forwards
    ]
    insert(connection, "forward", traces)
    connection.execute(
        "UPDATE linked.forward SET withdrawn_at = $1 WHERE layer = $2 AND how = 'merge' AND withdrawn_at IS NULL "
        "AND old IN (SELECT unnest($3::VARCHAR[]))",
        [now, layer.name, sorted(groups)],
    )
    return settled.group


def _lost(connection: Connection, layer: Layer, before: Mapping[str, Row], new: Sequence[int]) -> list[str]:
    """What `new` readings had in groups and have no more."""
    found = connection.execute(
        f"SELECT {layer.key} FROM linked.{layer.member} WHERE withdrawn_at IS NULL "
        f"AND reading IN (SELECT unnest($1::BIGINT[])) AND {layer.key} NOT IN (SELECT unnest($2::VARCHAR[]))",
        [list(new), sorted(before)],
    )
    return [row[0] for row in found.fetchall()]


def _absent(connection: Connection, layer: Layer, before: Mapping[str, Row], new: Sequence[int]) -> dict[str, Row]:
    """The other members that the groups of `before` have, in other readings than the new ones."""
    rows = table(
        connection,
        f"SELECT {layer.key} AS key, * FROM linked.{layer.member} WHERE withdrawn_at IS NULL "
        f"AND {layer.column} IN (SELECT unnest($1::VARCHAR[])) AND {layer.key} NOT IN (SELECT unnest($2::VARCHAR[])) "
        "AND reading IN (SELECT reading FROM base.known) AND reading NOT IN (SELECT unnest($3::BIGINT[])) "
        "ORDER BY published NULLS LAST, reading, key",
        [sorted({row[layer.column] for row in before.values()}), sorted(before), list(new)],
    )
    return {row.pop("key"): row for row in rows}


def _followed(
    layer: Layer, members: Sequence[Sequence[Row]], keys: Sequence[Sequence[str]], before: Mapping[str, Row],
    absent: Mapping[str, Row],
) -> tuple[list[list[Row]], list[list[str]]]:  # fmt: skip
    """Groups and their keys, with the absent in the first of those that most members of their group are in."""
    shares: dict[str, Counter[int]] = defaultdict(Counter)
    for k, group in enumerate(keys):
        for key in group:
            if key in before:
                shares[before[key][layer.column]][k] += 1
    all_members, all_keys = [list(group) for group in members], [list(group) for group in keys]
    for key, row in absent.items():
        ((k, _),) = shares[row[layer.column]].most_common(1)
        all_members[k].append({name: value for name, value in row.items() if name not in (*CLOCKS, layer.column)})
        all_keys[k].append(key)
    return all_members, all_keys


def _withdraw(connection: Connection, name: str, key: str, keys: Sequence[str], now: datetime) -> None:
    if keys:
        connection.execute(
            f"UPDATE linked.{name} SET withdrawn_at = $1 "
            f"WHERE withdrawn_at IS NULL AND {key} IN (SELECT unnest($2::VARCHAR[]))",
            [now, list(keys)],
        )


def _regroup_rows(
    connection: Connection, layer: Layer, groups: Mapping[str, Row], before: set[str], now: datetime
) -> None:
    found = table(
        connection,
        f"SELECT * EXCLUDE (recorded_at, withdrawn_at) FROM linked.{layer.group} "
        "WHERE withdrawn_at IS NULL AND id IN (SELECT unnest($1::VARCHAR[]))",
        [sorted(before | set(groups))],
    )
    have = {row["id"]: row for row in found}
    wanted = dict(groups)
    _withdraw(connection, layer.group, "id", [id_ for id_, row in have.items() if wanted.get(id_) != row], now)
    insert(
        connection,
        layer.group,
        [{**row, "recorded_at": now} for id_, row in wanted.items() if have.get(id_) != row],
    )


def finish(connection: Connection, layer: Layer, readings: Sequence[int], now: datetime) -> None:
    """Note that `layer` has linked `readings`; end what it still has of the readings that they replaced."""
    gone = connection.execute(
        f"UPDATE linked.{layer.member} SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND reading IN ("
        "SELECT o.reading FROM base.reading o JOIN base.reading n USING (report) "
        "WHERE o.withdrawn_at IS NOT NULL AND n.reading IN (SELECT unnest($2::BIGINT[]))) "
        f"RETURNING {layer.column}",
        [now, list(readings)],
    ).fetchall()
    connection.execute(
        f"UPDATE linked.{layer.group} g SET withdrawn_at = $1 WHERE withdrawn_at IS NULL "
        "AND id IN (SELECT unnest($2::VARCHAR[])) AND NOT EXISTS ("
        f"SELECT 1 FROM linked.{layer.member} m WHERE m.{layer.column} = g.id AND m.withdrawn_at IS NULL)",
        [now, sorted({row[0] for row in gone})],
    )
    seen(connection, layer.name, readings, now)


_CHANGING = ("correction", "moved", "story_member", "happening_member", "entity_member")
_LAST = 'SELECT max("at") FROM ({})'.format(
    " UNION ALL ".join(f'SELECT max(greatest(recorded_at, withdrawn_at)) AS "at" FROM linked.{t}' for t in _CHANGING)
)
"""When the last of what `waiting` looks at changed."""


def seen(connection: Connection, layer: str, readings: Iterable[int], now: datetime) -> None:
    """Note that `layer` has linked `readings`, with all that changed before (also by a clock that went ahead)."""
    last = connection.execute(_LAST).fetchone()
    at = max(now, last[0]) if last and last[0] else now
    insert(connection, "done", [{"reading": r, "layer": layer, "recorded_at": at} for r in readings])
