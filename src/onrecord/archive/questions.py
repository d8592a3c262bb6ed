"""The questions that are asked most, as SQL over the views with their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """SQL and its parameters."""

    sql: str
    parameters: Mapping[str, object]


Filters = Mapping[str, object]
"""What is asked for, by name; absent (None) asks for all."""

_COMMON = {
    "since": "r.published[:10] >= $since",
    "until": "r.published[:10] <= $until",
    "story": "r.story = $story",
    "outlet": "r.outlet = $outlet",
    "report": "r.id = $report",
}
_NAMED = """
x.entity IN (
    SELECT id FROM entity WHERE contains(strip_accents(lower(name)), strip_accents(lower($speaker)))
    UNION ALL SELECT entity FROM linked.alias
    WHERE contains(strip_accents(lower(name)), strip_accents(lower($speaker)))
        AND base.known_at(recorded_at, withdrawn_at))
OR contains(strip_accents(lower(x.source)), strip_accents(lower($speaker)))
"""
_ABOUT = """
CASE WHEN x.report IN (
    SELECT k.report FROM base.posting p JOIN base.known k USING (reading)
    WHERE p.term IN (SELECT unnest(base.terms($about)))
    GROUP BY k.report HAVING count(*) = len(list_distinct(base.terms($about))))
THEN list_has_all(base.terms(x.content), base.terms($about)) ELSE false END
"""
"""The words of a statement are taken apart only where its report has them all: the index is quick, they are not."""

_STATEMENT = {
    **_COMMON,
    "speaker": f"({_NAMED})",
    "entity": "x.entity = $entity",
    "about": _ABOUT,
    "act": "x.act = $act",
    "named": "x.named = $named",
    "quotation": "x.quotation = $quotation",
}
_EVENT = {
    **_COMMON,
    "actor": "len(list_filter(x.actors, lambda code: starts_with(code, $actor))) > 0",
    "recipient": "len(list_filter(x.recipients, lambda code: starts_with(code, $recipient))) > 0",
    "type": "x.type = $type",
    "mode": "x.mode = $mode",
    "status": "x.status = $status",
    "recency": "x.recency = $recency",
    "country": "x.country = $country",
    "place": "contains(strip_accents(lower(x.place)), strip_accents(lower($place)))",
    "happening": "x.happening = $happening",
}
_FIGURE = {
    **_COMMON,
    "kind": "x.kind = $kind",
    "of": 'list_has_all(base.terms(x."of"), base.terms($of))',
    "status": "x.status = $status",
    "happening": "x.happening = $happening",
    "series": "x.series = $series",
}
_PLAN = {
    **_COMMON,
    "state": "x.state = $state",
    "what": "list_has_all(base.terms(x.what), base.terms($what))",
    "chain": "x.chain = $chain",
}
_LATEST = 'r.published DESC NULLS LAST, x.report, x."start"'


def statements(filters: Filters) -> Question:
    """Statements, the latest first. `speaker`: a name or a part of one, of the registry or as written."""
    columns = "x.report, r.published, r.outlet, x.id, x.source, x.act, x.content, x.named, x.quotation"
    return _question(columns, "statement", _STATEMENT, filters, _LATEST)


def events(filters: Filters) -> Question:
    """Events, the latest first. `actor` and `recipient` are codes or their beginnings ("ISR", "ISRGOV")."""
    columns = (
        'x.report, r.published, x.id, x.type, x.mode, x.status, x."trigger", x.actors, x.recipients, x.when_start, '
        "x.when_end, x.place, x.country, x.voice, x.happening"
    )
    return _question(columns, "event", _EVENT, filters, _LATEST)


def figures(filters: Filters) -> Question:
    """Figures in the order of publication, so that a series reads downwards."""
    columns = (
        "x.report, r.published, x.id, x.kind, x.value, x.low, x.high, x.approx, x.unit, "
        'x."of", x.status, x.voice, x.series'
    )
    return _question(columns, "figure", _FIGURE, filters, 'r.published NULLS LAST, x.report, x."start"')


def plans(filters: Filters) -> Question:
    """Plans, one row a chain, in the state of its latest report (up to `until`); `state` filters that one.

    `reports`: those that tell of it and are no copies; `since`: when the first of them gave the state that holds.
    """
    later = {"state": filters.get("state")}
    earlier = {name: value for name, value in filters.items() if name != "state"}
    inner = _question("x.*, r.published, r.story", "plan", _PLAN, earlier, _LATEST)
    sql = f"""
WITH told AS ({inner.sql}),
run AS (
    SELECT c.*, count(DISTINCT c.report) FILTER (NOT c."copy") OVER of_chain AS reports,
        max(c.n) FILTER (c.changed) OVER of_chain AS turn, max(c.n) OVER of_chain AS last
    FROM chain_step c JOIN told t ON t.report = c.report AND t.id = c.plan WINDOW of_chain AS (PARTITION BY c.chain)),
now AS (
    SELECT l.chain, l.report, l.plan, l.state, l."when", l.name AS voice, l.reports, f.published AS since
    FROM run l JOIN run f ON f.chain = l.chain AND f.n = f.turn WHERE l.n = l.last)
SELECT * FROM (
    SELECT n.report, t.published, t.id, t.what, n.state, t.parties, t.place, n.chain, n."when", n.since, n.voice,
        n.reports, t.story
    FROM now n JOIN told t ON t.report = n.report AND t.id = n.plan) x
{_clauses(_PLAN, later)} ORDER BY published DESC NULLS LAST, report, id"""
    return Question(sql, {**inner.parameters, **_given(later)})


def _question(columns: str, view: str, known: Mapping[str, str], filters: Filters, order: str) -> Question:
    sql = f"SELECT {columns} FROM {view} x JOIN report r ON r.id = x.report {_clauses(known, filters)} ORDER BY {order}"
    return Question(sql, _given(filters))


def _clauses(known: Mapping[str, str], filters: Filters) -> str:
    given = [f"({known[name]})" for name in _given(filters)]
    return "WHERE " + " AND ".join(given) if given else ""


def _given(filters: Filters) -> dict[str, object]:
    return {name: value for name, value in filters.items() if value is not None}
