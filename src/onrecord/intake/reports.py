"""From paths to reports, one at a time: what can't be read is an entry of its own, and the rest is still read."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.intake.article import Facts
from onrecord.intake.clean import clean
from onrecord.intake.errors import IntakeError
from onrecord.intake.forms import from_html, from_json, from_text, parse_json
from onrecord.intake.limits import Limits
from onrecord.intake.sources import Chunk, Unread, chunks
from onrecord.record import Article, OnrecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article and where it comes from.

    `id` is the report's own or made from its file's name; `line` is counted from 1 and None where the file is one
    report; `sha256` is the hexadecimal digest of the bytes it was read from (the file's, unpacked, or the line's).
    """

    id: str
    path: str
    line: int | None
    article: Article
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that is no article, and why; as a string, one line: "path:line: reason"."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


def reports(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    stdin: BinaryIO | None = None,
) -> Iterator[Report | Failure]:
    """The reports of `paths` in order: files, folders (all files of known kinds, sorted), "-" for standard input.

    `published` serves reports whose source gives no date. Memory holds one file, or one line of a JSONL file.
    """
    for path in paths:
        for chunk in chunks(path, limits, stdin or sys.stdin.buffer):
            if isinstance(chunk, Unread):
                yield Failure(path=chunk.source.path, line=chunk.line, reason=chunk.reason)
            else:
                yield from _reports_in(chunk, published, limits)


def _reports_in(chunk: Chunk, published: str | None, limits: Limits) -> Iterator[Report | Failure]:
    path, digest = chunk.source.path, hashlib.sha256(chunk.data).hexdigest()
    try:
        for id_, article in _articles(chunk, published, limits):
            if isinstance(article, IntakeError):
                yield Failure(path=path, line=chunk.line, reason=str(article))
            else:
                yield Report(id=id_, path=path, line=chunk.line, article=article, sha256=digest)
    except (OnrecordError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        yield Failure(path=path, line=chunk.line, reason=reason)


def _articles(chunk: Chunk, published: str | None, limits: Limits) -> Iterator[tuple[str, Article | IntakeError]]:
    stem, known = chunk.source.stem, Facts(published=published)
    if chunk.kind == "text":
        yield stem, from_text(chunk.data, known, limits)
    elif chunk.kind == "html":
        yield stem, from_html(chunk.data, known, limits)
    else:
        value = parse_json(chunk.data)
        if not isinstance(value, list):
            id_ = stem if chunk.line is None else f"{stem}-{chunk.line}"
            yield _own_id(value) or id_, from_json(value, published, limits)
            return
        for number, item in enumerate(value, start=1):
            yield _own_id(item) or f"{stem}-{number}", _item(item, number, published, limits)


def _item(item: object, number: int, published: str | None, limits: Limits) -> Article | IntakeError:
    try:
        return from_json(item, published, limits)
    except OnrecordError as error:
        return IntakeError(f"report {number} of the array: {error}")


def _own_id(value: object) -> str | None:
    own = value.get("id") if isinstance(value, dict) else None
    if own is None or own == "":
        return None
    if isinstance(own, bool) or not isinstance(own, (str, int)):
        raise IntakeError('"id" is neither a string nor a number')
    return clean(str(own))
