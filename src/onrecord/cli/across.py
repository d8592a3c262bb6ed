"""`onrecord stories`, `happenings`, `quotations`, `series`, `divergences`: what reports say together."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, filters, since_until

_INDEPENDENT = "By so many independent reports at least."
_STORY = "The story's id."


@click.command()
@filters(about="Words of the headline.", independent=_INDEPENDENT)
@since_until
@asking
def stories(ask: Ask, **given: str | None) -> None:
    """List stories, those that most independent reports tell first."""
    from onrecord.archive.across import stories as question

    ask(question(given))


@click.command()
@filters(
    actor="Code of who acts, or its beginning: ISR, ISRGOV.", recipient="Code of whom it is done to, or its beginning.",
    type="PLOVER type: AGREE, CONSULT, …", mode="PLOVER mode.",
    status="As the latest report has it: happened, planned, called_off, denied or possible.",
    country="Where: ISO 3166-1 alpha-3.", place="Where: a name or a part of it.", story=_STORY,
    independent=_INDEPENDENT,
)  # fmt: skip
@since_until
@asking
def happenings(ask: Ask, **given: str | None) -> None:
    """List events across reports, the best corroborated first; copies are not counted."""
    from onrecord.archive.across import happenings as question

    ask(question(given))


@click.command()
@filters(
    speaker="Who is cited: a name or a part of it.", about="Words of what is said.", act="say, ask, deny, promise, …",
    story=_STORY, independent=_INDEPENDENT,
)  # fmt: skip
@since_until
@asking
def quotations(ask: Ask, **given: str | None) -> None:
    """List statements across reports, the most carried first, each with who had it first and how far it went."""
    from onrecord.archive.across import quotations as question

    ask(question(given))


@click.command()
@filters(kind="killed, injured, money, percent, …", of="Words of what is counted.", story=_STORY,
         independent=_INDEPENDENT)  # fmt: skip
@since_until
@asking
def series(ask: Ask, **given: str | None) -> None:
    """List figures for one thing over time, those on which voices differ first; `show series ID` has them all."""
    from onrecord.archive.across import series as question

    ask(question(given))


@click.command()
@filters(
    kind="killed, injured, money, percent, …", of="Words of what is counted.", voice="A voice: a name or a part of it.",
    story=_STORY, series="The series of figures.",
)  # fmt: skip
@since_until
@asking
def divergences(ask: Ask, **given: str | None) -> None:
    """List where two voices give different figures for one thing on one day, the latest first."""
    from onrecord.archive.across import divergences as question

    ask(question(given))
