"""The whole account of a story: what happened, who says what, how many, what is planned, and who carries it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from onrecord.archive.connect import Connection
from onrecord.archive.errors import NotThere
from onrecord.archive.shown import forwarded

Row = dict[str, Any]
Account = dict[str, list[Row]]

_STORY = """
SELECT s.*, count(DISTINCT r.outlet) AS outlets FROM story s JOIN report r ON r.story = s.id GROUP BY ALL
"""
_REPORTS = """
SELECT r.id, r.published, r.outlet, r.agency, r.title, r.words, p.origin, p."copy", p.unit, m.relation, m.kept, m.added
FROM report r JOIN provenance p ON p.report = r.id JOIN base.known k ON k.report = r.id
LEFT JOIN base.copied m ON m.reading = k.reading
ORDER BY r.published NULLS LAST, r.id
"""
_HAPPENINGS = """
FROM base.happenings('events')
ORDER BY coalesce(when_start, first_published[:10]) NULLS LAST, first_published NULLS LAST, id
"""
_MENTIONS = """
SELECT happening, report, status, "start", "end", unit, "copy", name AS voice, voice = 'reporter' AS reported
FROM events ORDER BY report, "start", id
"""
_PARTIES = """
SELECT e.happening, t.role, coalesce(t.name, t."text") AS name FROM participant t
JOIN events e ON e.report = t.report AND e.id = t.event ORDER BY t.report, t.event, t.role, name
"""
_TEXTS = 'SELECT id, "text" FROM report'
_QUOTATIONS = """
FROM base.quotations('statements')
ORDER BY speaker NULLS LAST, first_published NULLS LAST, id
"""
_CHAINS = """
FROM base.chains('steps', 'plans') WHERE id IN (SELECT unnest($chains))
ORDER BY reports DESC, first_published, id
"""
_STEPS = """
SELECT s.*, r.outlet, r.title FROM steps s JOIN report r ON r.id = s.report
WHERE s.chain IN (SELECT unnest($chains)) ORDER BY s.chain, s.n
"""
_SERIES = """
FROM base.serials('figures')
ORDER BY kind IN ('killed', 'injured', 'missing', 'detained', 'displaced', 'held') DESC, independent DESC,
    reports DESC, id
"""
_POINTS = """
SELECT series, report, figure, published, day, voice, name, statement, status, value, low, high, approx, at_least,
    at_most, "of", "copy", source
FROM figures ORDER BY series, published NULLS LAST, report, figure
"""
_DIVERGENCES = "FROM base.divergences('figures') ORDER BY series, day, lower_voice, upper_voice"
_MINE = "SELECT k.reading FROM report r JOIN base.known k ON k.report = r.id WHERE r.story = $id ORDER BY 1"
_PLANNED = """
SELECT k.reading FROM plan p JOIN base.known k ON k.report = p.report
WHERE p.chain IN (SELECT unnest($chains)) ORDER BY 1
"""
ITEMS = {"events": "base.event_told", "statements": "base.statement_told", "figures": "series_point"}
PLAN_ITEMS = {"plans": "base.plan_told", "steps": "chain_step"}
"""What is read once, for several of the questions."""
SECTIONS = {
    "story": _STORY, "happenings": _HAPPENINGS, "quotations": _QUOTATIONS, "series": _SERIES, "points": _POINTS,
    "divergences": _DIVERGENCES, "reports": _REPORTS,
}  # fmt: skip
"""The parts of an account that are of the story's reports, each with its question."""
PLANS = {"plans": _CHAINS, "steps": _STEPS}
"""Those that go beyond it: a plan is followed from story to story."""
_END = re.compile(
    r"(?<=[.!?])(?<!\.[A-Z]\.)(?<!\b[A-Z]\.)(?<!Mr\.)(?<!Ms\.)(?<!Dr\.)(?<!Mrs\.)(?<!Sen\.)(?<!Gen\.)(?<!Gov\.)(?<!Rep\.)"
    r"[\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n|\n(?=\s)"
)
"""Where a sentence ends; not after an abbreviation that names begin with."""


def story_account(connection: Connection, id_: str) -> Account:
    """The parts of the account of a story, each a list of rows by the names of `SECTIONS` and `PLANS`.

    An id that was merged or split away gives the story that it became (the first of several). Each happening has, as
    `sentence`, the one that tells of it first. Raises `NotThere` where there is no such story.
    """
    found = {"id": forwarded(connection, "story", id_)[0]}
    if not (mine := _column(connection, _MINE, found)):
        raise NotThere(f"no story {id_!r}")
    with only(connection, mine), _gathered(connection, ITEMS):
        made = {name: _rows(connection, sql) for name, sql in SECTIONS.items()}
        mentions, parties = _rows(connection, _MENTIONS), _rows(connection, _PARTIES)
        texts: dict[str, str] = dict(connection.execute(_TEXTS).fetchall())
        chains = _column(connection, "SELECT DISTINCT chain FROM plan ORDER BY 1", {})
    made |= _plans(connection, chains) if chains else {name: [] for name in PLANS}
    _tell(made["happenings"], mentions, parties, texts)
    _keep_series(made)
    return made


def _plans(connection: Connection, chains: list[str]) -> Account:
    given = {"chains": chains}
    with only(connection, _column(connection, _PLANNED, given)), _gathered(connection, PLAN_ITEMS):
        return {name: _rows(connection, sql, given) for name, sql in PLANS.items()}


def _tell(happenings: list[Row], mentions: list[Row], parties: list[Row], texts: dict[str, str]) -> None:
    """Add to each happening its first sentence, its parties, and who tells it: units, and voices that are cited."""
    of: dict[str, list[Row]] = defaultdict(list)
    for mention in mentions:
        of[mention["happening"]].append(mention)
    who: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for party in parties:
        who[party["happening"], party["role"]][party["name"]] += 1
    for row in happenings:
        mine = of[row["id"]]
        first = next(m for m in mine if m["report"] == row["first_report"])
        row["sentence"] = sentence_at(texts[first["report"]], first["start"], first["end"])
        row["who"] = [name for name, _ in who[row["id"], "actor"].most_common()]
        row["whom"] = [name for name, _ in who[row["id"], "recipient"].most_common()]
        row["told_by"] = sorted({m["unit"] for m in mine})
        row["said_by"] = sorted({m["voice"] for m in mine if m["voice"] and not m["reported"]})
        row["by_status"] = dict(Counter(m["status"] for m in mine if not m["copy"]).most_common())


def _keep_series(made: Account) -> None:
    """Keep the series that several reports tell, or on which voices differ; those first."""
    differ = Counter(row["series"] for row in made["divergences"])
    rows = [{**row, "divergences": differ[row["id"]]} for row in made["series"]]
    kept = [row for row in rows if row["reports"] > 1 or row["divergences"]]
    made["series"] = sorted(kept, key=lambda row: not row["divergences"])
    ids = {row["id"] for row in kept}
    made["points"] = [row for row in made["points"] if row["series"] in ids]


@contextmanager
def only(connection: Connection, readings: Sequence[int]) -> Iterator[None]:
    """Have the views count these readings only."""
    connection.execute("SET VARIABLE readings = $1::BIGINT[]", [list(readings)])
    try:
        yield
    finally:
        connection.execute("RESET VARIABLE readings")


@contextmanager
def _gathered(connection: Connection, items: Mapping[str, str]) -> Iterator[None]:
    """Have `items`, views by the names of tables, in tables of the connection's own."""
    try:
        for name, view in items.items():
            connection.execute(f"CREATE TEMP TABLE {name} AS FROM {view}")
        yield
    finally:
        for name in items:
            connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _column(connection: Connection, sql: str, parameters: Row) -> list[Any]:
    return [row[0] for row in connection.execute(sql, parameters).fetchall()]


def _rows(connection: Connection, sql: str, parameters: Row | None = None) -> list[Row]:
    answer = connection.execute(sql, parameters or {})
    names = [column[0] for column in answer.description]
    return [dict(zip(names, values, strict=True)) for values in answer.fetchall()]


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence of `text` that holds `[start, end)`, on one line."""
    edges = list(_END.finditer(text, max(0, start - 600), end + 600))
    first = max((edge.end() for edge in edges if edge.end() <= start), default=max(0, start - 600))
    last = min((edge.start() for edge in edges if edge.start() >= end), default=min(len(text), end + 600))
    return " ".join(text[first:last].split())
