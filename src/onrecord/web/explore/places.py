"""Events by the country in which they took place."""

from __future__ import annotations

from onrecord.archive.questions import Question
from onrecord.web.explore.fields import Column
from onrecord.web.explore.given import Given
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.listing import narrowed

COLUMNS = (
    Column("country", "string", "ISO 3166-1 alpha-3."),
    Column("n", "integer", "How many."),
)


def by_country(given: Given, *, once: bool) -> Question:
    """Rows of `country, n`, the most first; `once`: a happening counts once, not each mention."""
    kind = KINDS["events"]
    narrow = narrowed(kind, given)
    number = "count(DISTINCT x.once)" if once else "count(*)"
    also = f"{narrow.where} AND" if narrow.where else "WHERE"
    sql = (
        f"SELECT x.country, {number} AS n FROM {kind.source} x {also} x.country IS NOT NULL "
        "GROUP BY x.country ORDER BY n DESC, x.country"
    )
    return Question(sql, narrow.parameters)
