"""`onrecord changes`."""

from __future__ import annotations

from datetime import datetime

import click

from onrecord.cli.asking import Ask, asking, moment


@click.command()
@click.option(
    "--since", metavar="TIME", callback=moment, required=True, help="Since that time of the archive's clock (UTC)."
)
@asking
def changes(ask: Ask, since: datetime) -> None:
    """List what was added, changed, reread, merged, split, corrected and withdrawn since a time."""
    from onrecord.archive.changes import changes as question

    ask(question(since))
