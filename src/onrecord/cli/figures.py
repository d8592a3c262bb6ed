"""`onrecord figures`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, filters, since_until


@click.command()
@filters(
    kind="killed, injured, money, percent, …", of="Words of what is counted.",
    status="happened, planned, called_off, denied or possible.", outlet="The outlet.", story="The story's id.",
    report="The report's id.", happening="The event across reports.", series="The series of figures.",
)  # fmt: skip
@since_until
@asking
def figures(ask: Ask, **given: str | None) -> None:
    """List figures in the order of publication."""
    from onrecord.archive.questions import figures as question

    ask(question(given))
