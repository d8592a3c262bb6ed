"""`onrecord add`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.cli.asking import archive_option, day_text
from onrecord.cli.limits import limited
from onrecord.cli.read import ALL_READ, INTERRUPTED, NOTHING_READ, SOME_FAILED, reader_of
from onrecord.intake import Limits
from onrecord.record import OnrecordError

if TYPE_CHECKING:
    from onrecord.archive import Counts
    from onrecord.archive.adding import ReadChunk, Result
    from onrecord.archive.found import Found
    from onrecord.intake import Failure, Report


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@archive_option
@click.option("--workers", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default=True,
              help="Processes that read.")  # fmt: skip
@click.option("--reread", is_flag=True, help="Replace readings that another version of onrecord made.")
@click.option(
    "--published",
    metavar="DATE",
    callback=day_text,
    help="Publication date of reports that do not give their own, YYYY-MM-DD.",
)
@click.option("--no-sources", "keep", flag_value=False, type=bool, default=True,
              help="Keep where each report's bytes are, not the bytes; of pages in WARC files never are.")  # fmt: skip
@click.option("--outlets", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Take name, country, kind, owner, language of outlets from a CSV file.")  # fmt: skip
@click.option("--knowledge", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              metavar="FILE", help="A CSV or YAML table of actors or places of your own; again for more.")  # fmt: skip
@limited
def add(
    paths: tuple[str, ...], archive: Path, workers: int, reread: bool, published: str | None, keep: bool,
    outlets: Path | None, knowledge: tuple[Path, ...], limits: Limits,
) -> None:  # fmt: skip
    """Read reports and keep them in an archive, which is made where there is none.

    PATH is what `onrecord read` takes: texts, pages, JSON, feeds, WARC files, folders of them, or -.

    What the archive has is not read again; a run that was stopped, however, is finished by the same command.
    Exit status: 0 all read or seen before, 3 some failed, 1 nothing could be read, 2 wrong usage.
    """
    from onrecord.archive import Counts
    from onrecord.intake import reports

    counts = Counts()
    try:
        with _progress(paths) as shown:
            _check(knowledge)
            if outlets is not None:
                _take_outlets(archive, outlets)
            found = reports(paths, published=published, limits=limits, keep=keep)
            counts = _add(found, archive, workers, reread, counts, shown, knowledge)
    except KeyboardInterrupt:
        click.echo(f"onrecord: interrupted; {counts.stored} reports are stored, the same command goes on", err=True)
        sys.exit(INTERRUPTED)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    _say(counts)
    read = counts.stored + counts.seen
    sys.exit((SOME_FAILED if read else NOTHING_READ) if counts.failed else ALL_READ)


def _check(knowledge: tuple[Path, ...]) -> None:
    """Raise where a table can't be read, before a process that needs it is started."""
    from onrecord.knowledge import Knowledge

    if knowledge:
        Knowledge.load(knowledge)


def _take_outlets(archive: Path, table: Path) -> None:
    from onrecord.archive import Writer
    from onrecord.archive.outlets import set_outlets

    with Writer(archive) as writer:
        set_outlets(writer, table)


def _add(
    found: Iterable[Report | Failure], archive: Path, workers: int, reread: bool, counts: Counts,
    shown: Callable[[Counts], None], knowledge: tuple[Path, ...],
) -> Counts:  # fmt: skip
    from onrecord.archive import add as add_reports
    from onrecord.archive.adding import Options

    options = Options(
        workers=workers, reread=_made_by(knowledge) if reread else None, counts=counts, on_stored=shown,
        on_failure=lambda failure: click.echo(f"onrecord: {failure}", err=True),
    )  # fmt: skip
    return add_reports(found, archive, partial(reading, knowledge), options)


def reading(knowledge: tuple[Path, ...] = ()) -> ReadChunk:
    """The work of one process: the reader, loaded with the user's tables, over a few reports at a time."""
    from onrecord.record.json import encode

    reader = reader_of(knowledge)
    made_by = encode(reader.made_by)

    def read(chunk: Sequence[Found]) -> list[Result]:
        from onrecord.archive.found import Failed
        from onrecord.record import Record

        made = reader.records(chunk)  # type: ignore[arg-type]  # what the intake found
        return [(m.to_json(), made_by) if isinstance(m, Record) else Failed.of(f, m.reason)
                for f, m in zip(chunk, made, strict=True)]  # fmt: skip

    return read


def _made_by(knowledge: tuple[Path, ...]) -> str:
    from onrecord.record.json import encode

    return encode(reader_of(knowledge).made_by)


def _say(counts: Counts) -> None:
    parts = (
        (counts.added, "added"), (counts.versions, "new versions"), (counts.reread, "reread"),
        (counts.seen, "seen before"), (counts.failed, "failed"),
    )  # fmt: skip
    click.echo("onrecord: " + (", ".join(f"{n:,} {what}" for n, what in parts if n) or "nothing to add"), err=True)


@contextmanager
def _progress(paths: tuple[str, ...]) -> Iterator[Callable[[Counts], None]]:
    """A bar on standard error while a person watches; its whole is known where the paths are files of one report."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda counts: None
        return
    columns = (SpinnerColumn(), TextColumn("adding"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("{task.fields[failed]} failed"))  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("adding", total=_expected(paths), failed=0)
        yield lambda counts: bar.update(
            task, completed=counts.stored + counts.seen + counts.failed, failed=counts.failed
        )


MOST_COUNTED = 256 * 2**20
"""Bytes of files whose lines are counted for the bar's whole."""


def _expected(paths: tuple[str, ...]) -> int | None:
    """How many reports the paths hold; None where it would take long to know."""
    if "-" in paths:
        return None
    files = [file for path in paths for file in (Path(path).rglob("*") if Path(path).is_dir() else [Path(path)])]
    files = [file for file in files if file.is_file()]
    lined = [file for file in files if ".jsonl" in file.suffixes or ".ndjson" in file.suffixes]
    if sum(file.stat().st_size for file in lined) > MOST_COUNTED:
        return None
    return len(files) - len(lined) + sum(_lines(file) for file in lined)


def _lines(file: Path) -> int:
    import gzip

    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as stream:
        return sum(1 for line in stream if line.strip())
