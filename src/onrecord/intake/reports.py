"""From paths to reports, one at a time: what can't be read is an entry of its own, and the rest is still read."""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from onrecord.intake.article import Facts
from onrecord.intake.chunks import Chunk, Unread
from onrecord.intake.clean import clean
from onrecord.intake.errors import IntakeError
from onrecord.intake.feeds import entries
from onrecord.intake.forms import from_html, from_json, from_text, parse_json
from onrecord.intake.limits import Limits
from onrecord.intake.sources import chunks
from onrecord.record import Article, OnrecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article and where it comes from.

    `id` is the report's own or made from its file's name. Where its source's bytes are: the file's `path`, the `line`
    of a JSONL file, the `item` of a JSON array or a feed (both from 1), the `offset` of a record in a WARC file; each
    None where the file is one report. `sha256` is the hexadecimal digest of these bytes (the file's, unpacked; the
    line's; the page's in a WARC record); `source` the bytes themselves, packed by zlib, where they were asked for.
    """

    id: str
    path: str
    line: int | None
    article: Article
    sha256: str
    item: int | None = None
    offset: int | None = None
    source: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that is no article, and why; as a string, one line: "path:line: reason".

    `outlet` and `published` are what the source says of it, where that was understood.
    """

    path: str
    line: int | None
    reason: str
    outlet: str | None = None
    published: str | None = None

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


def reports(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    stdin: BinaryIO | None = None,
    keep: bool = False,
) -> Iterator[Report | Failure]:
    """The reports of `paths` in order: files, folders (all files of known kinds, sorted), "-" for standard input.

    `published` serves reports whose source gives no date. With `keep` each has its source's bytes, but those of a WARC,
    which keeps them itself. Memory holds one file, one line of a JSONL file, or one record of a WARC.
    """
    for path in paths:
        for chunk in chunks(path, limits, stdin or sys.stdin.buffer):
            if isinstance(chunk, Unread):
                yield Failure(path=chunk.source.path, line=chunk.line, reason=_placed(chunk.reason, chunk))
            else:
                yield from _reports_in(chunk, published, limits, keep)


def _placed(reason: str, chunk: Chunk | Unread) -> str:
    """A reason with the address of the page where it is one of many in a WARC."""
    return f"{chunk.url or f'record at byte {chunk.offset}'}: {reason}" if chunk.offset is not None else reason


def _reports_in(chunk: Chunk, published: str | None, limits: Limits, keep: bool) -> Iterator[Report | Failure]:
    path, digest = chunk.source.path, hashlib.sha256(chunk.data).hexdigest()
    source = zlib.compress(chunk.data) if keep and chunk.offset is None else None
    try:
        for id_, item, article in _articles(chunk, published, limits):
            if isinstance(article, IntakeError):
                yield _failure(chunk, article)
            else:
                yield Report(id=id_, path=path, line=chunk.line, article=article, sha256=digest, item=item,
                             offset=chunk.offset, source=source)  # fmt: skip
    except (OnrecordError, RecursionError) as error:
        yield _failure(chunk, error)


def _failure(chunk: Chunk, error: Exception) -> Failure:
    reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    facts = (error.facts if isinstance(error, IntakeError) else None) or Facts()
    return Failure(path=chunk.source.path, line=chunk.line, reason=_placed(reason, chunk), outlet=facts.outlet,
                   published=facts.published)  # fmt: skip


Made = Iterator[tuple[str, int | None, Article | IntakeError]]
"""Articles with their ids and, where they are several, their numbers."""


def _articles(chunk: Chunk, published: str | None, limits: Limits) -> Made:
    stem, known = chunk.id or chunk.source.stem, Facts(published=published, url=chunk.url)
    if chunk.kind == "text":
        yield stem, None, from_text(chunk.data, known, limits)
    elif chunk.kind == "html":
        yield stem, None, from_html(chunk.data, known, limits)
    elif chunk.kind == "feed":
        yield from _entries(chunk, known, limits)
    else:
        value = parse_json(chunk.data)
        if not isinstance(value, list):
            id_ = stem if chunk.line is None else f"{stem}-{chunk.line}"
            yield _own_id(value) or id_, None, from_json(value, published, limits)
            return
        if not value:
            raise IntakeError("an array without a report")
        for number, item in enumerate(value, start=1):
            yield _own_id(item) or f"{stem}-{number}", number, _item(item, number, published, limits)


def _entries(chunk: Chunk, known: Facts, limits: Limits) -> Made:
    for number, (own, text, facts) in enumerate(entries(chunk.data), start=1):
        facts = replace(facts, published=facts.published or known.published)
        yield own or f"{chunk.source.stem}-{number}", number, _entry(text, facts, number, limits)


def _entry(text: str, facts: Facts, number: int, limits: Limits) -> Article | IntakeError:
    try:
        return from_text(text, facts, limits)
    except OnrecordError as error:
        return IntakeError(f"entry {number} of the feed: {error}").about(facts)


def _item(item: object, number: int, published: str | None, limits: Limits) -> Article | IntakeError:
    try:
        return from_json(item, published, limits)
    except OnrecordError as error:
        said = IntakeError(f"report {number} of the array: {error}")
        known = error.facts if isinstance(error, IntakeError) else None
        return said.about(known) if known else said


def _own_id(value: object) -> str | None:
    own = value.get("id") if isinstance(value, dict) else None
    if own is None or own == "":
        return None
    if isinstance(own, bool) or not isinstance(own, (str, int)):
        raise IntakeError('"id" is neither a string nor a number')
    return clean(str(own))
