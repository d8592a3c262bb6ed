"""`onrecord coverage`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, since_until

GROUPS = ("outlet", "owner", "country", "kind", "language", "all")
PERIODS = ("day", "week", "month", "quarter", "year")
COUNTED = ("statements", "quotations", "events", "happenings", "figures", "plans")


@click.command()
@click.option("--by", type=click.Choice(GROUPS), default="outlet", show_default=True,
              help="What rows are of; all but outlet and all need the user's table of outlets.")  # fmt: skip
@click.option("--per", type=click.Choice(PERIODS), default="day", show_default=True, help="The length of a period.")
@click.option("--of", type=click.Choice(COUNTED), help="Count these too, and per 1,000 reports read.")
@click.option("--outlet", help="The outlet.")
@since_until
@asking
def coverage(
    ask: Ask, by: str, per: str, of: str | None, outlet: str | None, since: str | None, until: str | None
) -> None:
    """List what was seen, read, copied and failed in each period, gaps too: the denominators of every count.

    gap_days: days of the period on which nothing was seen. Counts are absent, not zero, where nothing was read.
    """
    from onrecord.archive.coverage import coverage as question

    ask(question(by, per, of=of, outlet=outlet, since=since, until=until))
