"""`onrecord read`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.cli.forms import one_form
from onrecord.cli.limits import limited
from onrecord.cli.output import Failures, Form, records_to
from onrecord.intake import Limits
from onrecord.record import OnrecordError, Record

if TYPE_CHECKING:
    from onrecord.api import Reader

ALL_READ, NOTHING_READ, WRONG_USAGE, SOME_FAILED = 0, 1, 2, 3
"""Exit statuses."""
INTERRUPTED = 130


def _iso(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter(f"{value!r} is not a date like 2024-03-27") from error
    return value


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", callback=_iso, help="Publication date of reports that do not give their own, YYYY-MM-DD.")
@one_form(
    json="One JSON object; an array where several reports are read.",
    jsonl="One JSON object a line, in input order, as it goes.",
    html="A self-contained page; with -o FOLDER one a report.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write there instead of standard output.")
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Write failures there as JSON lines.")
@click.option(
    "--pipeline", help="An installed spaCy pipeline to parse with, instead of the one onrecord is measured with."
)
@click.option("--tagger", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
              help="A tagger of your own, as training/attribution makes it, instead of the shipped one.")  # fmt: skip
@click.option("--knowledge", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              metavar="FILE", help="A CSV or YAML table of actors or places of your own; again for more.")  # fmt: skip
@limited
def read(
    paths: tuple[str, ...],
    published: str | None,
    form: Form | None,
    output: Path | None,
    errors: Path | None,
    pipeline: str | None,
    tagger: Path | None,
    knowledge: tuple[Path, ...],
    limits: Limits,
) -> None:
    """Read reports and give their records.

    PATH is a .txt, .html, .json, .jsonl, feed (.rss, .atom, .xml) or .warc file (each also .gz), a folder, or - for
    standard input.
    Exit status: 0 all read, 3 some failed, 1 nothing could be read, 2 wrong usage.
    """
    failures = Failures(errors)
    read_ok = 0
    try:
        with records_to(form or "account", output) as sink, _progress(output) as advance:
            for record in _records(paths, published, limits, reader_of(knowledge, pipeline, tagger), failures):
                sink(record)
                read_ok += 1
                advance()
    except KeyboardInterrupt:
        click.echo(f"onrecord: interrupted; {read_ok} records are written", err=True)
        sys.exit(INTERRUPTED)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    sys.exit((SOME_FAILED if read_ok else NOTHING_READ) if failures.count else ALL_READ)


def _records(
    paths: tuple[str, ...], published: str | None, limits: Limits, reader: Reader, failures: Failures
) -> Iterator[Record]:
    from onrecord.api import read_many

    yield from read_many(paths, published=published, limits=limits, reader=reader, on_failure=failures)


def reader_of(knowledge: Iterable[Path] = (), pipeline: str | None = None, tagger: Path | None = None) -> Reader:
    """A reader with the user's tables besides those shipped; a table that can't be read is told at once."""
    from onrecord.api import Reader
    from onrecord.knowledge import Knowledge
    from onrecord.language import PIPELINE

    return Reader(pipeline=pipeline or PIPELINE, knowledge=Knowledge.load(knowledge), tagger=tagger)


@contextmanager
def _progress(output: Path | None) -> Iterator[Callable[[], None]]:
    """A counter on standard error while records go to a file and a person watches."""
    console = Console(stderr=True)
    if output is None or not console.is_terminal:
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda: bar.advance(task)
