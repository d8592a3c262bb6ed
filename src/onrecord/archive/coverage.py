"""The denominators: what was seen, read, copied and failed, period by period, with the gaps that nobody fills."""

from __future__ import annotations

from onrecord.archive.errors import ArchiveError
from onrecord.archive.questions import Question

GROUPS = {
    "outlet": "c.outlet", "owner": "coalesce(o.owner, c.outlet)", "country": "o.country", "kind": "o.kind",
    "language": "o.language", "all": "'all'",
}  # fmt: skip
"""What rows can be of; an outlet whose owner is not known is its own."""
PERIODS = ("day", "week", "month", "quarter", "year")
COUNTED = {
    "statements": ("statement", "x.report || '/' || x.id"), "quotations": ("statement", "x.quotation"),
    "events": ("event", "x.report || '/' || x.id"), "happenings": ("event", "x.happening"),
    "figures": ("figure", "x.report || '/' || x.id"), "plans": ("plan", "x.chain"),
}  # fmt: skip
"""What can be counted beside them: the view, and what makes two of its rows one."""

_SQL = """
WITH placed AS (
    SELECT {who} AS "{by}", c.day, c.seen, c."read", c.copies, c.failed
    FROM coverage c LEFT JOIN outlet o ON o.name = c.outlet {where}),
span AS (
    SELECT coalesce($since::DATE, min(day)) AS first, coalesce($until::DATE, max(day)) AS last
    FROM placed),
begun AS (
    SELECT first, last,
        unnest(generate_series(date_trunc('{per}', first), date_trunc('{per}', last),
            INTERVAL 1 {per}))::DATE AS "{per}"
    FROM span),
period AS (
    SELECT "{per}", date_diff('day', greatest("{per}", first),
        least(("{per}" + INTERVAL 1 {per})::DATE, last + 1)) AS days
    FROM begun),
grid AS (
    SELECT w."{by}", p."{per}", p.days FROM (SELECT DISTINCT "{by}" FROM placed) w CROSS JOIN period p
    UNION ALL SELECT DISTINCT "{by}", NULL::DATE, NULL FROM placed WHERE day IS NULL),
filled AS (
    SELECT g."{by}", g."{per}", coalesce(sum(p.seen), 0)::BIGINT AS seen, coalesce(sum(p."read"), 0)::BIGINT AS "read",
        coalesce(sum(p.copies), 0)::BIGINT AS copies, coalesce(sum(p.failed), 0)::BIGINT AS failed,
        g.days - count(DISTINCT p.day) AS gap_days
    FROM grid g LEFT JOIN placed p
        ON p."{by}" IS NOT DISTINCT FROM g."{by}" AND date_trunc('{per}', p.day)::DATE IS NOT DISTINCT FROM g."{per}"
    GROUP BY g."{by}", g."{per}", g.days)
{selected}
ORDER BY f."{by}" NULLS LAST, f."{per}" NULLS LAST
"""
_COUNTED = """
, counted AS (
    SELECT {who} AS "{by}", date_trunc('{per}', c.day)::DATE AS "{per}", count(DISTINCT {key}) AS n
    FROM {view} x JOIN (SELECT id, outlet, CAST(published[:10] AS DATE) AS day FROM report) c ON c.id = x.report
    LEFT JOIN outlet o ON o.name = c.outlet {where} GROUP BY ALL)
SELECT f.*, CASE WHEN f."read" > 0 THEN coalesce(n.n, 0) END AS "{name}",
    CASE WHEN f."read" > 0 THEN round(1000.0 * coalesce(n.n, 0) / f."read", 2) END AS per_1000
FROM filled f LEFT JOIN counted n
    ON n."{by}" IS NOT DISTINCT FROM f."{by}" AND n."{per}" IS NOT DISTINCT FROM f."{per}"
"""


def coverage(
    by: str = "outlet", per: str = "day", *, of: str | None = None, since: str | None = None, until: str | None = None,
    outlet: str | None = None,
) -> Question:  # fmt: skip
    """Each `by` (a key of `GROUPS`) in each of the `PERIODS` from `since` to `until` (days; else all there is).

    `gap_days` are the days of a period on which nothing of it was seen. `of`, a key of `COUNTED`, adds how many and how
    many per 1,000 reports read, absent where none was: a gap is no zero. What has no day is a row without period.
    """
    if by not in GROUPS or per not in PERIODS or of not in (None, *COUNTED):
        raise ArchiveError(f"no coverage of {of or 'reports'} by {by} and {per}")
    given: dict[str, object] = {"since": since, "until": until}
    clauses = ["(c.day IS NULL OR c.day >= $since::DATE)"] if since else []
    clauses += ["(c.day IS NULL OR c.day <= $until::DATE)"] if until else []
    if outlet is not None:
        clauses.append("c.outlet = $outlet")
        given["outlet"] = outlet
    parts = {"by": by, "per": per, "who": GROUPS[by], "where": "WHERE " + " AND ".join(clauses) if clauses else ""}
    selected = "SELECT * FROM filled f"
    if of is not None:
        view, key = COUNTED[of]
        selected = _COUNTED.format(view=view, key=key, name=of, **parts)
    return Question(_SQL.format(selected=selected, **parts), given)
