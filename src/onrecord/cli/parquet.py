"""`onrecord parquet`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.asking import archive_option
from onrecord.record import OnrecordError


@click.group()
def parquet() -> None:
    """Write a whole archive as Parquet files, or make one of them."""


@parquet.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@archive_option
def export_(folder: Path, archive: Path) -> None:
    """Write every table of the archive to FOLDER, which must be new or empty."""
    from onrecord.archive import export_parquet

    try:
        counts = export_parquet(archive, folder)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"onrecord: {sum(counts.values()):,} rows in {len(counts)} tables", err=True)


@parquet.command("import")
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path))
@archive_option
def import_(folder: Path, archive: Path) -> None:
    """Make a new archive of the tables in FOLDER, written by this or an older onrecord."""
    from onrecord.archive import import_parquet

    try:
        counts = import_parquet(folder, archive)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"onrecord: {sum(counts.values()):,} rows in {len(counts)} tables", err=True)
