"""Quotations in the archive: new statements beside those of the weeks around them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime

from onrecord.archive.connect import Connection
from onrecord.linking.classes import classes
from onrecord.linking.pool import FRESH
from onrecord.linking.quotations import find_quotations
from onrecord.linking.quotations.quoted import Quoted, is_long, quoted_words, relation
from onrecord.linking.store import Layer, Row, finish, regroup, table
from onrecord.linking.undated import beside_undated
from onrecord.linking.waiting import waiting

LAYER = Layer("quotation", "quotation", "quotation_member", "quotation", "statement")
BATCH = 4000
"""Readings that are linked together: each batch takes up all statements of the sixty days around it, too."""
WINDOW = 30
"""Days before and after a report in which the same words are looked for; of an unknown day, in reports like it."""
_POOL = f"""
WITH {FRESH},
done AS (SELECT reading FROM linked.done WHERE layer = 'quotation'),
span AS (SELECT min(day) AS first, max(day) AS last FROM base.known SEMI JOIN fresh USING (reading)),
near AS (
    FROM fresh
    UNION SELECT reading FROM base.known r SEMI JOIN done USING (reading), span WHERE r.day BETWEEN first - $2 AND last + $2
    UNION SELECT unnest($3::BIGINT[])),
pool AS (
    SELECT reading FROM near UNION
    SELECT m.reading FROM linked.quotation_member m WHERE m.withdrawn_at IS NULL AND m.quotation IN (
        SELECT quotation FROM linked.quotation_member JOIN near USING (reading) WHERE withdrawn_at IS NULL))
SELECT r.reading, r.report, r.published, s.id AS statement, s.manner <> 'indirect' AS direct,
    array_to_string(list_transform(s.content, lambda span: span."text"), ' ') AS content,
    e.name AS speaker, m.entity, c.copy_group, q.quotation, q.members
FROM pool JOIN base.known r USING (reading) JOIN base.statement s USING (reading) JOIN base.carried c USING (reading)
LEFT JOIN base.entity e ON e.reading = s.reading AND e.id = s.source_entity AND s.named
LEFT JOIN base.registered m ON m.reading = s.reading AND m.local = s.source_entity
LEFT JOIN (SELECT report, statement, quotation, count(*) OVER (PARTITION BY quotation) AS members
    FROM linked.quotation_member WHERE withdrawn_at IS NULL) q ON q.report = r.report AND q.statement = s.id
WHERE s.content IS NOT NULL AND len(s.content) > 0
ORDER BY r.published NULLS LAST, r.reading, s.n
"""  # noqa: E501


def link_quotations(connection: Connection, now: datetime, batch: int = BATCH) -> int:
    """Link one batch of new readings, within the caller's transaction; how many there were."""
    new = waiting(connection, LAYER.name, batch)
    if new:
        rows = table(connection, _POOL, [list(new), WINDOW, beside_undated(connection, LAYER.name, new)])
        statements = _quoted(rows)
        groups = _touched(rows, statements, set(new))
        members = [[_member(rows[i], statements[i], _longest(statements, group)) for i in group] for group in groups]
        regroup(connection, LAYER, members, [_about(rows, statements, group) for group in groups], new, now)
        finish(connection, LAYER, new, now)
    return len(new)


def _quoted(rows: Sequence[Row]) -> list[Quoted]:
    """The statements of rows; words that copies repeat are taken apart once."""
    words = {key: quoted_words(*key) for key in {(row["content"], row["direct"]) for row in rows}}
    made = []
    for row in rows:
        said, brackets = words[row["content"], row["direct"]]
        made.append(Quoted(said, row["direct"], row["speaker"], row["entity"], brackets))
    return made


def _touched(rows: Sequence[Row], statements: Sequence[Quoted], new: set[int]) -> list[list[int]]:
    """The groups of statements, less those without a new reading that stand as they are kept."""
    keys = [_key(row, said) for row, said in zip(rows, statements, strict=True)]
    same = classes([row["report"] for row in rows], keys)
    groups = same.spread(find_quotations([statements[i] for i in same.firsts]))
    return [group for group in groups if not _stands([rows[i] for i in group], new)]


def _key(row: Row, said: Quoted) -> Hashable:
    """What two statements are one by, unseen: the same words, which a few are only from one copy to another."""
    if is_long(said):
        return said
    return (row["copy_group"], said.words) if said.words else None


def _stands(group: Sequence[Row], new: set[int]) -> bool:
    """Whether these, none of them new, are just the members that a quotation has, or one statement that has none."""
    if any(row["reading"] in new for row in group):
        return False
    kept = {row["quotation"] for row in group}
    return len(kept) == 1 and len(group) == (group[0]["members"] or 1)


def _longest(statements: Sequence[Quoted], group: Sequence[int]) -> int:
    return max(len(statements[i].words) for i in group)


def _member(row: Row, statement: Quoted, longest: int) -> Row:
    return {
        "reading": row["reading"], "report": row["report"], "statement": row["statement"],
        "relation": relation(statement, longest), "score": None, "published": row["published"],
    }  # fmt: skip


def _about(rows: Sequence[Row], statements: Sequence[Quoted], group: Sequence[int]) -> Row:
    """The speaker as first named, and the words in their fullest form."""
    fullest = max(group, key=lambda i: (len(statements[i].words), -i))
    speaker = next((statements[i].speaker for i in group if statements[i].speaker), None)
    return {"speaker": speaker, "words": rows[fullest]["content"]}
