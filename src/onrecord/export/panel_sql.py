"""The SQL of a panel, step by step: what passes the filters, happenings, their units, periods, and the filled table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pycountry

if TYPE_CHECKING:
    from onrecord.export.panel import Panel

PERIODS = ("day", "week", "month", "quarter", "year")
UNITS = {"country": ("country",), "actor": ("actor",), "dyad": ("actor", "recipient"), "outlet": ("outlet",), "all": ()}
"""The columns that name each unit."""
BY_LABEL = ("type", "mode", "status", "none")
_NO_ISO = ("XKX",)
"""Codes of countries in use that ISO 3166-1 does not have."""

_EVENT_PERIOD = """
CASE WHEN x.when_start IS NULL THEN CASE WHEN x.recency = 'news' THEN date_trunc('{per}', r.day)::DATE END
    WHEN date_trunc('{per}', x.when_start::DATE) = date_trunc('{per}', x.when_end::DATE)
        THEN date_trunc('{per}', x.when_start::DATE)::DATE END
"""
_MENTION = """
SELECT x.happening, x.report, r.outlet, x.type, x.mode, x.status, x.country, x.actors, x.recipients, p.copy_group,
    p.unit AS stands_for, {period} AS period, row(coalesce(r.published, '9999'), x.report, x."start") AS told
FROM event x
JOIN (SELECT id, outlet, published, CAST(published[:10] AS DATE) AS day FROM report) r ON r.id = x.report
JOIN provenance p ON p.report = x.report
"""
_HAPPENING = """
SELECT happening, arg_min(type, told) AS type, arg_min(mode, told) AS mode, arg_max(status, told) AS status,
    arg_min(period, told) AS period, arg_min(country, told) AS country,
    list_sort(list_distinct(flatten(list(list_transform(actors, lambda code: {code}))))) AS actors,
    list_sort(list_distinct(flatten(list(list_transform(recipients, lambda code: {code}))))) AS recipients,
    count(*) AS events, count(DISTINCT report) AS reports, count(DISTINCT copy_group) AS texts,
    count(DISTINCT stands_for) AS independent
FROM {mentions} GROUP BY happening HAVING texts >= $texts AND independent >= $independent
"""
_COUNTRY_CODE = "CASE WHEN list_contains($countries, code[:3]) THEN code[:3] ELSE code END"
_DYAD = """
SELECT DISTINCT happening, actor, recipient FROM (
    SELECT happening, unnest(actors) AS actor, recipients FROM {happenings} WHERE len(recipients) > 0),
    unnest(recipients) AS u(recipient)
UNION SELECT happening, a.actor, b.actor FROM (SELECT happening, unnest(actors) AS actor FROM {happenings}
        WHERE len(recipients) = 0) a
    JOIN (SELECT happening, unnest(actors) AS actor FROM {happenings} WHERE len(recipients) = 0) b USING (happening)
    WHERE a.actor <> b.actor
"""
"""Who acts on whom; those who only act together, as in talks without a host, act on each other."""
_OF_UNIT = {
    "country": "SELECT happening, country FROM {happenings} WHERE country IS NOT NULL",
    "actor": "SELECT happening, unnest(actors) AS actor FROM {happenings}",
    "dyad": _DYAD,
    "outlet": "SELECT DISTINCT happening, outlet FROM {mentions} SEMI JOIN {happenings} USING (happening) "
    "WHERE outlet IS NOT NULL",
    "all": "SELECT happening FROM {happenings}",
}
_ITEM = """
SELECT {names} h.happening, h.type, h.mode, h.status, h.period, h.events, h.reports, h.texts,
    coalesce(m.weight, t.weight) AS weight
FROM panel_seen s JOIN panel_happening h USING (happening)
LEFT JOIN weight m ON m.type = h.type AND m.mode = h.mode
LEFT JOIN weight t ON t.type = h.type AND t.mode IS NULL
"""
_PERIOD = """
WITH span AS (
    SELECT coalesce($since::DATE, min(day)) AS first, coalesce($until::DATE, max(day)) AS last
    FROM coverage {outlets})
SELECT unnest(generate_series(date_trunc('{per}', first), date_trunc('{per}', last), INTERVAL 1 {per}))::DATE AS period
FROM span
"""
_READ = """
SELECT {outlet} date_trunc('{per}', CAST(published[:10] AS DATE))::DATE AS period, count(*) AS n
FROM report {outlets} GROUP BY ALL
"""
_PANEL = """
WITH counted AS (
    SELECT {names} period, count(*) AS happenings, sum(events) AS events, sum(reports) AS reports, sum(texts) AS texts,
        {labels} sum(weight) AS goldstein_sum, avg(weight) AS goldstein_mean
    FROM panel_item GROUP BY ALL),
grid AS (
    SELECT {u_names} p.period, coalesce(r.n, 0)::INTEGER AS "read"
    FROM panel_unit u CROSS JOIN panel_period p LEFT JOIN panel_read r ON r.period = p.period {same_outlet})
SELECT {g_names} {shown} AS "{per}", g."read", {filled}, {rates}
FROM grid g LEFT JOIN counted c ON c.period = g.period {same_unit}
"""


Step = tuple[str, str, dict[str, object]]
"""The name of a temporary table, its SQL, its parameters."""


@dataclass(frozen=True, slots=True)
class Made:
    """Temporary tables to be made in order, and the selection over them that is the panel."""

    tables: tuple[Step, ...]
    panel: str


def sql_of(panel: Panel, who: str, per: str, labels: Sequence[str]) -> Made:
    """The steps of a panel of `who` by `per`, with a column for each of `labels`."""
    names = ", ".join(UNITS[who])
    outlets = "WHERE list_contains($outlets, outlet)" if panel.outlet else ""
    own: dict[str, object] = {"outlets": list(panel.outlet)} if panel.outlet else {}
    outlet = "outlet," if who == "outlet" else ""
    steps: list[Step] = [
        *_seen(panel, who, per),
        ("panel_unit", f"SELECT DISTINCT {names} FROM panel_{'seen' if panel.only_seen else 'seen_at_all'}", {})
        if names else ("panel_unit", "SELECT 1 AS one", {}),
        ("panel_period", _PERIOD.format(per=per, outlets=outlets), {"since": panel.since, "until": panel.until, **own}),
        ("panel_read", _READ.format(per=per, outlet=outlet, outlets=outlets), own),
        ("panel_item", _ITEM.format(names="".join(f"s.{name}, " for name in UNITS[who])), {}),
    ]  # fmt: skip
    return Made(tuple(steps), _panel(panel, who, per, labels))


def _seen(panel: Panel, who: str, per: str) -> Iterator[Step]:
    """Which happening is seen in which unit: of what passes the filters, and of all there is."""
    where, given = _filters(panel)
    period = _EVENT_PERIOD if panel.dated == "event" else "date_trunc('{per}', r.day)::DATE"
    mention = _MENTION.format(period=period.format(per=per))
    code, countries = ("code", {}) if panel.codes == "actor" else (_COUNTRY_CODE, {"countries": _countries()})
    least = {"texts": panel.min_texts, "independent": panel.min_independent}
    for end, clauses, filters, enough in (
        ("", where, given, least), ("_at_all", "", {}, {"texts": 1, "independent": 1})
    ):  # fmt: skip
        names = {"mentions": f"panel_mention{end}", "happenings": f"panel_happening{end}"}
        yield names["mentions"], f"{mention} {clauses}", filters
        yield names["happenings"], _HAPPENING.format(code=code, **names), {**countries, **enough}
        yield f"panel_seen{end}", _OF_UNIT[who].format(**names), {}


def _filters(panel: Panel) -> tuple[str, dict[str, object]]:
    clauses: list[str] = []
    given: dict[str, object] = {}
    for name in ("type", "mode", "status", "recency", "outlet"):
        if getattr(panel, name):
            clauses.append(f"list_contains(${name}, {'r' if name == 'outlet' else 'x'}.{name})")
            given[name] = list(getattr(panel, name))
    if panel.voice is not None:
        clauses.append("x.voice = 'reporter'" if panel.voice == "reporter" else "x.voice <> 'reporter'")
    if panel.min_confidence > 0:
        clauses.append("x.confidence >= $confidence")
        given["confidence"] = panel.min_confidence
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), given


def _panel(panel: Panel, who: str, per: str, labels: Sequence[str]) -> str:
    columns = UNITS[who]
    own = {label: label.lower().replace("-", "_").replace(" ", "_") for label in labels}
    of = f"count(*) FILTER ({panel.columns} = '{{}}') AS \"{{}}\","
    counts = ["happenings", "events", "reports", "texts", *own.values()]
    return _PANEL.format(
        per=per,
        names="".join(f"{c}, " for c in columns),
        u_names="".join(f"u.{c}, " for c in columns),
        g_names="".join(f"g.{c}, " for c in columns),
        labels=" ".join(of.format(label, column) for label, column in own.items()),
        same_outlet="AND r.outlet = u.outlet" if who == "outlet" else "",
        same_unit="".join(f" AND c.{c} = g.{c}" for c in columns),
        shown="year(g.period)::INTEGER" if per == "year" else "g.period",
        filled=", ".join(
            f'CASE WHEN g."read" > 0 OR c.happenings > 0 THEN coalesce(c."{c}", 0)::INTEGER END AS "{c}"'
            for c in counts
        ),
        rates=_RATES if panel.weights else _RATES.split(",\n")[0],
    )


_RATES = """CASE WHEN g."read" > 0 THEN round(1000.0 * coalesce(c.happenings, 0) / g."read", 4) END AS per_1000,
CASE WHEN g."read" > 0 OR c.happenings > 0 THEN coalesce(round(c.goldstein_sum, 4), 0) END AS goldstein_sum,
round(c.goldstein_mean, 4) AS goldstein_mean"""


def _countries() -> list[str]:
    return sorted([country.alpha_3 for country in pycountry.countries] + list(_NO_ISO))
