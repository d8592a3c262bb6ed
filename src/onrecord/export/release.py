"""A release: an archive's tables as Parquet, with codebook, settings, checksums, citation and readme, in a folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from onrecord.archive import ArchiveError, reading
from onrecord.archive.connect import Connection
from onrecord.archive.migrate import LATEST
from onrecord.export.release_text import citation, codebook_page, readme
from onrecord.export.tables import about, variable, write_tables
from onrecord.knowledge.plover import codebook

CHECKSUMS = "SHA256SUMS"
DATA = "data"
Tables = dict[str, tuple[int, dict[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Release:
    """What a release is called, by whom it is, and of when: `day` and `version` are by default of its last report."""

    title: str
    authors: tuple[str, ...]
    version: str | None = None
    day: date | None = None
    licence: str | None = None
    doi: str | None = None
    url: str | None = None
    texts: bool = False
    as_of: datetime | None = None
    published_by: date | None = None


def write_release(archive: str | Path, folder: str | Path, release: Release) -> dict[str, int]:
    """Write a release of `archive` to a new `folder`; the rows of each table. The same archive gives the same bytes.

    It appears as a whole or not at all. Raises `ArchiveError` where the folder holds something already.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError(f"{folder}: exists; a release needs a new folder")
    draft = folder.with_name(folder.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / DATA).mkdir(parents=True)
    try:
        clocks = {"as_of": release.as_of, "published_by": release.published_by}
        with reading(archive, config={"enable_external_access": "true"}, **clocks) as connection:  # type: ignore[arg-type]
            tables = write_tables(connection, draft / DATA, texts=release.texts)
            settings = _settings(connection, release, tables)
        _write_about(draft, release, settings, tables)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return {name: rows for name, (rows, _) in tables.items()}


def _settings(connection: Connection, release: Release, tables: Tables) -> dict[str, Any]:
    """How it was made: programs and models, clocks, spans, rows."""
    made_by = connection.execute(
        "SELECT made_by, count(*) FROM base.known GROUP BY made_by ORDER BY ALL"
    ).fetchall()  # fmt: skip
    row = connection.execute("SELECT min(day), max(day), max(recorded_at) FROM base.known").fetchone()
    first, last, recorded = row if row else (None, None, None)
    return {
        "onrecord": version("onrecord"), "schema": LATEST, "codebook": codebook().version, "texts": release.texts,
        "as_of": release.as_of and release.as_of.isoformat(), "published_by": _text(release.published_by),
        "first_day": _text(first), "last_day": _text(last), "recorded": recorded and recorded.isoformat(),
        "made_by": [{**json.loads(made), "reports": count} for made, count in made_by],
        "tables": {name: rows for name, (rows, _) in tables.items()},
    }  # fmt: skip


def _write_about(folder: Path, release: Release, settings: dict[str, Any], tables: Tables) -> None:
    book = _codebook(tables)
    texts = {
        "settings.json": json.dumps(settings, indent=1) + "\n",
        "codebook.json": json.dumps(book, indent=1, ensure_ascii=False) + "\n",
        "codebook.md": codebook_page(book),
        "CITATION.cff": citation(release, settings),
        "README.md": readme(release, settings, CHECKSUMS),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / CHECKSUMS).write_text("".join(sums), "utf-8")


def _codebook(tables: Tables) -> dict[str, Any]:
    book = codebook()
    return {
        "version": book.version,
        "tables": [
            {"table": name, "about": about(name), "rows": rows, "columns": [
                {"column": column, "type": kind, "about": variable(name, column).description}
                for column, kind in columns.items()]}
            for name, (rows, columns) in tables.items()
        ],
        "labels": [
            {"group": s.group, "of": s.of, "label": x.name, "definition": x.definition, "examples": list(x.examples)}
            for s in book.sections for x in s.labels
        ],
    }  # fmt: skip


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
