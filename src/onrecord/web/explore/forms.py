"""What a form shows of a list's filters, and what the facets beside it lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from onrecord.web.explore.fields import Filter, Kind
from onrecord.web.words import country_name

KEYS = frozenset({"story", "report", "happening", "quotation", "series", "copy_group", "entity", "layer", "what"})
"""Filters that links give rather than people."""
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """A filter with what was given."""

    filter: Filter
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: how many, where a click leads, and whether it is given now."""

    name: str
    n: int
    href: str | None
    is_given: bool


def label(name: str) -> str:
    """A name as people read it."""
    return name.replace("_", " ").capitalize()


def fields(kind: Kind, query: QueryParams) -> list[Field]:
    """The filters that a form shows: all but those that only links give, and those of them that are given."""
    made = [
        Field(f, label(f.name), tuple(v for v in query.getlist(f.name) if v))
        for f in kind.filters if not (kind.name == "changes" and f.name == "what")
    ]  # fmt: skip
    return [field for field in made if field.filter.name not in KEYS or field.values]


def facet_values(
    kind: Kind, found: Sequence[tuple[str, str | None, int]], query: QueryParams
) -> list[tuple[str, list[Value]]]:
    """The facets with more than one value or one that is given, and where each value leads.

    `found`: rows of facet, value, number.
    """
    made: list[tuple[str, list[Value]]] = []
    for facet in kind.facets:
        wanted = kind.filter(facet)
        given = query.getlist(facet)
        rows = [(value, n) for name, value, n in found if name == facet and n]
        values = [_value(facet, wanted, value, n, given, query) for value, n in rows]
        if len(values) > 1 or given:
            made.append((label(facet), values))
    return made


def _value(
    facet: str, wanted: Filter | None, value: str | None, n: int, given: Sequence[str], query: QueryParams
) -> Value:
    name = "none given" if value is None else _named(facet, value)
    if wanted is None or value is None:
        return Value(name, n, None, False)
    is_given = value in given
    others = [one for one in given if one != value] if wanted.many else []
    return Value(name, n, address(query, {facet: [*others, *([] if is_given else [value])]}), is_given)


def _named(facet: str, value: str) -> str:
    if facet == "country":
        return country_name(value)
    return {"true": "yes", "false": "no"}.get(value, value.replace("_", " ") if value.islower() else value)


def address(query: QueryParams, changes: dict[str, list[str]], without: Iterable[str] = ("after",)) -> str:
    """The query with some parameters changed, from its first page; with its question mark."""
    dropped = {*changes, *without}
    pairs: Pairs = [(k, v) for k, v in query.multi_items() if k not in dropped and v]
    pairs += [(name, value) for name, values in changes.items() for value in values]
    return "?" + urlencode(pairs)


class Ways:
    """Addresses of the same list with something changed, for templates: `to(order="oldest")`."""

    def __init__(self, query: QueryParams) -> None:
        self._query = query

    def __call__(self, **changes: str) -> str:
        """The query with its question mark."""
        return address(self._query, {name: [value] for name, value in changes.items()})
