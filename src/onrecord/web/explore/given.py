"""The parameters of a request, checked against what a list can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from onrecord.web.explore.fields import Filter, Kind

LONGEST = 300
"""Characters of a value."""
MOST_VALUES = 50
MOST_NUMBER = 1_000_000_000
CLOCKS = ("as_of", "published_by")
Given = Mapping[str, object]
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def filters_of(kind: Kind, query: QueryParams, also: Iterable[str] = ()) -> dict[str, object]:
    """The filters that a request gives, by name; empty values ask for nothing.

    `also`: names that may be there besides the clocks. Raises 400 that names what is wrong.
    """
    known = {f.name: f for f in kind.filters}
    check_names(query, (*known, *also))
    made: dict[str, object] = {}
    for name, wanted in known.items():
        values = list(dict.fromkeys(value for value in query.getlist(name) if value.strip()))
        if values:
            made[name] = _value(wanted, values)
    return made


def check_names(query: QueryParams, known: Iterable[str]) -> None:
    """Raises 400 where a request has a parameter that nothing knows."""
    allowed = {*known, *CLOCKS}
    for name in query:
        if name not in allowed:
            raise HTTPException(400, f"{name[:60]}: no such parameter; there are {', '.join(sorted(allowed))}")


def _value(wanted: Filter, values: list[str]) -> object:
    if len(values) > (MOST_VALUES if wanted.many else 1):
        raise HTTPException(400, f"{wanted.name}: given too often")
    made = [_one(wanted, value) for value in values]
    return made if wanted.many else made[0]


def _one(wanted: Filter, value: str) -> object:
    if len(value) > LONGEST or "\0" in value:
        raise HTTPException(400, f"{wanted.name}: a text of {LONGEST} characters at most")
    if wanted.type == "choice" and value not in wanted.choices:
        raise HTTPException(400, f"{wanted.name}: one of {', '.join(wanted.choices)}")
    if wanted.type == "day":
        return day(wanted.name, value)
    if wanted.type == "moment":
        return moment(wanted.name, value)
    if wanted.type == "flag":
        if value not in _FLAGS:
            raise HTTPException(400, f"{wanted.name}: true or false")
        return _FLAGS[value]
    if wanted.type == "number":
        return whole(wanted.name, value, 0, MOST_NUMBER)
    if wanted.type == "words" and not any(ch.isalnum() for ch in value):
        raise HTTPException(400, f"{wanted.name}: no word to look for")
    return value


def day(name: str, value: str) -> str:
    """A day as text, YYYY-MM-DD."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise HTTPException(400, f"{name}: no date like 2024-03-27") from error


def moment(name: str, value: str) -> str:
    """A time as text, UTC, to the microsecond, as lists have it."""
    try:
        made = datetime.fromisoformat(value)
        made = made.astimezone(UTC) if made.tzinfo else made
    except (ValueError, OverflowError) as error:
        raise HTTPException(400, f"{name}: no time like 2024-03-27T18:00:00Z") from error
    return made.replace(tzinfo=None).isoformat(timespec="microseconds")


def whole(name: str, value: str, least: int, most: int) -> int:
    """A whole number within bounds."""
    if not (value.isascii() and value.isdigit() and len(value) < 12 and least <= int(value) <= most):
        raise HTTPException(400, f"{name}: a whole number from {least} to {most}")
    return int(value)


def one_of(name: str, query: QueryParams, allowed: Iterable[str]) -> str:
    """A word of a few; the first one where none is given."""
    known = tuple(allowed)
    value = query.get(name) or known[0]
    if value not in known:
        raise HTTPException(400, f"{name}: one of {', '.join(known)}")
    return value
