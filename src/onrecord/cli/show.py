"""`onrecord show`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from onrecord.cli.asking import archive_option, clocks
from onrecord.cli.asking import show as print_answer
from onrecord.cli.forms import one_form
from onrecord.record import OnrecordError

KINDS = ("report", "versions", "story", "copies", "quotation", "happening", "entity", "series", "plan")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("id_", metavar="ID")
@archive_option
@click.option("--version", type=click.IntRange(min=1), help="Of a report: that version instead of the one that holds.")
@one_form(json="JSON; of a report its record.", csv="CSV with a line of names.")
@clocks[0]
@clocks[1]
def show(
    kind: str, id_: str, archive: Path, version: int | None, form: str | None, as_of: datetime | None,
    published_by: date | None,
) -> None:  # fmt: skip
    """Show a report, what its versions changed, the account of a story, or all members of a copy group, quotation, …

    The account of a story says what happened, how many, what is planned and who says what; --csv gives its reports.
    An id that was merged or split away shows what it has become.
    """
    try:
        if kind == "report":
            _report(archive, id_, version, form, as_of, published_by)
        elif kind == "story" and form != "csv":
            _story(archive, id_, form, as_of, published_by)
        else:
            _group(archive, kind, id_, form, as_of, published_by)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error


def _report(
    archive: Path, id_: str, version: int | None, form: str | None, as_of: datetime | None, published_by: date | None
) -> None:
    from rich.console import Console

    from onrecord.archive import reading, record_of
    from onrecord.views import account

    if form == "csv":
        raise click.UsageError("a report has no CSV; use --json")
    with reading(archive, as_of=as_of, published_by=published_by) as connection:
        record = record_of(connection, id_, version)
    if form == "json":
        click.echo(record.to_json())
    else:
        account(record, Console())


def _story(archive: Path, id_: str, form: str | None, as_of: datetime | None, published_by: date | None) -> None:
    from rich.console import Console

    from onrecord.archive import reading
    from onrecord.archive.account import story_account
    from onrecord.archive.query import as_json
    from onrecord.views.story import story

    with reading(archive, as_of=as_of, published_by=published_by) as connection:
        made = story_account(connection, id_)
    if (now := made["story"][0]["id"]) != id_:
        click.echo(f"onrecord: {id_} is {now} now", err=True)
    if form == "json":
        click.echo(as_json(made))
    else:
        story(made, Console())


def _group(
    archive: Path, kind: str, id_: str, form: str | None, as_of: datetime | None, published_by: date | None
) -> None:
    from onrecord.archive import ArchiveError, reading
    from onrecord.archive.changes import version_changes
    from onrecord.archive.query import answer
    from onrecord.archive.shown import forwarded, members

    with reading(archive, as_of=as_of, published_by=published_by) as connection:
        ids = [id_] if kind == "versions" else forwarded(connection, kind, id_)
        questions = [version_changes(i) if kind == "versions" else members(kind, i) for i in ids]
        answers = [answer(connection, q.sql, q.parameters) for q in questions]
    if kind != "versions" and not any(a.rows for a in answers):
        raise ArchiveError(f"no {kind} {id_!r}")
    for i, made in zip(ids, answers, strict=True):
        if i != id_:
            click.echo(f"onrecord: {id_} is {i} now", err=True)
        print_answer(made, form)
