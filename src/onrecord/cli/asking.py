"""What all asking commands share: the archive, the two clocks, the limits, and the three forms of an answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.forms import one_form
from onrecord.cli.labels import told
from onrecord.record import OnrecordError

if TYPE_CHECKING:
    from onrecord.archive import Answer
    from onrecord.archive.questions import Question

WIDEST = 48
"""Characters of a cell on the terminal; --csv and --json have all."""

Ask = Callable[["Question"], None]


def moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    """A callback: a date or time in ISO 8601. One without a zone is UTC; so is what comes out, without a zone."""
    if value is None:
        return None
    try:
        given = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no time like 2026-03-27 or 2026-03-27T18:00:00Z") from error
    return given.astimezone(UTC).replace(tzinfo=None) if given.tzinfo else given


def day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """A callback: a calendar day, YYYY-MM-DD."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date like 2024-03-27") from error


def day_text(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A callback: a calendar day as text, YYYY-MM-DD."""
    given = day(context, parameter, value)
    return given.isoformat() if given else None


archive_option = click.option(
    "--archive", required=True, envvar="ONRECORD_ARCHIVE", type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE", help="The archive; or set ONRECORD_ARCHIVE.",
)  # fmt: skip

clocks = (
    click.option("--as-of", metavar="TIME", callback=moment,
                 help="As the archive knew at that time (UTC where it has no zone)."),
    click.option("--published-by", metavar="DATE", callback=day,
                 help="Of what was published by the end of that day, YYYY-MM-DD."),
)  # fmt: skip
"""The two clocks of an answer."""

_OPTIONS = (
    archive_option,
    one_form(json="An array of JSON objects.", csv="CSV with a line of names."),
    click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="Most rows."),
    click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Most seconds."),
    *clocks,
)


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared options, and as first argument a function that asks and prints the answer."""

    @wraps(command)
    def run(
        archive: Path, form: str | None, limit: int, timeout: float, as_of: datetime | None,
        published_by: date | None, **given: Any,
    ) -> None:  # fmt: skip
        from onrecord.archive.query import Asking, ask

        how = Asking(as_of=as_of, published_by=published_by, rows=limit, seconds=timeout)
        try:
            command(lambda question: show(ask(archive, question.sql, question.parameters, how), form), **given)
        except OnrecordError as error:
            raise click.ClickException(str(error)) from error

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def filters(*free: str, **helps: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options `--NAME` with their help; those of a closed set of labels take these only, but for `free`."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for name, text in reversed(helps.items()):
            command = click.option(f"--{name}", help=text, **({} if name in free else told(name)))(command)
        return command

    return add


def since_until(command: Callable[..., None]) -> Callable[..., None]:
    """Options --since and --until; they reach the command as text, YYYY-MM-DD."""
    for name, text in (("until", "Published on that day or before."), ("since", "Published on that day or later.")):
        command = click.option(f"--{name}", metavar="DATE", callback=day_text, help=text)(command)
    return command


def show(answer: Answer, form: str | None) -> None:
    """Print an answer: as a table that people read, as CSV or as JSON."""
    if form == "csv":
        click.echo(answer.as_csv(), nl=False)
    elif form == "json":
        click.echo(answer.as_json())
    else:
        _table(answer)
    if answer.more:
        click.echo(f"onrecord: more than {len(answer.rows)} rows; --limit gives more", err=True)


def _table(answer: Answer) -> None:
    console = Console(width=None if sys.stdout.isatty() else 240)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in answer.columns:
        table.add_column(name, max_width=WIDEST, overflow="fold")
    for row in answer.rows:
        table.add_row(*(_cell(value) for value in row))
    console.print(table, markup=False, highlight=False) if answer.rows else click.echo("no rows", err=True)


def _cell(value: Any) -> Text:
    if value is None:
        return Text("")
    if isinstance(value, list | tuple):
        return Text(", ".join(str(part) for part in value))
    return Text(str(value))
