"""`onrecord schema`."""

import click

from onrecord.record import Record, json_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    click.echo(json_schema(Record), nl=False)
