"""Documents that can't go stale: README's generated parts, and a place for every command and label."""

from __future__ import annotations

from pathlib import Path

import pytest
import readme
from click import Context

from onrecord.cli import COMMANDS, main
from onrecord.record import Record

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_readme_shows_what_is_measured_and_printed() -> None:
    assert readme.filled(README) == README, "python benchmarks/readme.py --write"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_line_in_the_readme(command: str) -> None:
    found = main.get_command(Context(main), command)
    assert found is not None
    assert (found.name, bool(found.help)) == (command, True)
    assert f"onrecord {command}" in README + (ROOT / "docs" / "archive.md").read_text("utf-8")


def test_every_layer_is_explained() -> None:
    explained = (ROOT / "docs" / "record.md").read_text("utf-8")
    layers = set(Record.__struct_fields__) - {"schema", "id"}
    assert all(f"`{layer}`" in explained or f"`{layer}." in explained for layer in layers)
