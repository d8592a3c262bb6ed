"""What can be listed and by what: one definition for the pages, the API, its description and the downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number", "boolean", "strings"]
Clause = tuple[str, Mapping[str, object]]
"""A condition over a row `x`, and its parameters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its name in the archive's view, its type and what it says."""

    name: str
    type: ColumnType
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A parameter that narrows a list. `condition` is SQL over a row `x` with the value as `$NAME`.

    `many`: it may be given several times, and one of the values is to fit (`$NAME` is a list then). `build` makes the
    condition instead where it depends on the value.
    """

    name: str
    says: str
    type: Literal["text", "choice", "day", "flag", "words", "number", "moment"] = "text"
    condition: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    build: Callable[[str, object], Clause] | None = None

    def clause(self, value: object) -> Clause:
        """The condition for a value that was given."""
        return self.build(self.name, value) if self.build else (self.condition, {self.name: value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A list of things. All its orders run through `keys`, which are never absent and together tell two rows apart.

    `usual`: the order where none is asked for. `facets`: columns whose values are counted beside the list. `once`: a
    column by which what is told several times is counted once. `found_by`: the columns that find one thing (`report`
    and `id`, or `id`).
    """

    name: str
    one: str
    says: str
    source: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    keys: tuple[Column, ...]
    facets: tuple[str, ...] = ()
    once: str | None = None
    found_by: tuple[str, ...] = ("id",)
    usual: Literal["newest", "oldest"] = "newest"

    def filter(self, name: str) -> Filter | None:
        """The filter of that name."""
        return next((f for f in self.filters if f.name == name), None)
