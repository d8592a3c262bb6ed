"""Family names alone: whom of a story they may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.archive.connect import Connection
from onrecord.linking.entities.registry import Judged, name_key
from onrecord.linking.store import Row

_STORIES = """
SELECT r.reading, coalesce(m.story, r.report) FROM base.reading r
LEFT JOIN linked.story_member m ON m.report = r.report AND m.withdrawn_at IS NULL
WHERE r.reading IN (SELECT unnest($1::BIGINT[]))
"""
_PEOPLE = """
SELECT DISTINCT m.story, e.entity, b.name, b.country FROM linked.story_member m
JOIN linked.entity_member e ON e.reading = m.reading AND e.withdrawn_at IS NULL AND e.state = 'confirmed'
JOIN base.entity b ON b.reading = e.reading AND b.id = e.local AND b.kind = 'person'
WHERE m.withdrawn_at IS NULL AND m.story IN (SELECT unnest($1::VARCHAR[])) ORDER BY ALL
"""


class Families:
    """The people of the stories of a batch by family name, as they become known."""

    def __init__(self, connection: Connection, readings: Sequence[int]) -> None:
        self._story: dict[int, str] = dict(connection.execute(_STORIES, [list(readings)]).fetchall())
        self._people: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
        for story, entity, name, country in connection.execute(_PEOPLE, [sorted(set(self._story.values()))]).fetchall():
            self._enter(story, entity, name, country)

    def learn(self, row: Row, entity: str) -> None:
        """An entity of a report is confirmed to be `entity`; only people have families."""
        if row["kind"] == "person":
            self._enter(self._story[row["reading"]], entity, row["name"], row["country"])

    def suggest(self, row: Row) -> Judged | None:
        """For one word as a person's name: the only one of its story with that family name, and no other country."""
        name = name_key(row["name"])
        if row["kind"] != "person" or len(name) != 1:
            return None
        found = self._people.get((self._story[row["reading"]], name[0]), {})
        if len(found) != 1:
            return None
        ((entity, countries),) = found.items()
        if row["country"] and countries and row["country"] not in countries:
            return None
        return Judged(entity, "suggested", "the only one of this family name in the story")

    def _enter(self, story: str, entity: str, name: str, country: str | None) -> None:
        if len(key := name_key(name)) > 1:
            self._people[story, key[-1]].setdefault(entity, set()).update({country} if country else ())
