"""`onrecord search`."""

from __future__ import annotations

import click

from onrecord.cli.asking import Ask, asking, since_until


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "within", type=click.Choice(["reports", "statements"]), default="reports", show_default=True)
@since_until
@asking
def search(ask: Ask, words: tuple[str, ...], within: str, since: str | None, until: str | None) -> None:
    """Find reports or statements with all WORDS, the best first; '"words in order"' stand so."""
    from onrecord.archive.search import search as question

    ask(question(" ".join(words), within=within, since=since, until=until))
