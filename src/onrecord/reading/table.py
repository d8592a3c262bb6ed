"""Tables that ship as CSV files beside the code: the first line says what they are and where they come from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of table `name` of a package, by column."""
    lines = files(package).joinpath(name).read_text("utf-8").splitlines()
    yield from csv.DictReader(lines[1:])
