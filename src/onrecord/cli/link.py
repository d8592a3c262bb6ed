"""`onrecord link`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.record import OnrecordError


@click.command()
@click.option("--archive", required=True, envvar="ONRECORD_ARCHIVE", metavar="FILE",
              type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The archive to link; or set ONRECORD_ARCHIVE.")  # fmt: skip
def link(archive: Path) -> None:
    """Join what an archive has of several reports: copies, stories, entities, quotations, happenings, series, plans."""
    from onrecord.linking import link as run

    try:
        counts = run(archive)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    click.echo(", ".join(f"{name}: {count} readings" for name, count in counts.items()))
