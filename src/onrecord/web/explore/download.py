"""Exactly what is shown as a file: CSV, JSON, Parquet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.archive import Answer
from onrecord.web.explore.fields import Column

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
"""The forms and their media types."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def download(answer: Answer, columns: Sequence[Column], form: str, name: str, more: bool = False) -> Response:
    """An answer as a file called NAME.FORM; `more`: a header says that there are rows past the limit."""
    body = {"csv": _csv, "json": _json, "parquet": _parquet}[form](answer, columns)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if more:
        headers["Onrecord-More"] = "true"
    return Response(body, 200, headers, FORMS[form])


def _csv(answer: Answer, _columns: Sequence[Column]) -> bytes:
    """RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    rows = tuple(tuple(_harmless(value) for value in row) for row in answer.rows)
    return Answer(answer.columns, rows).as_csv().encode()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json(answer: Answer, _columns: Sequence[Column]) -> bytes:
    return answer.as_json().encode()


def _parquet(answer: Answer, columns: Sequence[Column]) -> bytes:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise HTTPException(501, "Parquet needs pyarrow on the server: pip install 'onrecord[web]'") from error
    types: dict[str, Any] = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "strings": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(column.name, types[column.type]) for column in columns])
    values = zip(*answer.rows, strict=True) if answer.rows else ((),) * len(columns)
    arrays = [pa.array(list(column), kind) for column, kind in zip(values, schema.types, strict=True)]
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), stream)
    return stream.getvalue()
