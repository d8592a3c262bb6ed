"""Days, weeks, months and their TIMEX3 values; the calendar of a value."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.record import When
from onrecord.record.labels import DatePrecision

YEARS = {"D": 1 / 365, "W": 7 / 365, "2W": 14 / 365, "M": 1 / 12, "Q": 1 / 4, "Y": 1, "DE": 10, "CE": 100, "ML": 1000}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def day_of(value: str | None) -> date | None:
    """The day that a TIMEX3 value names, alone or with a time of day; None for any other value."""
    try:
        return date.fromisoformat(value[:10]) if value and re.match(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        return None


def made(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none (29 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week(day: date) -> str:
    """The ISO 8601 week of a day: `2024-W13`."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def month(year: int, number: int) -> str:
    """A month; `number` may lie outside 1-12 and then counts into other years."""
    year, index = year + (number - 1) // 12, (number - 1) % 12
    return f"{year:04}-{index + 1:02}"


def moved(day: date, unit: str, count: int) -> str:
    """The value, of the unit's own grain, `count` units from `day`.

    PAST_REF or FUTURE_REF where that lies outside the calendar's years 1 to 9999.
    """
    if not 1 < day.year + count * YEARS[unit] < 9999:
        return "PAST_REF" if count < 0 else "FUTURE_REF"
    if unit == "D":
        return (day + timedelta(days=count)).isoformat()
    if unit in ("W", "2W"):
        return week(day + timedelta(weeks=count * (2 if unit == "2W" else 1)))
    if unit == "M":
        return month(day.year, day.month + count)
    if unit == "Q":
        index = day.year * 4 + (day.month - 1) // 3 + count
        return f"{index // 4}-Q{index % 4 + 1}"
    return _years(day.year, unit, count)


def _years(year: int, unit: str, count: int) -> str:
    if unit == "DE":
        return f"{year // 10 + count:03}"
    if unit == "CE":
        return f"{year // 100 + count:02}"
    if unit == "ML":
        return f"{year // 1000 + count}"
    return f"{year + count:04}"


def easter(year: int) -> date:
    """Easter Sunday (Gregorian computus, Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    at, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, at, day + 1)


def holiday(code: str, year: int) -> date | None:
    """The day of a holiday in a year, by its code in words.csv."""
    if code[0] == "E":
        return easter(year) + timedelta(days=int(code[1:]))
    if code[0] == "N":
        nth, at, weekday = (int(x) for x in code[1:].split("-"))
        first = date(year, at, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    if code[0] == "L":
        weekday, at = (int(x) for x in code[1:].split("-"))
        last = date(year, at + 1, 1) - timedelta(days=1) if at < 12 else date(year, 12, 31)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    at, day = (int(x) for x in code.split("-"))
    return made(year, at, day)


def when(value: str) -> When | None:
    """The calendar days of a TIMEX3 value, or None where it names none."""
    if re.match(r"\d{4}-\d\d-\d\d(T|$)", value):
        day = day_of(value)
        return None if day is None else _when(day, day, "day")
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return _week(int(m[1]), int(m[2]), weekend=bool(m[3]))
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(m[1]), int(m[2]), int(m[2]), "month")
    if m := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        size = 3 if m[2] == "Q" else 6
        last = int(m[3]) * size
        return _months(int(m[1]), last - size + 1, last, "month") if last <= 12 else None
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return _months(int(m[1]), *SEASON_MONTHS[m[2]], "month")
    if re.fullmatch(r"\d{4}", value) and int(value):
        return _months(int(value), 1, 12, "year")
    if re.fullmatch(r"\d{3}X?", value) and int(value[:3]):
        first = int(value[:3]) * 10
        return _when(date(first, 1, 1), date(first + 9, 12, 31), "decade")
    return None


def _when(first: date, last: date, precision: DatePrecision) -> When:
    return When(start=first.isoformat(), end=last.isoformat(), precision=precision)


def _week(year: int, number: int, *, weekend: bool) -> When | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
        first, last = monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6)
    except (ValueError, OverflowError):
        return None
    return _when(first, last, "day" if weekend else "week")


def _months(year: int, first: int, last: int, precision: DatePrecision) -> When | None:
    if year < 1 or not 1 <= first <= 12:
        return None
    after = date.fromisoformat(month(year, last + 1) + "-01") if year < 9999 else date.max
    return _when(date(year, first, 1), after - timedelta(days=1), precision)
