"""`onrecord sql`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking


@click.command()
@click.argument("query", metavar='"SELECT …"')
@asking
def sql(ask: Ask, query: str) -> None:
    """Ask the archive in SQL, read-only; docs/archive.md lists the views.

    The query reaches no other file and changes no setting; --limit and --timeout bound it.
    """
    from onrecord.archive.questions import Question

    ask(Question(query, {}))
