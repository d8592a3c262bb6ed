"""The command line: parses arguments, calls the rooms."""

from __future__ import annotations

import click

from onrecord.cli.across import divergences, happenings, quotations, series, stories
from onrecord.cli.add import add
from onrecord.cli.changes import changes
from onrecord.cli.codebook import codebook
from onrecord.cli.correct import correct
from onrecord.cli.coverage import coverage
from onrecord.cli.diff import diff
from onrecord.cli.entities import entities
from onrecord.cli.events import events
from onrecord.cli.evidence import evidence
from onrecord.cli.export import export
from onrecord.cli.figures import figures
from onrecord.cli.link import link
from onrecord.cli.outlets import outlets
from onrecord.cli.panel import panel
from onrecord.cli.parquet import parquet
from onrecord.cli.plans import plans
from onrecord.cli.read import read
from onrecord.cli.release import release
from onrecord.cli.schema import schema
from onrecord.cli.search import search
from onrecord.cli.serve import serve
from onrecord.cli.show import show
from onrecord.cli.sql import sql
from onrecord.cli.statements import statements
from onrecord.cli.who import who

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Read news reports and keep a sourced record of them."""


for command in (
    read,
    add,
    link,
    show,
    who,
    statements,
    events,
    figures,
    plans,
    divergences,
    entities,
    correct,
    stories,
    happenings,
    quotations,
    series,
    search,
    changes,
    sql,
    coverage,
    outlets,
    panel,
    release,
    diff,
    export,
    parquet,
    serve,
    evidence,
    schema,
    codebook,
):
    main.add_command(command)
