"""A list's page as it is asked for: its rows, where it goes on, and how it is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from onrecord.archive import Answer
from onrecord.web.asked import Asked
from onrecord.web.explore.cursor import Cursor, decode
from onrecord.web.explore.fields import Kind
from onrecord.web.explore.given import filters_of, one_of, whole
from onrecord.web.explore.listing import ORDERS, Narrowed, hidden, narrowed, orders, page

PAGING = ("order", "after", "limit")
MOST = 1000
"""Rows of one page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: the rows that are shown, and the cursor of the next one, None on the last."""

    asked_for: Narrowed
    order: str
    answer: Answer
    next: str | None


def listed(
    asked: Asked, kind: Kind, query: QueryParams, usual: int, also: tuple[str, ...] = (), most: int = MOST
) -> Listed:
    """The page of a list that the parameters ask for: filters, `order`, `after`, `limit`."""
    given = filters_of(kind, query, (*PAGING, *also))
    order, limit = one_of("order", query, orders(kind)), whole("limit", query.get("limit") or str(usual), 1, most)
    after = decode(query["after"], kind.keys, ORDERS) if query.get("after") else None
    if after is not None:
        order = after.order
    asked.go_on(after.moment if after else None)
    narrow = narrowed(kind, given)
    question = page(narrow, limit + 1, order, after, laid_out=asked.laid_out)
    return _cut(asked, narrow, order, asked.ask(question, rows=None), limit)


def _cut(asked: Asked, narrow: Narrowed, order: str, answer: Answer, limit: int) -> Listed:
    kind = narrow.kind
    rows, more = answer.rows[:limit], len(answer.rows) > limit
    columns = tuple(column.name for column in kind.columns)
    places = {name: n for n, name in enumerate(answer.columns)}
    following = None
    if more:
        keys = tuple(rows[-1][places[key.name]] for key in kind.keys)
        following = Cursor(order, asked.as_of or asked.moment, keys).encode()
    kept = tuple(row[: len(columns)] for row in rows) if hidden(kind) else tuple(rows)
    return Listed(narrow, order, Answer(columns, kept), following)


def objects(answer: Answer) -> list[dict[str, Any]]:
    """Rows by the names of their columns."""
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
