"""Layers as flat rows for CSV: a span is three columns, a list one of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect

from onrecord.export.arrow import LAYERS
from onrecord.record import Record


def columns(layer: str) -> tuple[str, ...]:
    """The columns of a layer, `report` first; the fields of a part are joined to its name by "_"."""
    return ("report", *_names(inspect.type_info(LAYERS[layer])))


def rows(record: Record, layer: str) -> Iterator[tuple[Any, ...]]:
    """The items of a layer as values of `columns`; None where absent."""
    kind = inspect.type_info(LAYERS[layer])
    for item in getattr(record, layer):
        yield (record.id, *_values(kind, msgspec.to_builtins(item)))


def _part(kind: Any) -> Any:
    """The struct that a field holds, or may hold; None for another field."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return next((k for k in kinds if isinstance(k, inspect.StructType)), None)


def _names(kind: Any) -> Iterator[str]:
    for field in kind.fields:
        part = _part(field.type)
        if part is None:
            yield field.encode_name
        else:
            yield from (f"{field.encode_name}_{name}" for name in _names(part))


def _values(kind: Any, item: Any) -> Iterator[Any]:
    for field in kind.fields:
        part, value = _part(field.type), item.get(field.encode_name) if item else None
        if part is not None:
            yield from _values(part, value)
        elif isinstance(value, list | tuple | dict):
            yield msgspec.json.encode(value).decode()
        else:
            yield value
