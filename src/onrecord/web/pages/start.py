"""The start page: what the archive has, and its newest and largest stories."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.web.asked import Asked
from onrecord.web.pages.given import whole
from onrecord.web.pages.reading import paste
from onrecord.web.rendering import render

TAKE = 24
_COUNTS = "SELECT reports, outlets, since, until, failed FROM told_whole"
_STORIES = """
SELECT story, coalesce(title, story) AS title, reports, texts, since, until, outlets, count(*) OVER () AS total
FROM told_story ORDER BY {order} LIMIT $take OFFSET $skip
"""
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
    total = stories[0]["total"] if stories else 0
    return render(
        asked.request, "start.html", counted=counted, stories=stories, order=order if order in ORDERS else "new",
        page=page, pages=max(1, -(-total // TAKE)),
    )  # fmt: skip
