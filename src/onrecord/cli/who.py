"""`onrecord who`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, filters, since_until


@click.command()
@click.argument("speaker", metavar="NAME")
@filters(
    about="Words of what is said.", act="say, ask, deny, promise, …", outlet="The outlet.", story="The story's id."
)
@since_until
@asking
def who(ask: Ask, **given: str | None) -> None:
    """List what NAME said, the latest first; NAME may be a part of a name."""
    from onrecord.archive.questions import statements as question

    ask(question(given))
