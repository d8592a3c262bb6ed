"""The flags that choose the form of the output, of which one at most is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click


def one_form(**helps: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command a flag for each form, with its help, and the form that is asked for, or None, as `form`.

    Two of them are wrong usage.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def with_form(*args: Any, **given: Any) -> None:
            asked = [name for name in helps if given.pop(f"as_{name}")]
            if len(asked) > 1:
                raise click.UsageError(f"one of --{' and --'.join(asked)}, not both")
            command(*args, form=next(iter(asked), None), **given)

        for name, text in reversed(helps.items()):
            with_form = click.option(f"--{name}", f"as_{name}", is_flag=True, help=text)(with_form)
        return with_form

    return decorate
