"""`onrecord release`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.asking import archive_option, clocks, day
from onrecord.record import OnrecordError


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@archive_option
@click.option("--title", required=True, help="What the data are called.")
@click.option("--author", "authors", multiple=True, required=True, help="Who made them; again for each.")
@click.option("--version", help="By default the day.")
@click.option("--day", callback=day, metavar="DATE", help="Of the release; by default of its last recorded report.")
@click.option("--licence", metavar="SPDX", help="Licence of the records, such as CC-BY-4.0.")
@click.option("--doi", help="DOI of the release.")
@click.option("--url", help="Address of the release.")
@click.option("--texts", is_flag=True, help="Include the reports' words, which are their publishers'.")
@clocks[0]
@clocks[1]
def release(folder: Path, archive: Path, **given: Any) -> None:
    """Write a release of an archive to a new FOLDER: Parquet, codebook, settings, checksums, citation, readme.

    Running words of reports are left out, offsets stay. The same archive gives the same bytes.
    """
    from onrecord.export.release import Release, write_release

    try:
        counts = write_release(archive, folder, Release(**{**given, "authors": tuple(given["authors"])}))
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"onrecord: {sum(counts.values()):,} rows in {len(counts)} tables", err=True)
