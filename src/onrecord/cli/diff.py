"""`onrecord diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.asking import show
from onrecord.cli.forms import one_form
from onrecord.record import OnrecordError


@click.command()
@click.argument("before", type=click.Path(exists=True, path_type=Path))
@click.argument("after", type=click.Path(exists=True, path_type=Path))
@click.option("--layer", metavar="TABLE", help="List every difference of that table.")
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="Most rows.")
@one_form(json="An array of JSON objects.", csv="CSV with a line of names.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something differs.")
def diff(before: Path, after: Path, layer: str | None, limit: int, form: str | None, exit_code: bool) -> None:
    """Compare two archives or releases: rows added, gone and changed in each table, and in which columns.

    When a row was recorded is no difference.
    """
    from onrecord.export.diff import diff as compare

    try:
        answer = compare(before, after, layer, limit)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    show(answer, form)
    differs = bool(answer.rows) if layer else any(row[3] or row[4] or row[5] for row in answer.rows)
    sys.exit(1 if exit_code and differs else 0)
