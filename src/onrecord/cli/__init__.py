"""The command line: parses arguments, calls the rooms."""

from __future__ import annotations

import click

from onrecord.cli.codebook import codebook
from onrecord.cli.read import read
from onrecord.cli.schema import schema

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Read news reports and keep a sourced record of them."""


for command in (read, schema, codebook):
    main.add_command(command)
