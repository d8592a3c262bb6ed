"""A layer of records as an Arrow table, from which pandas and polars frames are made.

onrecord.table(record, "statements").to_pandas()
polars.from_arrow(onrecord.table(records, "events"))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import inspect

from onrecord.record import Entity, Event, Figure, OnrecordError, Plan, Record, Statement, Time

if TYPE_CHECKING:
    import pyarrow as pa

LAYERS: dict[str, type] = {
    "entities": Entity, "times": Time, "statements": Statement, "events": Event, "figures": Figure, "plans": Plan,
}  # fmt: skip


class ExportError(OnrecordError):
    """An export that can't be made: a layer unknown, a library not installed."""


def table(records: Record | Iterable[Record], layer: str) -> pa.Table:
    """The items of `layer` of one or more records, a row each, with the report's id as column `report`.

    Columns are the fields of the layer's type, spans as structs; they are the same for an empty layer.
    Raises `ExportError` for an unknown layer, or where pyarrow (`pip install onrecord[arrow]`) is absent.
    """
    if layer not in LAYERS:
        raise ExportError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ExportError("tables need pyarrow: pip install onrecord[arrow]") from error
    several = [records] if isinstance(records, Record) else records
    rows = [{"report": record.id, **msgspec.to_builtins(item)} for record in several for item in getattr(record, layer)]
    kind = inspect.type_info(LAYERS[layer])
    fields = [pa.field("report", pa.string()), *_fields(kind)]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _fields(kind: Any) -> list[Any]:
    import pyarrow as pa

    return [pa.field(field.encode_name, _arrow(field.type)) for field in kind.fields]


def _arrow(kind: Any) -> Any:
    """The Arrow type of a field; a number that may be whole or not is a float."""
    import pyarrow as pa

    if isinstance(kind, inspect.UnionType):
        kinds = [k for k in kind.types if not isinstance(k, inspect.NoneType)]
        return pa.float64() if len(kinds) > 1 else _arrow(kinds[0])
    if isinstance(kind, inspect.StructType):
        return pa.struct(_fields(kind))
    if isinstance(kind, inspect.VarTupleType):
        return pa.list_(_arrow(kind.item_type))
    if isinstance(kind, inspect.BoolType):
        return pa.bool_()
    if isinstance(kind, inspect.IntType):
        return pa.int64()
    return pa.float64() if isinstance(kind, inspect.FloatType) else pa.string()
