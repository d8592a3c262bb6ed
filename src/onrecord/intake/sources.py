"""Where reports come from: files, folders and standard input, packed or not, in chunks of one report or a few."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, cast

from onrecord.intake.limits import Limits

Kind = Literal["text", "html", "json", "jsonl"]
_KINDS: dict[str, Kind] = {
    ".txt": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}  # fmt: skip
_GZIP = b"\x1f\x8b"
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """A file or standard input: its path, the stem that ids are made from, and its kind if the name tells."""

    path: str
    stem: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that hold one report, or a JSON array of them; `line` is that of a JSONL file, from 1."""

    source: Source
    kind: Kind
    line: int | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why."""

    source: Source
    line: int | None
    reason: str


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
        yield Unread(
            Source(str(folder), folder.name, None), None, "no .txt, .html, .json or .jsonl file in this folder"
        )
    for file in known:
        yield from _file(file, limits)


def _file(file: Path, limits: Limits) -> Iterator[Chunk | Unread]:
    source = _source(file)
    try:
        with file.open("rb") as stream:
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
    return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=buffered)), _HEAD)


def _split(source: Source, stream: io.BufferedReader[io.RawIOBase], limits: Limits) -> Iterator[Chunk | Unread]:
    kind = source.kind or _sniffed(stream.peek(_HEAD))
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
    """What the first bytes look like: a page, JSON with one object a line, other JSON, or else text."""
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        return "html"
    first = start.split(b"\n", 1)[0].rstrip()
    if start.startswith(b"{") and (first.endswith(b"}") or len(first) == len(start.rstrip()) > 1_000):
        return "jsonl"
    return (
        "json" if start.startswith((b"{", b"[")) and first[1:].lstrip()[:1] in (b"", b'"', b"{", b"}", b"]") else "text"
    )
