"""The day of publication as a page shows it, where its metadata tell the time in UTC and it was another day there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone

from onrecord.intake.dates import full_date, shown

_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?: ?(?P<half>[ap])\.?m\b)?", re.IGNORECASE
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]\d)[/-]([0-3]\d)(?=[/-])")
_FARTHEST = (timedelta(hours=-12), timedelta(hours=14))
"""How far local time is from UTC, at the ends of the earth."""
_STEP = timedelta(minutes=15)


def as_shown(told: str | None, updated: str | None, lines: Sequence[str], url: str | None) -> str | None:
    """The time of publication that is `told`, on the day that readers saw.

    Where a time in UTC is on another day than the one shown in `lines` above the text or in the address, and can be on
    that day somewhere: the same instant with the offset that a clock time shown beside the day implies, else that day.
    A clock time implies one for the instant that it is shown as, publication or update.
    """
    moment = _utc(told)
    if moment is None:
        return told
    published, changed = ([part for line in lines for part in shown(line)[k]] for k in range(2))
    for offset in (*_offsets(moment, published), *_offsets(_utc(updated), changed)):
        local = moment.astimezone(timezone(offset))
        return local.isoformat(timespec="seconds") if local.date() != moment.date() else told
    days = [*_days(published), *_address_days(url)]
    first = days[0] if days else moment.date()
    return first.isoformat() if first != moment.date() and _possible(first, moment) else told


def _utc(told: str | None) -> datetime | None:
    """The moment where `told` has a clock time and says that it is in UTC."""
    if not told or len(told) <= len("2024-03-27"):
        return None
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.utcoffset() == timedelta(0) else None


def _offsets(moment: datetime | None, parts: Iterable[str]) -> Iterable[timedelta]:
    """The offsets from UTC at which a clock time, shown with its day in one of `parts`, is `moment`, to the minute."""
    if moment is None:
        return
    for local in (local for part in parts for local in _clock(part)):
        offset = local.replace(tzinfo=UTC) - moment.replace(second=0, microsecond=0)
        if offset % _STEP == timedelta(0) and _FARTHEST[0] <= offset <= _FARTHEST[1]:
            yield offset


def _clock(words: str) -> Iterable[datetime]:
    day, found = full_date(words), _CLOCK.search(words)
    if day and found:
        hour, minute = int(found["hour"]), int(found["minute"])
        if found["half"]:
            hour = hour % 12 + 12 * (found["half"].lower() == "p")
        if hour < 24 and minute < 60:
            yield datetime.combine(date.fromisoformat(day), time(hour, minute))


def _days(texts: Iterable[str]) -> list[date]:
    return [date.fromisoformat(day) for text in texts if (day := full_date(text))]


def _address_days(url: str | None) -> list[date]:
    found = _IN_ADDRESS.search(url or "")
    return _days(["-".join(found.groups())]) if found else []


def _possible(day: date, moment: datetime) -> bool:
    return (moment + _FARTHEST[0]).date() <= day <= (moment + _FARTHEST[1]).date()
