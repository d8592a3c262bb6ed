"""Feeds (RSS, Atom): each entry's text, with what the feed says of it. Entries that only announce are short reports."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
from lxml import etree, html

from onrecord.intake.article import Facts
from onrecord.intake.blocks import blocks_of
from onrecord.intake.clean import clean
from onrecord.intake.dates import iso
from onrecord.intake.errors import IntakeError


def entries(data: bytes) -> Iterator[tuple[str | None, str, Facts]]:
    """Of each entry of a feed: its own id, if it has one, its text, and the facts that the feed gives.

    Nothing is fetched: an entry has the words that the feed carries. The language that a feed says it has is not taken
    for that of each entry. Raises `IntakeError` where `data` is no feed.
    """
    # a stream, never bytes or text, which feedparser would take for an address or a file's name
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        raise IntakeError("no feed: neither RSS nor Atom")
    if not feed.entries:
        raise IntakeError("a feed without entries")
    outlet = _line(feed.feed.get("title"))
    for entry in feed.entries:
        own = _line(entry.get("id")) or _line(entry.get("link"))
        yield own, _text(entry), _facts(entry, outlet)


def _facts(entry: Mapping[str, Any], outlet: str | None) -> Facts:
    names = [author.get("name") for author in entry.get("authors", [])]
    # feedparser gives one date for the other where it is asked by `get`
    dates = {key: _date(entry[key]) for key in ("published", "updated") if key in entry}
    return Facts(
        title=_line(_words(entry.get("title_detail", {}))),
        outlet=_line(entry["source"].get("title")) if "source" in entry else outlet,
        authors=tuple(filter(None, (_line(name) for name in names))),
        published=dates.get("published"),
        updated=dates.get("updated"),
        url=_line(entry.get("link")),
    )


def _text(entry: Mapping[str, Any]) -> str:
    """The longest that the entry carries, one paragraph a line."""
    carried = [*entry.get("content", []), entry.get("summary_detail", {})]
    return max((_words(part) for part in carried), key=len, default="")


def _words(part: Mapping[str, Any]) -> str:
    value = clean(part.get("value") or "")
    if part.get("type") == "text/plain" and "<" not in value:
        return value
    try:
        tree = html.fragment_fromstring(value, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    return "\n".join(block.text for block in blocks_of(tree))


def _date(told: str) -> str | None:
    """RFC 822, as RSS has it, or ISO 8601, with the zone that it gives."""
    try:
        made = parsedate_to_datetime(told)
    except ValueError:
        return iso(told)
    return made.isoformat(timespec="seconds")


def _line(value: object) -> str | None:
    return " ".join(clean(value).split()) or None if isinstance(value, str) else None
