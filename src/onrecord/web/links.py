"""Addresses of what is shown. An id may hold anything: it stands in the path where a browser leaves it as it is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode


def link(kind: str, id_: str, item: str | None = None, **query: object) -> str:
    """The address of a report, story, actor, …; `item` is that of an item inside (`s3`), on whatever part it stands.

    Dots alone and empty parts of a path are taken out by browsers, and a percent sign is decoded twice by some
    clients: such an id stands behind the question mark.
    """
    given: dict[str, object] = {name: value for name, value in {**query, "item": item}.items() if value is not None}
    if "%" in id_ or any(part in ("", ".", "..") for part in id_.split("/")):
        path, given = f"/{kind}", {"id": id_, **given}
    else:
        path = f"/{kind}/{quote(id_)}"
    return path + (f"?{urlencode(given)}" if given else "") + (f"#{quote(item)}" if item else "")


def item_link(key: str, **query: object) -> str:
    """The address of an item's words by its key `REPORT/ITEM`."""
    report, _, item = key.rpartition("/")
    return link("report", report, item, **query)


def with_query(query: Mapping[str, str], **changes: object) -> str:
    """A query with some parameters changed; None takes one out. With its question mark."""
    made = {k: v for k, v in {**query, **changes}.items() if v is not None and v != ""}
    return "?" + urlencode(made)
