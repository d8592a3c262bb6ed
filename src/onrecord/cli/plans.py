"""`onrecord plans`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, filters, since_until


@click.command()
@filters(
    state="proposed, requested, agreed, scheduled, postponed, called_off, rescheduled, under_way, held or failed.",
    what="Words of what is planned.", outlet="The outlet.", story="The story's id.", report="The report's id.",
)  # fmt: skip
@since_until
@asking
def plans(ask: Ask, **given: str | None) -> None:
    """List plans in the state that their latest report gives; --until gives that of a past day."""
    from onrecord.archive.questions import plans as question

    ask(question(given))
