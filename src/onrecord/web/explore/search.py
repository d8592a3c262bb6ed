"""A page of what was found: the rows, with the words and what is around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from onrecord.archive.questions import Question
from onrecord.web.asked import Asked
from onrecord.web.explore.asking import objects
from onrecord.web.explore.cursor import Cursor, decode
from onrecord.web.explore.fields import Column, Kind
from onrecord.web.explore.given import filters_of, one_of, whole
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.listing import Narrowed, hidden, narrowed
from onrecord.web.explore.query import Wanted, parse
from onrecord.web.explore.searching import Hit, hits, in_reports, in_rows, scores

ORDERS = ("best", "newest", "oldest")
WITHIN = ("reports", "statements")
_OWN = ("q", "names", "within", "order", "after", "limit", "format")
MOST = 200
_SCORE = Column("score", "number")


@dataclass(frozen=True, slots=True)
class Found:
    """One page: rows with their hits, the cursor of the next one, and what narrowed the list."""

    rows: tuple[tuple[dict[str, Any], list[Hit]], ...]
    next: str | None
    narrow: Narrowed
    wanted: Wanted


def found(asked: Asked, query: QueryParams, usual: int) -> Found:
    """What the parameters ask for: `q`, `names`, `within`, `order`, `after`, `limit`, and the filters of the kind."""
    kind = KINDS[one_of("within", query, WITHIN)]
    given = filters_of(kind, query, _OWN)
    order, limit = one_of("order", query, ORDERS), whole("limit", query.get("limit") or str(usual), 1, MOST)
    wanted = parse(query.get("q", ""), query.get("names", ""))
    keys = kind.keys if order != ORDERS[0] else (_SCORE, *kind.keys)
    after = decode(query["after"], keys, (order,)) if query.get("after") else None
    asked.go_on(after.moment if after else None)
    narrow = narrowed(kind, given).also(in_reports(wanted) if kind.name == "reports" else in_rows(wanted))
    rows = objects(asked.ask(_page(narrow, wanted, keys, order, after, limit + 1), rows=None))
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = Cursor(order, asked.moment, tuple(last[key.name] for key in keys)).encode()
    return Found(_with_hits(asked, kind, wanted, rows[:limit]), following, narrow, wanted)


def _page(
    narrow: Narrowed, wanted: Wanted, keys: tuple[Column, ...], order: str, after: Cursor | None, limit: int
) -> Question:
    kind = narrow.kind
    scored, values = scores(wanted)
    way, sign = ("ASC", ">") if order == "oldest" else ("DESC", "<")
    chosen = ", ".join(f'x."{column.name}"' for column in (*kind.columns, *hidden(kind)))
    by = [f'"{key.name}"' for key in keys]
    going_on = ""
    if after is not None:
        going_on = f"WHERE ({', '.join(by)}) {sign} ({', '.join(f'$after_{n}' for n in range(len(keys)))})"
        values = {**values, **{f"after_{n}": value for n, value in enumerate(after.keys)}}
    own = "x.id" if kind.name == "reports" else "x.report"
    ordered = ", ".join(f"{key} {way}" for key in by)
    sql = (
        f"FROM (SELECT {chosen}, coalesce(s.score, 0.0) AS score FROM {kind.source} x LEFT JOIN ({scored}) s "
        f"ON s.report = {own} {narrow.where}) {going_on} ORDER BY {ordered} LIMIT {limit}"
    )
    return Question(sql, {**narrow.parameters, **values})


def _with_hits(
    asked: Asked, kind: Kind, wanted: Wanted, rows: list[dict[str, Any]]
) -> tuple[tuple[dict[str, Any], list[Hit]], ...]:
    """Rows with their hits: in a report's text, or in what a statement says."""
    if kind.name == "reports":
        ids = [row["id"] for row in rows]
        texts = {
            row["id"]: row["text"]
            for row in asked.table('SELECT id, "text" FROM report WHERE id IN (SELECT unnest($ids))', {"ids": ids})
        }
        words = [texts.get(row["id"]) or "" for row in rows]
    else:
        words = [row["content"] or "" for row in rows]
    secret = {column.name for column in hidden(kind)}
    shown = [{name: value for name, value in row.items() if name not in secret} for row in rows]
    return tuple((row, hits(text, wanted)) for row, text in zip(shown, words, strict=True))
