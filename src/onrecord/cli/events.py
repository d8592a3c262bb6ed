"""`onrecord events`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, filters, since_until


@click.command()
@filters(
    actor="Code of who acts, or its beginning: ISR, ISRGOV.", recipient="Code of whom it is done to, or its beginning.",
    type="PLOVER type: AGREE, CONSULT, …", mode="PLOVER mode.",
    status="happened, planned, called_off, denied or possible.", recency="news or background.",
    country="Where: ISO 3166-1 alpha-3.", place="Where: a name or a part of it.", outlet="The outlet.",
    story="The story's id.", report="The report's id.", happening="The event across reports.",
)  # fmt: skip
@since_until
@asking
def events(ask: Ask, **given: str | None) -> None:
    """List events: who did what to whom, the latest first."""
    from onrecord.archive.questions import events as question

    ask(question(given))
