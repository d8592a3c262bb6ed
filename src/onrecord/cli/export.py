"""`onrecord export`."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.asking import clocks
from onrecord.record import OnrecordError, Record, RecordError

if TYPE_CHECKING:
    from onrecord.export.coded import Coder

NAMES = ("plover", "polecat", "icews", "followthemoney", "annotation", "brat", "csv", "parquet", "records")


@click.command()
@click.argument("form", type=click.Choice(NAMES))
@click.argument("paths", nargs=-1, metavar="[RECORDS]...")
@click.option("--archive", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Records of an archive, in the order in which they were read.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="The file to write, or for brat, csv and parquet the folder; else standard output.")  # fmt: skip
@click.option("--all-statuses", is_flag=True,
              help="plover, polecat, icews: also what did not happen, may, or is planned and not folded.")  # fmt: skip
@click.option("--without-copies", is_flag=True, help="Of an archive: only the first report of each copy group.")
@clocks[0]
@clocks[1]
def export(
    form: str, paths: tuple[str, ...], archive: Path | None, output: Path | None, all_statuses: bool,
    without_copies: bool, as_of: datetime | None, published_by: date | None,
) -> None:  # fmt: skip
    """Write records in a form that other tools read.

    FORM: plover (JSON records), polecat and icews (tab-separated, in their published columns), followthemoney,
    annotation (W3C Web Annotations), brat, csv, parquet, records (onrecord's own JSON lines).

    RECORDS are files that `onrecord read --jsonl` wrote (also .gz), or - ; or take an --archive.
    """
    from onrecord.export.coded import Coder
    from onrecord.export.write import FOLDERS, write_folder, write_stream

    if bool(paths) == bool(archive):
        raise click.UsageError("give files of records, or --archive")
    if form in FOLDERS and output is None:
        raise click.UsageError(f"{form} writes a folder: name it with -o")
    coder = Coder(every=all_statuses)
    try:
        found = _of_archive(archive, without_copies, as_of, published_by) if archive else _of_files(paths)
        if form in FOLDERS and output is not None:
            count = write_folder(form, found, output)
        else:
            with output.open("w", encoding="utf-8", newline="\n") if output else nullcontext(sys.stdout) as stream:
                count = write_stream(form, found, stream, coder)
    except (OnrecordError, OSError) as error:
        raise click.ClickException(str(error)) from error
    _say(count, coder)


def _say(count: int, coder: Coder) -> None:
    left = ", ".join(f"{n:,} {why}" for why, n in sorted(coder.left_out.items()))
    click.echo(f"onrecord: {count:,} written" + (f"; left out: {left}" if left else ""), err=True)


def _of_files(paths: tuple[str, ...]) -> Iterator[Record]:
    for path in paths:
        with _lines(path) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    try:
                        yield Record.from_json(line)
                    except RecordError as error:
                        raise RecordError(f"{path}, line {number}: no record: {error}") from error


@contextmanager
def _lines(path: str) -> Iterator[Iterable[bytes]]:
    if path.endswith(".gz"):
        with gzip.open(path, "rb") as packed:
            yield packed
    else:
        with click.open_file(path, "rb") as plain:
            yield plain


def _of_archive(
    archive: Path, without_copies: bool, as_of: datetime | None, published_by: date | None
) -> Iterator[Record]:
    from onrecord.archive import reading, records_of

    with reading(archive, as_of=as_of, published_by=published_by) as connection:
        kept = None
        if without_copies:
            firsts = "SELECT arg_min(id, (coalesce(published, '9999'), added_at, id)) FROM report GROUP BY copy_group"
            kept = {row[0] for row in connection.execute(firsts).fetchall()}
        yield from (record for record in records_of(connection) if kept is None or record.id in kept)
