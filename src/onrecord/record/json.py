"""The one door between a record and JSON."""

from __future__ import annotations

import json
from typing import TypeVar

import msgspec

from onrecord.record.errors import RecordError

T = TypeVar("T")


def encode(item: object) -> str:
    """`item` as one line of JSON. The same item gives the same bytes."""
    return msgspec.json.encode(item).decode()


def decode(text: str | bytes, kind: type[T]) -> T:
    """Read and check `kind` from JSON; `RecordError` names the path where it does not fit."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise RecordError(f"not a record: {error}") from error


def json_schema(kind: type) -> str:
    """The JSON Schema (2020-12) of `kind`, indented, generated from the types themselves."""
    return json.dumps(msgspec.json.schema(kind), indent=1, sort_keys=True) + "\n"
