"""`onrecord statements`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, filters, since_until


@click.command()
@filters(
    speaker="Who is cited: a name or a part of it.", about="Words of what is said.", act="say, ask, deny, promise, …",
    outlet="The outlet.", story="The story's id.", report="The report's id.", quotation="The statement across reports.",
)  # fmt: skip
@since_until
@asking
def statements(ask: Ask, **given: str | None) -> None:
    """List statements: who said what, the latest first."""
    from onrecord.archive.questions import statements as question

    ask(question(given))
