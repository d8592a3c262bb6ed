"""Which groups users' words put items into, as linking has the groups now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from onrecord.archive.connect import Connection

MEMBERS = {
    "copy_group": ("copy_member", "''", "copy_group"), "story": ("story_member", "''", "story"),
    "quotation": ("quotation_member", "statement", "quotation"),
    "happening": ("happening_member", "event", "happening"), "series": ("series_member", "figure", "series"),
    "chain": ("plan_member", "plan", "plan"),
}  # fmt: skip
"""Of each group that can be corrected: the table of its members, what tells an item in it, and the layer's name."""
Item = tuple[str, int, str]
"""A group's name, a reading, and an item of it (empty: the report)."""

_SAID = """
SELECT c.field, p.reading, p.item, arg_max(p.value, c.id), arg_max_null(o.reading, c.id), arg_max_null(o.item, c.id),
    arg_max_null(o.key, c.id)
FROM linked.correction c JOIN linked.correction_place p ON p.correction = c.id AND p.part = 'target'
LEFT JOIN (
    SELECT correction, max(reading) AS reading, arg_max(item, reading) AS item,
        arg_max(concat_ws('/', report, nullif(item, '')), reading) AS key
    FROM linked.correction_place WHERE part = 'other' AND item IS NOT NULL GROUP BY correction) o ON o.correction = c.id
WHERE c.withdrawn_at IS NULL AND p.item IS NOT NULL AND c.field IN (SELECT unnest($1::VARCHAR[]))
GROUP BY c.field, p.reading, p.item ORDER BY ALL
"""
_GROUP = "SELECT {field} FROM linked.{table} WHERE withdrawn_at IS NULL AND reading = $1 AND {item} = $2"
_LINKED = "SELECT 1 FROM linked.done WHERE layer = $1 AND reading = $2"
_HELD = "SELECT field, reading, item, key FROM linked.moved WHERE withdrawn_at IS NULL"
_MOST = 20
"""Steps from an item to the one that it is said to be the same as, and on."""


def settle_moves(connection: Connection, now: datetime) -> None:
    """Make what is moved follow the groups of what it was said to be the same as; only what differs is written."""
    rows = connection.execute(_SAID, [list(MEMBERS)]).fetchall()
    said = {(field, reading, item): rest for field, reading, item, *rest in rows}
    wanted = {item: _key(connection, said, item) for item in said}
    held = {(field, reading, item): key for field, reading, item, key in connection.execute(_HELD).fetchall()}
    for item, key in held.items():
        if wanted.get(item) != key:
            connection.execute(
                "UPDATE linked.moved SET withdrawn_at = $1 "
                "WHERE withdrawn_at IS NULL AND field = $2 AND reading = $3 AND item = $4",
                [now, *item],
            )
    for item, key in wanted.items():
        if held.get(item) != key:
            connection.execute(
                "INSERT INTO linked.moved (field, reading, item, key, recorded_at) VALUES ($1, $2, $3, $4, $5)",
                [*item, key, now],
            )


def _key(connection: Connection, said: Mapping[Item, list[object]], item: Item) -> str:
    """The id of the group that an item is put into: at the end of what it is said to be the same as."""
    field = item[0]
    for _ in range(_MOST):
        value, reading, other, key = said[item]
        if reading is None:
            return str(value)
        following = (field, int(str(reading)), str(other))
        if following not in said:
            return _group(connection, following) or str(key if _is_linked(connection, following) else value)
        item = following
    return str(value)


def _group(connection: Connection, item: Item) -> str | None:
    table, column, _ = MEMBERS[item[0]]
    row = connection.execute(_GROUP.format(field=item[0], table=table, item=column), list(item[1:])).fetchone()
    return str(row[0]) if row else None


def _is_linked(connection: Connection, item: Item) -> bool:
    """Whether linking has seen the reading: until then its items have the groups that they had."""
    return connection.execute(_LINKED, [MEMBERS[item[0]][2], item[1]]).fetchone() is not None
