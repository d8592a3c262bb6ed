"""Where a user's correction stands in each reading of a report, and what it says there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onrecord.archive.anchors import Anchor, found_again
from onrecord.archive.connect import Connection
from onrecord.archive.fields import DROPPED
from onrecord.archive.moves import MEMBERS, settle_moves

Item = Mapping[str, Any]
_SPAN = {
    "statement": ('coalesce(i.content[1]."start", i.cue."start")', 'coalesce(i.content[-1]."end", i.cue."end")'),
    "event": ('i."trigger"."start"', 'i."trigger"."end"'),
    "figure": ('i.number."start"', 'i.number."end"'),
    "plan": ('i.what."start"', 'i.what."end"'),
}
"""The first and last place of an item of each layer."""
_ITEMS = """
SELECT to_json(i) AS item, {start} AS first, {end} AS last FROM base.{layer}_read i WHERE i.reading = $1 ORDER BY i.n
"""
_ENTITIES = "SELECT to_json(i) FROM base.entity_read i WHERE i.reading = $1 ORDER BY i.n"
_TEXT = 'SELECT "text" FROM base.article_read WHERE reading = $1'
_AGAIN = """
SELECT c.id, c.layer, c.field, c.after, p.part, p.report, n.reading AS now,
    arg_min(p.reading, abs(p.reading - n.reading)) AS before
FROM linked.correction c JOIN linked.correction_place p ON p.correction = c.id AND p.item IS NOT NULL
JOIN base.reading n ON n.report = p.report AND n.reading IN (SELECT unnest($1::BIGINT[]))
WHERE c.withdrawn_at IS NULL GROUP BY ALL HAVING NOT bool_or(p.reading = n.reading) ORDER BY c.id, p.part
"""


_STANDS = """
SELECT DISTINCT reading FROM linked.correction_place
WHERE part = 'target' AND correction IN (SELECT unnest($1::BIGINT[])) ORDER BY 1
"""
_HOLDS = """
FROM linked.correction_place p JOIN linked.correction c ON c.id = p.correction
WHERE p.part = 'target' AND p.item IS NOT NULL AND c.withdrawn_at IS NULL AND p.reading IN (SELECT unnest($2::BIGINT[]))
"""
_SAID = f"""
INSERT INTO linked.said (reading, fields, recorded_at)
SELECT reading, map(list(key ORDER BY key), list(value ORDER BY key)), $1 FROM (
    SELECT p.reading, concat(p.item, '/', c.field) AS key, arg_max_null(p.value, c.id) AS value {_HOLDS}
        AND c.field NOT IN ({", ".join(f"'{group}'" for group in MEMBERS)}) GROUP BY ALL)
GROUP BY reading ORDER BY reading
"""
"""The last word on each field wins."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A correction's place: `item` is empty for a report as a whole, absent where the reading does not have it."""

    correction: int
    part: str
    reading: int
    report: str
    item: str | None
    value: str | None


class Readings:
    """The texts, items and entities of readings, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: dict[int, str] = {}
        self._items: dict[tuple[int, str], dict[str, tuple[Anchor, Item]]] = {}
        self._entities: dict[int, list[Item]] = {}

    def text(self, reading: int) -> str:
        """The text of a reading."""
        if reading not in self._texts:
            row = self._connection.execute(_TEXT, [reading]).fetchone()
            self._texts[reading] = row[0] if row else ""
        return self._texts[reading]

    def items(self, reading: int, layer: str) -> dict[str, tuple[Anchor, Item]]:
        """The items of a layer, as they were read, by id, each with its place."""
        if (reading, layer) not in self._items:
            start, end = _SPAN[layer]
            rows = self._connection.execute(_ITEMS.format(layer=layer, start=start, end=end), [reading]).fetchall()
            made = [(json.loads(item), first, last) for item, first, last in rows]
            self._items[reading, layer] = {i["id"]: (Anchor(i["id"], first, last), i) for i, first, last in made}
        return self._items[reading, layer]

    def entities(self, reading: int) -> list[Item]:
        """The entities of a reading."""
        if reading not in self._entities:
            rows = self._connection.execute(_ENTITIES, [reading]).fetchall()
            self._entities[reading] = [json.loads(row[0]) for row in rows]
        return self._entities[reading]

    def again(self, layer: str, item: str, old: int, new: int) -> str | None:
        """The id that an item of the reading `old` has in `new`."""
        if layer == "report":
            return ""
        mine = self.items(old, layer).get(item)
        if mine is None:
            return None
        others = (anchor for anchor, _ in self.items(new, layer).values())
        found = found_again(mine[0], self.text(old), others, self.text(new))
        return found.id if found else None

    def entity_again(self, entity: str, old: int, new: int) -> Item | None:
        """The entity of `new` that an entity of `old` is."""
        said = next((e for e in self.entities(old) if e["id"] == entity), None)
        return same_entity(said, self.entities(new), self.text(old) == self.text(new)) if said else None


def same_entity(said: Item, candidates: Sequence[Item], same_text: bool) -> Item | None:
    """The one of another reading's entities that `said` is.

    That is the one with the most mentions at the same places (where the text is the same), else the one of the same
    name and kind.
    """
    starts = {mention["start"] for mention in said["mentions"]}

    def fits(other: Item) -> tuple[int, bool]:
        shared = len(starts & {mention["start"] for mention in other["mentions"]}) if same_text else 0
        return shared, (other["name"].lower(), other["kind"]) == (said["name"].lower(), said["kind"])

    best = max(candidates, key=fits, default=None)
    return best if best is not None and any(fits(best)) else None


def value_of(readings: Readings, what: tuple[str, str, str], after: str | None, reading: int) -> str | None:
    """What the views take in one reading for what (layer, field and item) is said to be `after`."""
    layer, field, item = what
    if layer == "statement" and field == DROPPED:
        return readings.items(reading, layer)[item][1]["parent"] or "reporter"
    if field in ("actors", "recipients"):
        made = readings.items(reading, layer)[item][1]
        return json.dumps(list(_parties(made[field], (after or "").split(), made["trigger"])), ensure_ascii=False)
    return after


def _parties(parties: Sequence[Item], codes: Sequence[str], trigger: Item) -> Iterator[Item]:
    """Parties with `codes`, in their order: who has one keeps it, the others take those left; else the trigger's."""
    left = list(parties)
    kept: dict[int, Item] = {}
    for place, code in enumerate(codes):
        mine = next((party for party in left if party["code"] == code), None)
        if mine is not None:
            left.remove(mine)
            kept[place] = mine
    for place, code in enumerate(codes):
        if place not in kept:
            kept[place] = {**(left.pop(0) if left else {**trigger, "entity": None}), "code": code}
        yield kept[place]


def speaker_of(readings: Readings, statement: str, entity: Item, reading: int) -> str:
    """What the views take for a statement's speaker: the entity, and its mention that stands nearest."""
    anchor = readings.items(reading, "statement")[statement][0]
    nearest = min(entity["mentions"], key=lambda m: (abs(m["start"] - anchor.start), m["start"]), default=None)
    source = {key: nearest[key] for key in ("start", "end", "text")} if nearest else None
    named = any(mention["form"] == "name" for mention in entity["mentions"])
    return json.dumps({"entity": entity["id"], "source": source, "named": named}, ensure_ascii=False)


def insert_places(connection: Connection, placed: Iterable[Placed], now: datetime) -> None:
    """Keep where corrections stand, and what follows of it."""
    corrections = []
    for p in placed:
        connection.execute(
            "INSERT INTO linked.correction_place VALUES ($1, $2, $3, $4, $5, $6)",
            [p.correction, p.part, p.reading, p.report, p.item, p.value],
        )
        corrections.append(p.correction)
    settle(connection, corrections, now)


def settle(connection: Connection, corrections: Iterable[int], now: datetime) -> None:
    """Make anew what the views take for the readings in which `corrections` stand."""
    rows = connection.execute(_STANDS, [sorted(set(corrections))]).fetchall()
    readings = [row[0] for row in rows]
    connection.execute(
        "UPDATE linked.said SET withdrawn_at = $1 WHERE withdrawn_at IS NULL "
        "AND reading IN (SELECT unnest($2::BIGINT[]))",
        [now, readings],
    )
    connection.execute(_SAID, [now, readings])
    settle_moves(connection, now)


def place_again(connection: Connection, new: Sequence[int], now: datetime) -> None:
    """Find what users corrected in earlier readings of reports again in their `new` ones."""
    if not new or not connection.execute("SELECT 1 FROM linked.correction_place LIMIT 1").fetchone():
        return
    cursor = connection.execute(_AGAIN, [list(new)])
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    known = _places(connection, {row["id"] for row in rows})
    readings = Readings(connection)
    insert_places(
        connection,
        [again(readings, row, known[row["id"], row["part"], row["before"]], row["now"]) for row in rows],
        now,
    )


def again(readings: Readings, said: Mapping[str, Any], before: Placed, reading: int) -> Placed:
    """The place of a correction (`layer`, `field`, `after`) in another reading than `before`."""
    layer, field = said["layer"], said["field"]
    item = readings.again(layer, before.item or "", before.reading, reading)
    value = None
    if item is not None and before.part == "target":
        if field == "speaker":
            entity = readings.entity_again(json.loads(before.value or "{}")["entity"], before.reading, reading)
            item, value = (item, speaker_of(readings, item, entity, reading)) if entity else (None, None)
        else:
            value = value_of(readings, (layer, field, item), said["after"], reading)
    return Placed(before.correction, before.part, reading, before.report, item, value)


def _places(connection: Connection, corrections: set[int]) -> dict[tuple[int, str, int], Placed]:
    rows = connection.execute(
        "SELECT correction, part, reading, report, item, value FROM linked.correction_place "
        "WHERE item IS NOT NULL AND correction IN (SELECT unnest($1::BIGINT[]))",
        [sorted(corrections)],
    ).fetchall()
    return {(row[0], row[1], row[2]): Placed(*row) for row in rows}
