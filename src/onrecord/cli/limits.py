"""The flags that raise the intake's limits."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from onrecord.intake import Limits

FLAGS = {
    "file_bytes": ("--max-bytes", "Largest file that is read whole, unpacked."),
    "line_bytes": ("--max-line-bytes", "Longest JSON line."),
    "words": ("--max-words", "Longest report, in words."),
    "characters": ("--max-characters", "Longest report, in characters."),
    "html_depth": ("--max-html-depth", "Deepest nesting of a page's elements."),
    "html_nodes": ("--max-html-nodes", "Most elements of a page."),
}


def limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` a flag for each limit, and the limits as its argument `limits`."""
    defaults = Limits()

    @wraps(command)
    def with_limits(**given: Any) -> None:
        made = Limits(**{field: given.pop(field) for field in FLAGS})
        command(limits=made, **given)

    for field, (flag, text) in reversed(FLAGS.items()):
        kind = click.IntRange(min=1)
        option = click.option(flag, field, type=kind, default=getattr(defaults, field), show_default=True, help=text)
        with_limits = option(with_limits)
    return with_limits
