"""Where reports come from: files, folders and standard input, packed or not, in chunks of one report or a few."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.intake.chunks import Chunk, Kind, Source, Unread
from onrecord.intake.limits import Limits
from onrecord.intake.warc import pages

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_KINDS: dict[str, Kind] = {
    ".txt": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed", ".warc": "warc",
}  # fmt: skip
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_GZIP = b"\x1f\x8b"
_HEAD = 65_536
_FEED_WITHIN = 1_024


def chunks(path: str | Path, limits: Limits, stdin: BinaryIO) -> Iterator[Chunk | Unread]:
    """The chunks of a file, of all files of known kinds in a folder, or of standard input ("-")."""
    if str(path) == "-":
        yield from _stream(Source("-", "stdin", None), stdin, limits)
    elif Path(path).is_dir():
        yield from _folder(Path(path), limits)
    else:
        yield from _file(Path(path), limits)


def _folder(folder: Path, limits: Limits) -> Iterator[Chunk | Unread]:
    files = sorted(Path(root, name) for root, _, names in os.walk(folder) for name in names)
    known = [file for file in files if _source(file).kind]
    if not known:
        reason = "no text, page, JSON, feed or WARC file in this folder (.txt, .html, .json, .jsonl, .xml, .warc, …)"
        yield Unread(Source(str(folder), folder.name, None), None, reason)
    for file in known:
        yield from _file(file, limits)


def _file(file: Path, limits: Limits) -> Iterator[Chunk | Unread]:
    source = _source(file)
    try:
        with file.open("rb") as stream:
            if source.kind == "warc" or stream.peek(5)[:5] == b"WARC/":
                yield from pages(source, stream, limits)
            else:
                yield from _stream(source, stream, limits)
    except OSError as error:
        yield Unread(source, None, (error.strerror or str(error)).lower())


def _source(file: Path) -> Source:
    name = file.name[:-3] if file.name.lower().endswith(".gz") else file.name
    kind = _KINDS.get(Path(name).suffix.lower())
    return Source(str(file), Path(name).stem if kind else name, kind)


def _stream(source: Source, raw: BinaryIO, limits: Limits) -> Iterator[Chunk | Unread]:
    """The chunks of a stream. Where unpacking breaks off, those before are kept and the break is said."""
    line = None
    try:
        for chunk in _split(source, _unpacked(raw), limits):
            line = chunk.line
            yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = "cut short" if isinstance(error, EOFError) else "broken"
        yield Unread(source, line + 1 if line else None, f"gzip data is {reason}")


def _unpacked(raw: BinaryIO) -> io.BufferedReader[io.RawIOBase]:
    buffered = io.BufferedReader(cast("io.RawIOBase", raw), _HEAD)
    if buffered.peek(2)[:2] != _GZIP:
        return buffered
    return io.BufferedReader(_Unpacked(gzip.GzipFile(fileobj=buffered)), _HEAD)


class _Unpacked(io.RawIOBase):
    """What is unpacked so far, before more is asked for: where the data breaks off, all before is still read."""

    def __init__(self, packed: gzip.GzipFile) -> None:
        self.packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer)
        data = self.packed.read1(len(room))
        room[: len(data)] = data
        return len(data)


def _split(source: Source, stream: io.BufferedReader[io.RawIOBase], limits: Limits) -> Iterator[Chunk | Unread]:
    kind = source.kind or _sniffed(stream.peek(_HEAD))
    if kind == "warc":
        yield Unread(source, None, "a WARC is read from a file whose name ends in .warc or .warc.gz")
        return
    if kind == "jsonl":
        yield from _lines(source, stream, limits.line_bytes)
        return
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        yield Unread(source, None, f"over the limit of {limits.file_bytes:,} bytes a file")
    elif not data.strip():
        yield Unread(source, None, "empty")
    else:
        yield Chunk(source, kind, None, data)


def _lines(source: Source, stream: io.BufferedReader[io.RawIOBase], most: int) -> Iterator[Chunk | Unread]:
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most:
            length = len(line) + _skip_line(stream, line)
            yield Unread(source, number, f"a line of {length:,} bytes, over the limit of {most:,} bytes a line")
        elif line.strip():
            yield Chunk(source, "jsonl", number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    if not number:
        yield Unread(source, None, "empty")


def _skip_line(stream: io.BufferedReader[io.RawIOBase], line: bytes) -> int:
    """Read to the end of the line that `line` begins; how many bytes that was."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(_HEAD)
        skipped += len(line)
    return skipped


def _sniffed(head: bytes) -> Kind:
    """What the first bytes look like: a page, a feed, JSON with one object a line, other JSON, or else text."""
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        return "feed" if _FEED.search(start[:_FEED_WITHIN]) else "html"
    if start.startswith(b"WARC/"):
        return "warc"
    first = start.split(b"\n", 1)[0].rstrip()
    if start.startswith(b"{") and (first.endswith(b"}") or len(first) == len(start.rstrip()) > 1_000):
        return "jsonl"
    return (
        "json" if start.startswith((b"{", b"[")) and first[1:].lstrip()[:1] in (b"", b'"', b"{", b"}", b"]") else "text"
    )
