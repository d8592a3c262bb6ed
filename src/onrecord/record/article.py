"""The article: a report's cleaned text and what its page says about it."""

from __future__ import annotations

from datetime import datetime

from onrecord.record.errors import require
from onrecord.record.labels import FurnitureReason
from onrecord.record.span import Item, Range


class Furniture(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the page that are not body text, and why they were left out."""

    text: str
    reason: FurnitureReason


class Credit(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who did what for the report, from its closing credits: role "reporting", "editing", …"""

    role: str
    names: tuple[str, ...]


class Dateline(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The opening "WASHINGTON (Reuters) -": places and agency, and the words as they stood."""

    places: tuple[str, ...]
    agency: str | None
    text: str


class Article(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report, cleaned. Offsets everywhere in a record are code points into `text`.

    `published` and `updated` are ISO 8601, a date or a time with its zone as the page gives it;
    `lang` is ISO 639-1. `paragraphs` are in order and don't overlap. None: the page does not say.
    """

    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    dateline: Dateline | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    lang: str = "en"
    text: str
    paragraphs: tuple[Range, ...]
    furniture: tuple[Furniture, ...] = ()

    def __post_init__(self) -> None:
        for name, value in (("published", self.published), ("updated", self.updated)):
            require(value is None or _is_iso(value), f"{name} {value!r} is not an ISO 8601 date")
        at = 0
        for paragraph in self.paragraphs:
            require(at <= paragraph.start, f"paragraph at {paragraph.start} begins before the last one ends")
            at = paragraph.end
        require(at <= len(self.text), f"paragraph end {at} is past the text ({len(self.text)})")

    @property
    def day(self) -> str | None:
        """The calendar day of publication, `YYYY-MM-DD`."""
        return self.published[:10] if self.published else None


def _is_iso(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return len(value) >= 10
