"""Writing records in a form that other tools read: one stream, or a folder of files. Memory holds a few records."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec

from onrecord.export.annotation import web_annotations
from onrecord.export.arrow import LAYERS, ExportError, table
from onrecord.export.brat import CONFIGURATION, brat
from onrecord.export.coded import Coder
from onrecord.export.flat import columns, rows
from onrecord.export.ftm import followthemoney
from onrecord.export.icews import ICEWS_COLUMNS, icews
from onrecord.export.plover import POLECAT_COLUMNS, plover, polecat
from onrecord.record import Record

FORMS = {
    "plover": "PLOVER's JSON records, one event a line",
    "polecat": "the tab-separated columns of POLECAT, one event a row",
    "icews": "the tab-separated columns of ICEWS with CAMEO codes, one dyad a row",
    "followthemoney": "FollowTheMoney entities, one a line",
    "annotation": "W3C Web Annotations, one a line",
    "brat": "brat's stand-off files, two a report",
    "csv": "a CSV file a layer",
    "parquet": "a Parquet file a layer",
    "records": "onrecord's own records, one a line",
}
"""Each form and what it is."""
FOLDERS = frozenset({"brat", "csv", "parquet"})
"""Forms that are written to a folder."""
CODED = frozenset({"plover", "polecat", "icews"})
"""Forms of event data: events are folded, dated and left out as `Coder` says."""
BATCH = 500
"""Records that make a row group of Parquet."""


def write_stream(form: str, records: Iterable[Record], stream: IO[str], coder: Coder) -> int:
    """Write records to `stream`, a form that is no folder; the number of lines below any heading."""
    heading, lines = _HEADINGS.get(form), _LINES[form]
    if heading:
        stream.write("\t".join(heading) + "\n")
    count = 0
    for record in records:
        for line in lines(record, coder):
            stream.write(line + "\n")
            count += 1
    return count


def write_folder(form: str, records: Iterable[Record], folder: Path) -> int:
    """Write records to a folder, new or empty; the number of items. Raises `ExportError` where there are files."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ExportError(f"{folder}: not empty; give a new folder")
    return {"brat": _brat, "csv": _csv, "parquet": _parquet}[form](records, folder)


def _json(items: Iterable[Any]) -> Iterator[str]:
    return (msgspec.json.encode(item).decode() for item in items)


_HEADINGS = {"polecat": POLECAT_COLUMNS, "icews": ICEWS_COLUMNS}
_LINES: dict[str, Callable[[Record, Coder], Iterator[str]]] = {
    "plover": lambda record, coder: _json(map(plover, coder.events(record))),
    "polecat": lambda record, coder: ("\t".join(polecat(event)) for event in coder.events(record)),
    "icews": lambda record, coder: ("\t".join(row) for event in coder.events(record) for row in icews(event)),
    "followthemoney": lambda record, coder: _json(followthemoney(record)),
    "annotation": lambda record, coder: _json(web_annotations(record)),
    "records": lambda record, coder: iter((record.to_json(),)),
}


def _brat(records: Iterable[Record], folder: Path) -> int:
    (folder / "annotation.conf").write_text(CONFIGURATION, "utf-8")
    names = Counter[str]()
    for record in records:
        plain = "".join(ch if ch.isalnum() or ch in "-_" else "_" for ch in record.id)[:120] or "report"
        names[plain] += 1
        name = plain if names[plain] == 1 else f"{plain}.{names[plain]}"
        (folder / f"{name}.txt").write_text(record.article.text, "utf-8", newline="\n")
        (folder / f"{name}.ann").write_text(brat(record), "utf-8", newline="\n")
    return names.total()


def _csv(records: Iterable[Record], folder: Path) -> int:
    count = 0
    with ExitStack() as stack:
        writers = {}
        for layer in LAYERS:
            stream = stack.enter_context((folder / f"{layer}.csv").open("w", encoding="utf-8", newline=""))
            writers[layer] = csv.writer(stream, lineterminator="\n")
            writers[layer].writerow(columns(layer))
        for record in records:
            for layer, writer in writers.items():
                made = list(rows(record, layer))
                writer.writerows(made)
                count += len(made)
    return count


def _parquet(records: Iterable[Record], folder: Path) -> int:
    try:
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ExportError("Parquet needs pyarrow: pip install onrecord[arrow]") from error
    count, stream = 0, iter(records)
    with ExitStack() as stack:
        writers = {
            layer: stack.enter_context(ParquetWriter(folder / f"{layer}.parquet", table((), layer).schema))
            for layer in LAYERS
        }
        while batch := list(islice(stream, BATCH)):
            for layer, writer in writers.items():
                made = table(batch, layer)
                writer.write_table(made)
                count += made.num_rows
    return count
