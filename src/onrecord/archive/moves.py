"""Which groups users' words put items into, as linking has the groups now.

What is said to be the same as something that its report no longer has is not moved: the correction is orphaned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.archive.connect import Connection

MEMBERS = {
    "copy_group": ("copy_member", "''"), "story": ("story_member", "''"),
    "quotation": ("quotation_member", "statement"), "happening": ("happening_member", "event"),
    "series": ("series_member", "figure"), "chain": ("plan_member", "plan"),
}  # fmt: skip
"""Of each group that can be corrected: the table of its members, and what tells an item in it."""
Item = tuple[str, int, str]
"""A group's name, a reading, and an item of it (empty: the report)."""

_SAID = """
SELECT c.field, p.reading, p.item, c.id, p.value, o.reading, o.item, o.key
FROM linked.correction c JOIN linked.correction_place p ON p.correction = c.id AND p.part = 'target'
LEFT JOIN (
    SELECT correction, max(reading) AS reading, arg_max_null(item, reading) AS item,
        concat_ws('/', any_value(report), nullif(arg_max_null(item, reading), '')) AS key
    FROM linked.correction_place WHERE part = 'other' GROUP BY correction) o ON o.correction = c.id
WHERE c.withdrawn_at IS NULL AND p.item IS NOT NULL AND (o.reading IS NULL OR o.item IS NOT NULL)
    AND c.field IN (SELECT unnest($1::VARCHAR[]))
ORDER BY ALL
"""
_GROUP = "SELECT {field} FROM linked.{table} WHERE withdrawn_at IS NULL AND reading = $1 AND {item} = $2"
_HELD = "SELECT field, reading, item, key FROM linked.moved WHERE withdrawn_at IS NULL"


@dataclass(frozen=True, slots=True)
class _Word:
    """A correction of an item's group: the item that it is the same as, with that one's own key, or none (`value`)."""

    number: int
    value: str
    other: Item | None
    key: str


Said = Mapping[Item, Sequence[_Word]]


def settle_moves(connection: Connection, now: datetime) -> None:
    """Make what is moved follow the groups of what it was said to be the same as; only what differs is written."""
    said = _said(connection)
    wanted: dict[Item, str] = {}
    for item in said:
        wanted[item], beside = _goal(connection, said, item)
        if beside is not None:
            wanted[beside] = wanted[item]
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


def _said(connection: Connection) -> Said:
    """What was said of each item's group, in order."""
    said: dict[Item, list[_Word]] = {}
    for field, reading, item, number, value, *other, key in connection.execute(_SAID, [list(MEMBERS)]).fetchall():
        goal = None if other[0] is None else (field, *other)
        said.setdefault((field, reading, item), []).append(_Word(number, value, goal, key))
    return said


def _goal(connection: Connection, said: Said, item: Item) -> tuple[str, Item | None]:
    """The id of the group that an item is put into: at the end of what it is said to be the same as.

    Beside it what stands there, where no link joins that to anything: it has its own key, and is in that group too.
    What goes round has no end: all of it is put where linking has one of it.
    """
    path = [said[item][-1]]
    while (word := path[-1]).other is not None:
        following = _last(said.get(word.other, ()), word.number)
        if following is None:
            group = _group(connection, word.other)
            return (group, None) if group else (word.key, None if word.other in said else word.other)
        if following in path:
            return _round(connection, said, path[path.index(following) :]), None
        path.append(following)
    return word.value, None


def _round(connection: Connection, said: Said, words: Sequence[_Word]) -> str:
    """The group of items that `words` say in a circle to be the same: that of the first by its key.

    An item that was set apart since gives its group to the others only where all were.
    """
    others = {word.key: word.other for word in words if word.other is not None}
    inside = [key for key, other in others.items() if said[other][-1] in words]
    first = min(inside or others)
    return _group(connection, others[first]) or first


def _last(words: Sequence[_Word], number: int) -> _Word | None:
    """The last word that counts for what was said by `number`: an item that is set apart later leaves that behind."""
    later = (n for n, word in enumerate(words) if word.other is None and word.number > number)
    until = next(later, len(words))
    return words[until - 1] if until else None


def _group(connection: Connection, item: Item) -> str | None:
    table, column = MEMBERS[item[0]]
    row = connection.execute(_GROUP.format(field=item[0], table=table, item=column), list(item[1:])).fetchone()
    return str(row[0]) if row else None
