"""The command line: parses arguments, calls the rooms."""

from __future__ import annotations

from importlib import import_module

import click

__all__ = ["main"]

COMMANDS = (
    "read", "add", "link", "show", "who", "statements", "events", "figures", "plans", "divergences", "entities",
    "correct", "stories", "happenings", "quotations", "series", "search", "changes", "sql", "coverage", "outlets",
    "panel", "release", "diff", "export", "parquet", "serve", "evidence", "schema", "codebook",
)  # fmt: skip
"""Each is a function of its own name."""
TOGETHER = frozenset({"stories", "happenings", "quotations", "series", "divergences"})
"""Those that are in `across`, not in a module of their own name."""


class _Lazy(click.Group):
    """A group whose commands load when they are used: what asks an archive need not load what reads a page."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"onrecord.cli.{'across' if cmd_name in TOGETHER else cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Read news reports and keep a sourced record of them."""
