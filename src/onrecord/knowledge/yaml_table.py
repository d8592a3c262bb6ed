"""A user's table written as YAML: a list of entries with the names that the columns of a CSV table have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import yaml

from onrecord.knowledge.entries import KnowledgeError

SUFFIXES = frozenset({".yaml", ".yml"})


def rows(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each entry, from 1, and its fields as text; a list of values is joined by ";".

    Every entry has the fields of all, empty where it does not say. Raises `KnowledgeError` where it is no such list.
    """
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}: no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise KnowledgeError(f"{path}: needs a list of entries, each with name and other fields")
    names = dict.fromkeys(str(name) for entry in entries for name in entry)
    for number, entry in enumerate(entries, 1):
        yield number, {name: _text(entry.get(name)) for name in names}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(_text, value))
    if isinstance(value, bool):
        return "y" if value else ""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
