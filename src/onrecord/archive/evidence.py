"""The bytes that each report was read from: kept in the archive or found where they are, and whether they are those."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from onrecord.archive.connect import Connection
from onrecord.archive.errors import ArchiveError, NotThere

Place = tuple[int | None, int | None]
"""Within a file: the line of a JSONL file, from 1; the byte of a WARC file at which the record begins."""
Digests = Callable[[str], Mapping[Place, str]]
"""The SHA-256 of what stands at each place of a file that is there; raises `OSError` where it is not."""
State = Literal["kept", "found", "changed", "missing"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the bytes of a reading are, with their SHA-256; `packed` by zlib where the archive has them."""

    report: str
    version: int
    path: str
    line: int | None
    offset: int | None
    sha256: str
    packed: bytes | None

    @property
    def unpacked(self) -> bytes | None:
        """The bytes that the archive has. Raises `ArchiveError` where they are broken."""
        try:
            return None if self.packed is None else zlib.decompress(self.packed)
        except zlib.error as error:
            raise ArchiveError(f"{self.report}: its kept bytes can't be unpacked: {error}") from error


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found of a reading's bytes: `kept` in the archive, `found` where they were, or not as they were."""

    report: str
    version: int
    state: State
    path: str
    line: int | None
    offset: int | None
    sha256: str


_ALL = """
SELECT r.report, r.version, r.path, r.line, r."offset", r.source_sha256, s.packed
FROM base.reading r LEFT JOIN base.source s ON s.sha256 = r.source_sha256
WHERE r.recorded_at <= coalesce(CAST(getvariable('as_of') AS TIMESTAMP), r.recorded_at) {where}
ORDER BY s.packed IS NULL, r.path, r.reading
"""
_AT_ONCE = 200


def evidence_of(connection: Connection, report: str, version: int | None = None) -> Evidence:
    """Where the bytes of a report's latest reading are, or of one version's. Raises `NotThere` for no report."""
    which = "AND r.report = $1" + ("" if version is None else " AND r.version = $2")
    rows = connection.execute(_ALL.format(where=which), [report] if version is None else [report, version]).fetchall()
    if not rows:
        raise NotThere(f"no report {report!r}" + ("" if version is None else f" with a version {version}"))
    return max((Evidence(*row) for row in rows), key=lambda evidence: evidence.version)


def check(connection: Connection, digests: Digests, report: str | None = None) -> Iterator[Checked]:
    """Every reading (of one report), its bytes hashed anew: those that are kept first, then file by file.

    `digests` is asked once for each file whose bytes the archive does not have.
    """
    cursor = connection.execute(
        _ALL.format(where="" if report is None else "AND r.report = $1"), [] if report is None else [report]
    )
    for path, group in groupby(_rows(cursor), key=lambda evidence: None if evidence.packed else evidence.path):
        if path is None:
            yield from (_checked(evidence, _kept(evidence)) for evidence in group)
        else:
            there = _there(digests, path)
            yield from (_checked(evidence, _found(evidence, there)) for evidence in group)


def _rows(cursor: Connection) -> Iterator[Evidence]:
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from (Evidence(*row) for row in rows)


def _there(digests: Digests, path: str) -> Mapping[Place, str]:
    try:
        return digests(path)
    except OSError:
        return {}


def _kept(evidence: Evidence) -> State:
    try:
        data = evidence.unpacked or b""
    except ArchiveError:
        return "changed"
    return "kept" if hashlib.sha256(data).hexdigest() == evidence.sha256 else "changed"


def _found(evidence: Evidence, there: Mapping[Place, str]) -> State:
    digest = there.get((evidence.line, evidence.offset))
    return "missing" if digest is None else "found" if digest == evidence.sha256 else "changed"


def _checked(e: Evidence, state: State) -> Checked:
    return Checked(e.report, e.version, state, e.path, e.line, e.offset, e.sha256)
