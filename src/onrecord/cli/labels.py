"""Options that take a label of a closed set: what is no label is wrong usage, not an empty answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import click

from onrecord.record.labels import Act, EventType, FigureKind, Manner, PlanState, Recency, SourceKind, Status

_SETS = {
    "type": EventType, "status": Status, "recency": Recency, "kind": FigureKind, "act": Act, "manner": Manner,
    "state": PlanState, "source_kind": SourceKind,
}  # fmt: skip


def told(name: str) -> dict[str, Any]:
    """What an option of this name says of its values: which labels there are, in whatever case, if it has such."""
    if name == "mode":
        return {"callback": _mode}
    if name in _SETS:
        return {"type": click.Choice(get_args(_SETS[name]), case_sensitive=False), "metavar": "LABEL"}
    return {}


def _mode(
    _context: click.Context, _parameter: click.Parameter, value: str | tuple[str, ...] | None
) -> str | tuple[str, ...] | None:
    """A callback: modes of the codebook, which is loaded only where one is asked for."""
    if not value:
        return value
    from onrecord.knowledge.plover import codebook

    modes = dict.fromkeys(x.name for s in codebook().sections if s.group == "mode" for x in s.labels)
    found = [_label(mode, modes) for mode in ((value,) if isinstance(value, str) else value)]
    return found[0] if isinstance(value, str) else tuple(found)


def _label(given: str, labels: Iterable[str]) -> str:
    of = {label.casefold(): label for label in labels}
    if given.casefold() not in of:
        raise click.BadParameter(f"{given!r} is not one of {', '.join(map(repr, of.values()))}.")
    return of[given.casefold()]
