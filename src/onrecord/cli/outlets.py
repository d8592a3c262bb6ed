"""`onrecord outlets`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.asking import Ask, asking


@click.command()
@click.option("--set", "table", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="First take outlets from a CSV file: name, country, kind, owner, language.")  # fmt: skip
@asking
def outlets(ask: Ask, table: Path | None) -> None:
    """List outlets with their country, kind, owner and language, and how many reports of each were read.

    --csv gives a table to fill in, which --set takes: outlets that it names are replaced, the others stay.
    """
    from onrecord.archive import ArchiveError, Writer
    from onrecord.archive.outlets import set_outlets
    from onrecord.archive.questions import Question

    if table is not None:
        archive: Path = click.get_current_context().params["archive"]
        if not archive.exists():
            raise ArchiveError(f"{archive}: no such archive")
        with Writer(archive) as writer:
            set_outlets(writer, table)
    ask(Question(
        "SELECT o.*, count(r.id) AS reports FROM outlet o LEFT JOIN report r ON r.outlet = o.name GROUP BY ALL "
        "ORDER BY reports DESC, name", {},
    ))  # fmt: skip
