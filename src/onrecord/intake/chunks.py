"""What the sources give: bytes of one report or a few, and where they stand; or what could not be had, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "html", "json", "jsonl", "feed", "warc"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file or standard input: its path, the stem that ids are made from, and its kind if the name tells."""

    path: str
    stem: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that hold one report, a JSON array or a feed of them.

    `line` is that of a JSONL file, from 1; `offset` where the record of a WARC file begins, in bytes of the file as it
    lies there. `url` and `id` are what a WARC says of the page.
    """

    source: Source
    kind: Kind
    line: int | None
    data: bytes
    offset: int | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why; `url` where a WARC says it."""

    source: Source
    line: int | None
    reason: str
    offset: int | None = None
    url: str | None = None
