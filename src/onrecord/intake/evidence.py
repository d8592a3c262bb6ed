"""The bytes of reports once more, from the files that they were read from."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from onrecord.intake.chunks import Chunk
from onrecord.intake.errors import IntakeError
from onrecord.intake.limits import Limits
from onrecord.intake.sources import chunks
from onrecord.intake.warc import page_at

Place = tuple[int | None, int | None]
"""The line of a JSONL file, from 1, and the byte of a WARC file at which a record begins."""
_ANY_SIZE = Limits(file_bytes=2**30, line_bytes=2**30)


def digests(path: str) -> dict[Place, str]:
    """The SHA-256 of what reports are made from at each place of a file. Raises `OSError` where there is no file."""
    return {
        (chunk.line, chunk.offset): hashlib.sha256(chunk.data).hexdigest()
        for chunk in chunks(_file(path), _ANY_SIZE, io.BytesIO())
        if isinstance(chunk, Chunk)
    }


def source_at(path: str, line: int | None, offset: int | None) -> bytes:
    """The bytes of the report at a place of a file. Raises `OSError` or `IntakeError` where there are none."""
    file = _file(path)
    if offset is not None:
        with file.open("rb") as stream:
            page = page_at(stream, offset)
        if page is None:
            raise IntakeError(f"{path}: no record at byte {offset}")
        return page
    for chunk in chunks(file, _ANY_SIZE, io.BytesIO()):
        if isinstance(chunk, Chunk) and chunk.line == line:
            return chunk.data
    raise IntakeError(f"{path}: no line {line}" if line else f"{path}: nothing to read")


def _file(path: str) -> Path:
    file = Path(path)
    if not file.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    return file
