"""What users can correct of each layer, and what a value must be like."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import get_args

from onrecord.archive.errors import ArchiveError
from onrecord.record.labels import Act, EventType, FigureKind, Manner, Recency, SourceKind, Status

Check = Callable[[str], str]
"""Gives a value as it is kept; raises `ValueError`, saying what it should be like, where it is none."""
DROPPED = "dropped"
GROUPS = {"statement": "quotation", "event": "happening", "figure": "series", "plan": "chain"}
"""The group of each layer's items across reports."""
OF_REPORTS = ("copy_group", "story")
"""The groups of reports."""


def _text(value: str) -> str:
    return value


def _one_of(labels: object) -> Check:
    known = get_args(labels)

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"one of {', '.join(known)}")
        return value

    return check


def _flag(value: str) -> str:
    if value not in ("true", "false"):
        raise ValueError("true or false")
    return value


def _number(value: str) -> str:
    if not re.fullmatch(r"-?\d[\d,]*(\.\d+)?", value):
        raise ValueError("a number")
    return repr(float(value.replace(",", "")))


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{3}", value):
        raise ValueError("an ISO 3166-1 alpha-3 code, such as NOR")
    return value


def _codes(value: str) -> str:
    codes = value.replace(",", " ").split()
    if not all(re.fullmatch("[A-Z0-9]{3,15}", code) for code in codes):
        raise ValueError("actor codes with spaces between them, such as ISRGOV USA")
    return " ".join(codes)


def _day(value: str) -> str:
    if len(value) != 10:
        raise ValueError("a day, YYYY-MM-DD")
    return date.fromisoformat(value).isoformat()


def _days(value: str) -> str:
    days = [_day(part) for part in value.split("/")]
    if len(days) > 2 or days != sorted(days):
        raise ValueError("a day or first and last day, 2024-03-01/2024-03-05")
    return "/".join(days)


def _moment(value: str) -> str:
    day, clock = _day(value[:10]), value[10:]
    if clock and not re.fullmatch(r"T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", clock):
        raise ValueError("a day or a time in ISO 8601, 2024-03-27T16:20:00+00:00")
    datetime.fromisoformat(day + clock)
    return day + clock


FIELDS: dict[str, dict[str, Check]] = {
    "report": {"outlet": _text, "agency": _text, "published": _moment, "copy_group": _text, "story": _text},
    "statement": {
        "speaker": _text, "act": _one_of(Act), "manner": _one_of(Manner), "source_kind": _one_of(SourceKind),
        "named": _flag, "quotation": _text, DROPPED: _flag,
    },
    "event": {
        "type": _one_of(EventType), "mode": _text, "status": _one_of(Status), "recency": _one_of(Recency),
        "actors": _codes, "recipients": _codes, "when": _days, "place": _text, "country": _country,
        "happening": _text, DROPPED: _flag,
    },
    "figure": {
        "value": _number, "low": _number, "high": _number, "approx": _flag, "unit": _text, "kind": _one_of(FigureKind),
        "status": _one_of(Status), "series": _text, DROPPED: _flag,
    },
    "plan": {"place": _text, "chain": _text, DROPPED: _flag},
}  # fmt: skip
"""The fields of each layer that can be corrected."""
CLEARED = frozenset({
    "outlet", "agency", "mode", "actors", "recipients", "when", "place", "country", "value", "low", "high", "unit",
})  # fmt: skip
"""Those that may be absent."""


def _a(layer: str) -> str:
    return f"an {layer}" if layer == "event" else f"a {layer}"


def checked(layer: str, field: str, value: str | None) -> str | None:
    """A value as it is kept. Raises `ArchiveError` where the layer has no such field, or it can't be that."""
    check = FIELDS[layer].get(field)
    if check is None:
        raise ArchiveError(f"no field {field!r} of {_a(layer)} to correct; there are {', '.join(FIELDS[layer])}")
    if value is None or not value.strip():
        if field in CLEARED:
            return "" if check is _codes else None
        raise ArchiveError(f"{field} of {_a(layer)} can't be absent")
    try:
        return check(value.strip())
    except ValueError as error:
        raise ArchiveError(f"{value!r} is no {field} of {_a(layer)}: {error}") from error
