"""What is offered to the archive, and what it says to each: new, seen before, a version, or not to be told apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, TypeGuard

from onrecord.record import Article

if TYPE_CHECKING:
    from onrecord.archive.connect import Connection


class Found(Protocol):
    """A report as the intake gives it: an article and where its bytes are (`line` from 1, None for a whole file)."""

    @property
    def id(self) -> str:
        """Its own id, or one made from its file's name."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def line(self) -> int | None:
        """The line of a JSONL file."""

    @property
    def article(self) -> Article:
        """What is to be read."""

    @property
    def sha256(self) -> str:
        """Of the source's bytes."""

    @property
    def item(self) -> int | None:
        """The number in a JSON array or a feed, from 1."""

    @property
    def offset(self) -> int | None:
        """The byte of a WARC file at which the record begins."""

    @property
    def source(self) -> bytes | None:
        """The source's bytes, packed by zlib, where they are to be kept."""


class Unread(Protocol):
    """An input that is no report, and why."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def line(self) -> int | None:
        """The line of a JSONL file."""

    @property
    def reason(self) -> str:
        """One line."""

    @property
    def outlet(self) -> str | None:
        """What its source says of the outlet."""

    @property
    def published(self) -> str | None:
        """What its source says of the time of publication, ISO 8601."""


def is_found(item: object) -> TypeGuard[Found]:
    """Whether an input is a report."""
    return hasattr(item, "article")


def is_unread(item: object) -> TypeGuard[Unread]:
    """Whether an input is one that could not be read."""
    return hasattr(item, "reason")


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that came to nothing; as a string, one line: "path:line: reason"."""

    path: str
    line: int | None
    reason: str
    outlet: str | None = None
    published: str | None = None

    @classmethod
    def of(cls, found: Found, reason: str) -> Failed:
        """The failure of a report that was found."""
        return cls(found.path, found.line, reason, found.article.outlet, found.article.published)

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


def taken(found: Found) -> Failed:
    """The failure of a report whose id belongs to another."""
    reason = f"its id {found.id!r} is that of another report in the archive, with other words or address"
    return Failed.of(found, reason)


def content_digest(article: Article) -> str:
    """SHA-256 of what makes a report this one: title, text and corrections, at its address.

    A report without an address is told by its outlet and publication date: one text in two outlets is two reports.
    """
    corrections = [f.text for f in article.furniture if f.reason == "correction"]
    where = [article.url] if article.url else [article.outlet, article.published]
    return hashlib.sha256(json.dumps([article.title, article.text, corrections, *where]).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reading that the archive has."""

    reading: int
    report: str
    version: int
    source_id: str
    url: str | None
    source_sha256: str
    content_sha256: str
    made_by: str
    day: date | None
    held: bool
    """Whether it is the one that holds, not withdrawn."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a report; `of` is the reading that it repeats, replaces or follows."""

    what: Literal["added", "version", "reread", "seen", "taken"]
    of: Entry | None = None


_LOOK_UP = """
SELECT reading, report, version, source_id, url, source_sha256, content_sha256, made_by, day,
    withdrawn_at IS NULL AS held
FROM base.reading
WHERE source_id IN (SELECT unnest($ids)) OR report IN (SELECT unnest($ids))
    OR content_sha256 IN (SELECT unnest($digests)) OR url IN (SELECT unnest($urls))
ORDER BY reading
"""


class Known:
    """The readings that a batch's reports may repeat: those of the archive, and those of the batch before each."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._by_content: dict[str, Entry] = {}
        self._by_source: dict[tuple[str, str], Entry] = {}
        self._by_url: dict[str, Entry] = {}
        self._ids: set[str] = set()
        self._withdrawn: set[int] = set()
        for entry in entries:
            self.learn(entry)

    @classmethod
    def look_up(cls, connection: Connection, found: Iterable[Found]) -> Known:
        """What the archive has of the ids, contents and addresses of `found`."""
        wanted: dict[str, list[str]] = {"ids": [], "digests": [], "urls": []}
        for f in found:
            wanted["ids"].append(f.id)
            wanted["digests"].append(content_digest(f.article))
            wanted["urls"].extend([f.article.url] if f.article.url else [])
        cursor = connection.execute(_LOOK_UP, wanted)
        names = [column[0] for column in cursor.description or ()]
        return cls(Entry(**dict(zip(names, row, strict=True))) for row in cursor.fetchall())

    def learn(self, entry: Entry) -> None:
        """Take note of a reading; later ones go before earlier ones of the same report."""
        self._by_content[entry.content_sha256] = entry
        self._by_source[entry.source_id, entry.source_sha256] = entry
        self._ids.update((entry.source_id, entry.report))
        if entry.url:
            self._by_url[entry.url] = entry

    def withdraw(self, entry: Entry) -> None:
        """Take note that another reading replaces this one."""
        self._withdrawn.add(entry.reading)

    def judge(self, found: Found, made_by: str | None) -> Verdict:
        """What `found` is; `made_by` names the reader whose readings stay, None where all that is seen stays."""
        same = self._by_content.get(content_digest(found.article)) or self._by_source.get((found.id, found.sha256))
        if same:
            held = same.held and same.reading not in self._withdrawn
            again = made_by is not None and held and same.made_by != made_by
            return Verdict("reread" if again else "seen", same)
        earlier = self._by_url.get(found.article.url or "")
        if earlier:
            return Verdict("version", earlier)
        return Verdict("taken" if found.id in self._ids else "added")
