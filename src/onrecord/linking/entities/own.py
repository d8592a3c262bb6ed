"""A user's own table of entities: which of the registry's they are, by name and office, with reasons."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onrecord.archive import ArchiveError, Writer, utc_now
from onrecord.archive.connect import Connection
from onrecord.linking.copies.words import TOKEN, plain
from onrecord.linking.entities.registry import Judged, name_key
from onrecord.linking.store import Row, insert, table

COLUMNS = ("id", "name", "kind", "aliases", "title", "organization", "country")
SEPARATOR = ";"
"""Between the aliases of one entity."""
_REGISTRY = """
SELECT e.id, e.kind, e.country, e.published, list(DISTINCT a.name ORDER BY a.name) AS names,
    list(DISTINCT concat_ws(' ', o.title, o.organization)) FILTER (o.title IS NOT NULL) AS offices
FROM linked.entity e JOIN linked.alias a ON a.entity = e.id AND a.withdrawn_at IS NULL
LEFT JOIN linked.role o ON o.entity = e.id AND o.withdrawn_at IS NULL
WHERE e.withdrawn_at IS NULL GROUP BY ALL ORDER BY e.id
"""
_HELD = """
SELECT entity, own, state, why, published FROM linked.own_link WHERE withdrawn_at IS NULL ORDER BY entity, own
"""


@dataclass(frozen=True, slots=True)
class Own:
    """An entity of the user's: id and names; kind, office (words of title and organization) and country where given."""

    id: str
    names: frozenset[tuple[str, ...]]
    kind: str | None
    office: frozenset[str]
    country: str | None


def set_own_entities(path: str | Path, file: str | Path, *, clock: Callable[[], datetime] = utc_now) -> int:
    """Take the user's entities from a CSV file with the columns `COLUMNS` in place of those before; how many there are.

    `id` and `name` must be given; `aliases` are separated by semicolons, `country` is ISO 3166-1 alpha-3. Raises
    `ArchiveError` where the file is not such a table.
    """
    rows = _read(file)
    with Writer(path, clock=clock) as writer, writer.transaction() as connection:
        connection.execute("DELETE FROM base.own_entity")
        for row in rows:
            values: list[object] = [row.get(column) or None for column in COLUMNS]
            values[3] = [part.strip() for part in (row.get("aliases") or "").split(SEPARATOR) if part.strip()]
            connection.execute("INSERT INTO base.own_entity VALUES ($1, $2, $3, $4, $5, $6, $7)", values)
        attach(connection, clock())
    return len(rows)


def _read(file: str | Path) -> list[dict[str, str]]:
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeError, csv.Error) as error:
        raise ArchiveError(f"{file}: {error}") from error
    unknown = {key for row in rows for key in row} - set(COLUMNS)
    if not rows or unknown or any(not row.get("id") or not row.get("name") for row in rows):
        raise ArchiveError(f"{file}: not a table of {', '.join(COLUMNS)} with an id and a name in each row")
    if len({row["id"] for row in rows}) < len(rows):
        raise ArchiveError(f"{file}: an id stands in more than one row")
    return rows


def attach(connection: Connection, now: datetime) -> None:
    """Find the user's entities in the registry as it is now; what no longer holds is withdrawn."""
    own = [_own(row) for row in table(connection, "FROM base.own_entity ORDER BY id")]
    held = {(row["entity"], row["own"]): row for row in table(connection, _HELD)}
    if not own and not held:
        return
    wanted = {(row["entity"], row["own"]): row for row in _links(own, table(connection, _REGISTRY))}
    gone = [key for key, row in held.items() if wanted.get(key) != row]
    for entity, id_ in gone:
        connection.execute(
            "UPDATE linked.own_link SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND entity = $2 AND own = $3",
            [now, entity, id_],
        )
    insert(connection, "own_link", [{**row, "recorded_at": now} for key, row in wanted.items() if held.get(key) != row])


def _own(row: Row) -> Own:
    return Own(
        id=row["id"],
        names=frozenset(name_key(name) for name in (row["name"], *(row["aliases"] or ()))),
        kind=row["kind"],
        office=_words(f"{row['title'] or ''} {row['organization'] or ''}"),
        country=row["country"],
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(m.group()) for m in TOKEN.finditer(text)) - {"the", "of", "for", "and", "in"}


def _links(own: Sequence[Own], registry: Sequence[Row]) -> Iterator[Row]:
    by_name: dict[tuple[str, ...], list[Own]] = {}
    for entry in own:
        for name in sorted(entry.names):
            by_name.setdefault(name, []).append(entry)
    for row in registry:
        entries = {entry.id: entry for name in row["names"] for entry in by_name.get(name_key(name), ())}
        judged = [(id_, found) for id_, entry in sorted(entries.items()) if (found := judge_own(entry, row))]
        sure = [id_ for id_, found in judged if found.state == "confirmed"]
        for id_, found in judged:
            state = "suggested" if len(sure) > 1 else found.state
            why = f"{len(sure)} of the table fit" if len(sure) > 1 and id_ in sure else found.why
            yield {"entity": row["id"], "own": id_, "state": state, "why": why, "published": row["published"]}


def judge_own(own: Own, row: Row) -> Judged | None:
    """Whether the registry's entity `row`, of one name with the user's, is that; None where kind or country differ.

    A person is confirmed by the office or the country, and never by one word; all else by its name.
    """
    if own.kind and own.kind != row["kind"]:
        return None
    if own.country and row["country"] and own.country != row["country"]:
        return None
    if row["kind"] != "person":
        return Judged(own.id, "confirmed", "same name and kind")
    if all(len(name_key(name)) < 2 for name in row["names"] if name_key(name) in own.names):
        return Judged(own.id, "suggested", "same family name")
    offices = [office for office in row["offices"] or () if own.office and _words(office) <= own.office]
    if offices:
        return Judged(own.id, "confirmed", f"same name, office {offices[0]}")
    if own.country and own.country == row["country"]:
        return Judged(own.id, "confirmed", f"same name, country {own.country}")
    return Judged(own.id, "suggested", "same name, nothing else in common")
