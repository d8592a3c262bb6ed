"""The start page: what the archive has."""

from __future__ import annotations

from starlette.responses import Response

from onrecord.web.asked import Asked
from onrecord.web.rendering import render


def start(asked: Asked) -> Response:
    """The newest stories, and how much there is; without an archive, the place to paste a report."""
    if asked.room.archive is None:
        return render(asked.request, "start.html", reports=None)
    counted = asked.table("SELECT count(*) AS reports FROM base.known")[0]
    return render(asked.request, "start.html", **counted)
