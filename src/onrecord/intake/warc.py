"""WARC files (ISO 28500): the pages of a crawl, each with the place of its record in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from onrecord.intake.chunks import Chunk, Kind, Source, Unread
from onrecord.intake.limits import Limits

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES: dict[str, Kind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_GONE = 400
"""From this HTTP status on a response says that there is no page; lower ones that are not 2xx lead elsewhere."""


def pages(source: Source, stream: BinaryIO, limits: Limits) -> Iterator[Chunk | Unread]:
    """The pages and plain texts among the records of a WARC file, packed or not.

    What a crawl keeps besides (requests, redirects, images, revisits) is passed over; pages that the server refused,
    that are too large, or whose bytes are not those that were written, are said.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Unread(source, None, "WARC files need fastwarc: pip install onrecord[warc]")
        return
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    found = False
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=False):
            made = _page(source, record, limits)
            found = found or made is not None
            if made is not None:
                yield made
    except (OSError, ValueError) as error:
        found = True
        yield Unread(source, None, f"broken WARC: {error}")
    if not found:
        yield Unread(source, None, "no page in this WARC file")


def page_at(stream: BinaryIO, offset: int) -> bytes | None:
    """The page of the record that begins at `offset` of a WARC file, None where there is none.

    Raises `ImportError` without fastwarc, `OSError` where the file is broken.
    """
    from fastwarc.warc import ArchiveIterator

    stream.seek(offset)
    for record in ArchiveIterator(stream, parse_http=False):
        record.freeze()
        record.parse_http(auto_decode="all")
        return bytes(record.reader.read())
    return None


def _page(source: Source, record: WarcRecord, limits: Limits) -> Chunk | Unread | None:
    url, offset = _header(record, "WARC-Target-URI"), record.stream_pos
    declared = record.content_length
    if url is None or declared is None:
        return Unread(source, None, "a WARC record that is cut short", offset)
    if declared > limits.file_bytes:
        reason = f"a WARC record of {declared:,} bytes, over the limit of {limits.file_bytes:,} bytes a page"
        return Unread(source, None, reason, offset, url)
    record.freeze()
    if record.content_length != declared:
        return Unread(source, None, "a WARC record that is cut short", offset, url)
    if _header(record, "WARC-Block-Digest") and not record.verify_block_digest():
        return Unread(source, None, "a WARC record whose bytes are not those of its digest", offset, url)
    record.parse_http(auto_decode="all")
    return _body(source, record, url, limits)


def _body(source: Source, record: WarcRecord, url: str, limits: Limits) -> Chunk | Unread | None:
    status = record.http_headers.status_code if record.http_headers is not None else None
    kind = _PAGES.get(_content_type(record))
    offset = record.stream_pos
    if kind is None or urlsplit(url).path == "/robots.txt":
        return None
    if status is not None and status // 100 != 2:
        return Unread(source, None, f"HTTP status {status}", offset, url) if status >= _GONE else None
    data = bytes(record.reader.read(limits.file_bytes + 1))
    if len(data) > limits.file_bytes:
        return Unread(source, None, f"over the limit of {limits.file_bytes:,} bytes a page, unpacked", offset, url)
    if not data.strip():
        return Unread(source, None, "empty", offset, url)
    own = (_header(record, "WARC-Record-ID") or "").strip("<>").removeprefix("urn:uuid:")
    return Chunk(source, kind, None, data, offset, url, own or f"{source.stem}-{offset}")


def _content_type(record: WarcRecord) -> str:
    told = record.http_content_type if record.http_headers is not None else _header(record, "Content-Type")
    return (told or "").split(";", 1)[0].strip().lower()


def _header(record: WarcRecord, name: str) -> str | None:
    headers: Any = record.headers
    value = headers.get(name) if headers is not None else None
    return str(value).strip() or None if value is not None else None
