"""`onrecord evidence`."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import astuple
from pathlib import Path

import click

from onrecord.cli.asking import archive_option
from onrecord.cli.asking import show as print_answer
from onrecord.cli.forms import one_form
from onrecord.cli.read import SOME_FAILED
from onrecord.record import OnrecordError

SOUND = ("kept", "found")


@click.group()
def evidence() -> None:
    """The bytes that reports were read from: get them, or check that they are what they were."""


@evidence.command("check")
@click.argument("report", required=False)
@archive_option
@one_form(json="Every reading, as JSON.", csv="Every reading, as CSV.")
def check_(report: str | None, archive: Path, form: str | None) -> None:
    """Hash the bytes of every reading anew (or of one REPORT's) and compare them with what was kept of them.

    kept: in the archive; found: where they were; changed: other bytes; missing: nothing there any more.
    Exit status: 0 all kept or found, 3 some are not.
    """
    from onrecord.archive import Answer, reading
    from onrecord.archive.evidence import check
    from onrecord.intake.evidence import digests

    try:
        with reading(archive) as connection:
            found = list(check(connection, digests, report))
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    if report is not None and not found:
        raise click.ClickException(f"no report {report!r}")
    counts = Counter(checked.state for checked in found)
    amiss = [checked for checked in found if checked.state not in SOUND]
    columns = ("report", "version", "state", "path", "line", "offset", "sha256")
    shown = found if form else amiss
    if shown:
        print_answer(Answer(columns, tuple(astuple(checked) for checked in shown)), form)
    parts = [f"{count:,} {state}" for state, count in sorted(counts.items())]
    click.echo(f"onrecord: {', '.join(parts) or 'no reports'}", err=True)
    sys.exit(SOME_FAILED if amiss else 0)


@evidence.command("get")
@click.argument("report")
@archive_option
@click.option("--version", type=click.IntRange(min=1), help="That version instead of the latest.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Instead of standard output.")
def get(report: str, archive: Path, version: int | None, output: Path | None) -> None:
    """Write the bytes that REPORT was read from, after comparing them with their SHA-256."""
    from hashlib import sha256

    from onrecord.archive import reading
    from onrecord.archive.evidence import evidence_of
    from onrecord.intake.evidence import source_at

    try:
        with reading(archive) as connection:
            found = evidence_of(connection, report, version)
        data = found.unpacked
        if data is None:
            data = source_at(found.path, found.line, found.offset)
    except (OnrecordError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if sha256(data).hexdigest() != found.sha256:
        raise click.ClickException(f"{found.path}: other bytes than those that {report} was read from")
    if output:
        output.write_bytes(data)
    else:
        click.echo(data, nl=False)
