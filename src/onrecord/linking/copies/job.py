"""Copies in the archive: each new reading is signed, compared with those that share a band, and grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from onrecord.archive.connect import Connection
from onrecord.linking.copies.find import compare_texts, copy_links
from onrecord.linking.copies.groups import Link, copy_groups
from onrecord.linking.copies.signature import bands
from onrecord.linking.store import Layer, Row, finish, held, insert, regroup
from onrecord.linking.waiting import waiting

LAYER = Layer("copy_group", "copy_group", "copy_member", "copy_group")
BATCH = 2000
_STANDING = """
SELECT r.reading FROM base.reading r JOIN base.reading k ON k.report = r.report AND k.withdrawn_at IS NULL
WHERE r.withdrawn_at IS NULL OR r.version < k.version
"""
"""The readings that hold, and those of earlier versions: a copy of what a report first said is a copy of it."""
_VERSIONS = """
SELECT o.reading, n.reading FROM base.reading o JOIN base.reading n ON n.report = o.report AND o.version < n.version
WHERE n.reading IN (SELECT unnest($1::BIGINT[])) ORDER BY ALL
"""
_PAIRS = f"""
WITH here AS (
    SELECT b.key, b.reading FROM linked.copy_band b
    WHERE b.key IN (SELECT key FROM fresh_band) AND b.reading IN ({_STANDING})),
near AS (
    SELECT reading, min(reading) OVER same AS earliest, lag(reading) OVER (same ORDER BY reading) AS before
    FROM here WINDOW same AS (PARTITION BY key))
SELECT DISTINCT other, reading FROM (
    SELECT earliest AS other, reading FROM near UNION ALL SELECT before, reading FROM near)
WHERE other < reading AND (reading IN (SELECT unnest($1::BIGINT[])) OR other IN (SELECT unnest($1::BIGINT[])))
ORDER BY ALL
"""
_REACHED = f"""
WITH RECURSIVE edge AS MATERIALIZED (
    SELECT "first" AS here, "second" AS there FROM linked.copy_link UNION ALL
    SELECT "second", "first" FROM linked.copy_link),
reached(reading) AS (
    SELECT unnest($1::BIGINT[]) UNION SELECT e.there FROM reached r JOIN edge e ON e.here = r.reading)
SELECT reading FROM reached WHERE reading IN ({_STANDING}) ORDER BY reading
"""
_FORGET = """
DELETE FROM linked.copy_link
WHERE "first" IN (SELECT unnest($1::BIGINT[])) OR "second" IN (SELECT unnest($1::BIGINT[]))
"""
_LINKS = """
SELECT "first", "second", hosts, sure, "lead", kept FROM linked.copy_link
WHERE "first" IN (SELECT unnest($1::BIGINT[])) AND "second" IN (SELECT unnest($1::BIGINT[])) ORDER BY ALL
"""
_FACTS = """
SELECT r.reading, r.report, CASE WHEN k.reading IS NULL THEN r.published ELSE k.published END, a.agency,
    k.reading IS NOT NULL
FROM base.reading r JOIN base.article a USING (reading) LEFT JOIN base.known k USING (reading)
WHERE r.reading IN (SELECT unnest($1::BIGINT[]))
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """What grouping asks of a reading; `holds`: it is not an earlier version."""

    reading: int
    report: str
    published: str | None
    agency: str | None
    holds: bool


def link_copies(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were."""
    new = waiting(connection, LAYER.name, batch)
    if new:
        pairs = _sign(connection, new)
        versions = connection.execute(_VERSIONS, [list(new)]).fetchall()
        _compare(connection, pairs, versions, now)
        _group(connection, new, now)
        finish(connection, LAYER, new, now)
    return len(new)


def texts_of(connection: Connection, readings: Iterable[int]) -> dict[int, str]:
    """The cleaned texts of readings."""
    found = connection.execute(
        'SELECT reading, "text" FROM base.article WHERE reading IN (SELECT unnest($1::BIGINT[]))', [list(readings)]
    )
    return dict(found.fetchall())


def _sign(connection: Connection, new: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs to compare; readings that were signed before (a user corrected the day) are compared anew."""
    connection.execute(_FORGET, [list(new)])
    texts = texts_of(connection, new)
    keys = bands([texts[reading] for reading in new])
    columns = {
        "key": np.concatenate(keys),
        "reading": np.repeat(np.asarray(new, np.int64), [len(found) for found in keys]),
    }
    connection.register("fresh_band", columns)
    connection.execute(
        "INSERT INTO linked.copy_band SELECT key, reading FROM fresh_band "
        "WHERE reading NOT IN (SELECT reading FROM linked.done WHERE layer = $1)",
        [LAYER.name],
    )
    pairs = connection.execute(_PAIRS, [list(new)]).fetchall()
    connection.unregister("fresh_band")
    return pairs


def _compare(
    connection: Connection, pairs: Sequence[tuple[int, int]], versions: Sequence[tuple[int, int]], now: datetime
) -> None:
    facts = _facts(connection, {reading for pair in (*pairs, *versions) for reading in pair})
    texts = texts_of(connection, facts)
    published = {reading: fact.published for reading, fact in facts.items()}
    others = set(pairs) - set(versions)
    links = [*copy_links(sorted(others), texts.__getitem__, published.__getitem__), *_revised(versions, texts)]
    insert(
        connection,
        "copy_link",
        [{"first": x.first, "second": x.second, "hosts": list(x.hosts), "sure": x.sure, "lead": x.lead, "kept": x.kept,
          "recorded_at": now} for x in links],
    )  # fmt: skip


def _revised(versions: Sequence[tuple[int, int]], texts: dict[int, str]) -> Iterator[Link]:
    """The links of versions that tell one story; a page that tells another by now has left its copies behind."""
    for earlier, later in versions:
        found = compare_texts(texts[earlier], texts[later], None, None)
        if found.verdict != "apart":
            yield Link(earlier, later, (), True, 0, found.comparison.kept)


def _group(connection: Connection, new: Sequence[int], now: datetime) -> None:
    """Make anew the groups that new readings touch, and those that their reports were in before."""
    reports = [row.report for row in _facts(connection, new).values()]
    left = {row[LAYER.column] for row in held(connection, LAYER, reports).values()}
    start = connection.execute(
        "SELECT reading FROM linked.copy_member WHERE withdrawn_at IS NULL "
        "AND copy_group IN (SELECT unnest($1::VARCHAR[]))",
        [sorted(left)],
    ).fetchall()
    around = [row[0] for row in connection.execute(_REACHED, [[*new, *(row[0] for row in start)]]).fetchall()]
    number = {reading: k for k, reading in enumerate(around)}
    links = [
        Link(number[a], number[b], tuple(number[h] for h in hosts), sure, lead, kept)
        for a, b, hosts, sure, lead, kept in connection.execute(_LINKS, [around]).fetchall()
    ]
    facts = _facts(connection, around)
    groups: dict[int, list[Fact]] = {}
    for reading, home in zip(around, copy_groups(len(around), links), strict=True):
        if facts[reading].holds:
            groups.setdefault(home, []).append(facts[reading])
    ordered = [sorted(group, key=lambda fact: (fact.published or "9999", fact.reading)) for group in groups.values()]
    before = held(connection, LAYER, (fact.report for group in ordered for fact in group))
    members = [_members(connection, group, before) for group in ordered]
    regroup(connection, LAYER, members, [_about(group) for group in ordered], new, now)


def _members(connection: Connection, group: Sequence[Fact], before: dict[str, Row]) -> list[Row]:
    """Member rows, earliest first; what was compared with the same origin before is not compared again."""
    origin = group[0]
    first = before.get(origin.report, {})
    texts: dict[int, str] = {}
    rows = []
    for fact in group:
        row: Row = {"reading": fact.reading, "report": fact.report, "published": fact.published}
        known = before.get(fact.report, {})
        if fact is origin:
            row |= {"relation": "origin", "kept": 1.0, "added": 0.0}
        elif _is_known(known, fact) and _is_known(first, origin) and first["relation"] == "origin":
            row |= {name: known[name] for name in ("relation", "kept", "added")}
        else:
            texts = texts or texts_of(connection, [member.reading for member in group])
            row |= _relation(texts[origin.reading], texts[fact.reading], origin, fact)
        rows.append(row)
    return rows


def _is_known(row: Row, fact: Fact) -> bool:
    """Whether a member's row is of this very reading, with this time of publication."""
    return row.get("reading") == fact.reading and row["published"] == fact.published


def _relation(origin: str, text: str, first: Fact, second: Fact) -> Row:
    """How a copy stands to its origin: shares of the origin's words kept, and of its own words added."""
    found = compare_texts(origin, text, first.published, second.published).comparison
    kept, added = found.kept / max(1, found.first), 1 - found.kept / max(1, found.second)
    relation = "cut" if found.cut else "same" if kept == 1.0 and added == 0.0 else "edited"
    if any(block.is_foreign for block in found.added):
        relation = "merged"
    return {"relation": relation, "kept": round(kept, 4), "added": round(added, 4)}


def _about(group: Sequence[Fact]) -> Row:
    """The group's origin, and its agency: the origin's, else that which most members name."""
    named = Counter(fact.agency for fact in group if fact.agency)
    agency = group[0].agency or min(named, key=lambda name: (-named[name], name), default=None)
    return {"agency": agency, "origin": group[0].report}


def _facts(connection: Connection, readings: Iterable[int]) -> dict[int, Fact]:
    found = connection.execute(_FACTS, [list(readings)]).fetchall()
    return {row[0]: Fact(*row) for row in found}
