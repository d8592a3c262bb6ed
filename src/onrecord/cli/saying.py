"""What commands that correct share: the archive, who says it, and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from onrecord.cli.asking import archive_option
from onrecord.record import OnrecordError

_WHY = (
    click.option("--who", required=True, envvar="ONRECORD_USER", help="Who says so; or set ONRECORD_USER."),
    click.option("--why", required=True, help="The reason; it is kept."),
)


def saying(command: Callable[..., int]) -> Callable[..., None]:
    """Options of a command that corrects; it returns the number of the correction, which is printed."""

    @wraps(command)
    def run(**given: Any) -> None:
        if not given["archive"].exists():
            raise click.ClickException(f"{given['archive']}: no such archive; `onrecord add` makes one")
        try:
            number = command(**given)
        except OnrecordError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"onrecord: correction {number}", err=True)

    for option in (*_WHY, archive_option):
        run = option(run)
    return run
