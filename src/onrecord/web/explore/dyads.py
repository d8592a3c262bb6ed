"""Who did what to whom, added up: pairs of countries by the sum of their events' Goldstein values."""

from __future__ import annotations

import pycountry

from onrecord.archive.questions import Question
from onrecord.web.explore.fields import Column, Kind
from onrecord.web.explore.given import Given
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.listing import narrowed

COLUMNS = (
    Column("actor", "string", "The country of who acts, ISO 3166-1 alpha-3."),
    Column("recipient", "string", "The country of whom it was done to."),
    Column("happenings", "integer", "How many happenings."),
    Column("cooperation", "number", "The sum of the positive Goldstein values."),
    Column("conflict", "number", "The sum of the negative ones."),
    Column("goldstein", "number", "The sum of all."),
)
MOST = 500
_COUNTRIES = (
    "unnest(list_distinct(list_filter(list_transform({codes}, lambda c: c[:3]), "
    "lambda c: list_contains($countries, c))))"
)
_SQL = """
WITH told AS (
    SELECT {once} AS once, x.type, x.mode, {actors} AS actor, x.recipients
    FROM {source} x {where}),
pair AS (
    SELECT once, actor, recipient, arg_min(type, type) AS type, min(mode) AS mode FROM (
        SELECT once, type, mode, actor, {recipients} AS recipient
        FROM told)
    GROUP BY once, actor, recipient)
SELECT actor, recipient, count(*) AS happenings, round(sum(greatest(v, 0)), 1) AS cooperation,
    round(sum(least(v, 0)), 1) AS conflict, round(sum(v), 1) AS goldstein
FROM (
    SELECT actor, recipient, coalesce(base.goldstein(type, mode), 0) AS v FROM pair)
WHERE actor <> recipient
GROUP BY actor, recipient ORDER BY abs(sum(v)) DESC, actor, recipient LIMIT {most}
"""


def dyads(given: Given, *, once: bool) -> Question:
    """Pairs, the furthest from zero first; `given`: filters of events; `once`: a happening counts once.

    Only what happened is added up, unless a status is asked for.
    """
    kind: Kind = KINDS["events"]
    narrow = narrowed(kind, given if "status" in given else {**given, "status": ["happened"]})
    values = {"countries": [country.alpha_3 for country in pycountry.countries]}
    sql = _SQL.format(
        source=kind.source, where=narrow.where, once="x.once" if once else "hash(x.report, x.id)", most=MOST,
        actors=_COUNTRIES.format(codes="x.actors"), recipients=_COUNTRIES.format(codes="recipients"),
    )  # fmt: skip
    return Question(sql, {**narrow.parameters, **values})
