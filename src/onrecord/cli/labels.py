"""Options that take a label of a closed set: what is no label is wrong usage, not an empty answer."""

from __future__ import annotations

from typing import get_args

import click

from onrecord.record.labels import Act, EventType, FigureKind, Manner, PlanState, Recency, SourceKind, Status

_SETS = {
    "type": EventType, "status": Status, "recency": Recency, "kind": FigureKind, "act": Act, "manner": Manner,
    "state": PlanState, "source_kind": SourceKind,
}  # fmt: skip


class Label(click.ParamType):
    """A label of the set of `name`, in whatever case it is typed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._labels = {label.casefold(): label for label in get_args(_SETS[name])}

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The label that `value` is."""
        found = self._labels.get(value.strip().casefold())
        if found is None:
            self.fail(f"{value!r} is no {self.name.replace('_', ' ')}; there are {', '.join(self._labels.values())}")
        return found

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """As the help shows it; the labels are in the text."""
        return "TEXT"


def label_of(name: str) -> Label | None:
    """The type of the option `name`, if its values are a closed set."""
    return Label(name) if name in _SETS else None
