"""The start page: what the archive has, and its newest and largest stories."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.web.asked import Asked
from onrecord.web.pages.given import whole
from onrecord.web.pages.reading import paste
from onrecord.web.rendering import render

TAKE = 24
_COUNTS = """
SELECT (SELECT count(*) FROM base.known) AS reports, (SELECT count(DISTINCT outlet) FROM base.known) AS outlets,
    (SELECT min(day) FROM base.known) AS since, (SELECT max(day) FROM base.known) AS until,
    (SELECT count(*) FROM failure) AS failed
"""
_STORIES = """
SELECT coalesce(s.story, k.report) AS story,
    arg_min(k.reading, row(coalesce(k.published, '9999'), k.report)) AS reading,
    count(*) AS reports, count(DISTINCT coalesce(c.copy_group, k.report)) AS texts, min(k.published) AS since,
    max(k.published) AS until, count(DISTINCT k.outlet) AS outlets, count(*) OVER () AS total
FROM base.known k LEFT JOIN base.told s ON s.reading = k.reading LEFT JOIN base.copied c ON c.reading = k.reading
GROUP BY 1 ORDER BY {order} LIMIT $take OFFSET $skip
"""
_TITLES = "SELECT reading, title FROM base.article WHERE reading IN (SELECT unnest($readings::BIGINT[]))"
ORDERS = {
    "new": "until[:10] DESC NULLS LAST, texts DESC, story",
    "large": "texts DESC, reports DESC, until DESC NULLS LAST, story",
}


def start(asked: Asked) -> Response:
    """Stories, the newest or the largest first; without an archive, the place to paste a report."""
    if asked.room.archive is None:
        return paste(asked)
    order = asked.query.get("order", "new")
    page = whole(asked, "page") or 1
    counted = asked.table(_COUNTS)[0]
    sql = _STORIES.format(order=ORDERS.get(order, ORDERS["new"]))
    stories = asked.table(sql, {"take": TAKE, "skip": (page - 1) * TAKE})
    titles = asked.table(_TITLES, {"readings": [s["reading"] for s in stories]})
    named = {row["reading"]: row["title"] for row in titles}
    for story in stories:
        story["title"] = named.get(story["reading"]) or story["story"]
    total = stories[0]["total"] if stories else 0
    return render(
        asked.request, "start.html", counted=counted, stories=stories, order=order if order in ORDERS else "new",
        page=page, pages=max(1, -(-total // TAKE)),
    )  # fmt: skip
