"""The search page: what was found with its context, each opening where it stands; facets, counts, downloads."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.record import Range
from onrecord.web.asked import Asked
from onrecord.web.drawing import picture
from onrecord.web.explore import images
from onrecord.web.explore.forms import address, facet_values, fields
from onrecord.web.explore.given import one_of
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.lists import counted, summed
from onrecord.web.explore.search import ORDERS, WITHIN, Found, found
from onrecord.web.explore.searching import Hit
from onrecord.web.links import link
from onrecord.web.pages.marks import PART, parts
from onrecord.web.rendering import render

USUAL = 20
_PARAGRAPHS = """
SELECT r.report, a.paragraphs, CASE WHEN r.words > $long THEN a."text" END AS "text"
FROM told_report r JOIN base.article_read a USING (reading) WHERE r.report IN (SELECT unnest($ids))
"""


def search(asked: Asked) -> Response:
    """The page: the form alone, or with what was found; what is wrong with a question stands beside it."""
    query = asked.request.query_params
    kind = KINDS[one_of("within", query, WITHIN)]
    shown: dict[str, Any] = {
        "kind": kind, "fields": fields(kind, query), "orders": ORDERS, "order": one_of("order", query, ORDERS),
        "wrong": "", "made": None,
    }  # fmt: skip
    if not (query.get("q", "").strip() or query.get("names", "").strip()):
        return render(asked.request, "search.html", **shown)
    try:
        made = found(asked, query, USUAL)
    except HTTPException as error:
        return render(asked.request, "search.html", error.status_code, **{**shown, "wrong": error.detail})
    return render(asked.request, "search.html", **{**shown, **_shown(asked, made, query)})


def _shown(asked: Asked, made: Found, query: QueryParams) -> dict[str, Any]:
    around = summed(asked, made.narrow, once=False)
    return {
        "made": made, "results": _results(asked, made), "total": around.total,
        "facets": facet_values(made.narrow.kind, around.facets, query), "counted": around.counted,
        "next_page": address(query, {"after": [made.next]}) if made.next else None,
        "first_page": address(query, {}) if query.get("after") else None,
        "same": address(query, {}, ()), "here": address(query, {}, ("after", "order", "limit")),
    }  # fmt: skip


def _results(asked: Asked, made: Found) -> list[tuple[dict[str, Any], list[tuple[Hit, str]]]]:
    """Rows with their hits, and the address of each: the paragraph, or the statement."""
    if made.narrow.kind.name == "statements":
        return [(row, [(hit, link("report", row["report"], row["id"])) for hit in hits]) for row, hits in made.rows]
    ids = [row["id"] for row, _ in made.rows]
    cut = {row["report"]: row for row in asked.table(_PARAGRAPHS, {"ids": ids, "long": PART})}
    return [(row, [(hit, _place(row["id"], cut[row["id"]], hit)) for hit in hits]) for row, hits in made.rows]


def _place(report: str, cut: dict[str, Any], hit: Hit) -> str:
    """The address of a hit's paragraph, on the page where a long report has it."""
    paragraphs = [Range(start=p["start"], end=p["end"]) for p in cut["paragraphs"]]
    at = next((n for n, p in enumerate(paragraphs) if p.start <= hit.start < p.end), None)
    if at is None:
        return link("report", report)
    divided = parts(cut["text"], paragraphs) if cut["text"] else []
    part = next((n for n, numbers in enumerate(divided, 1) if at in numbers), 1)
    return link("report", report, part=part if part > 1 else None) + f"#paragraph-{at + 1}"


def chart(asked: Asked) -> Response:
    """What was found over time, as a picture."""
    made = found(asked, asked.request.query_params, 1)
    counts = counted(asked, made.narrow, once=True)
    return picture(images.over_time(counts.rows, counts.unit))
