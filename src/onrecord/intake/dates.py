"""Calendar dates as pages and datelines write them, to ISO 8601. What is not all there stays out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
"""A regular expression, without groups."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_ANY_CASE = f"(?i:{_MONTH})"
_NUMBER = r"[0-3]?\d(?:st|nd|rd|th)?"
DAY = rf"(?:{_ANY_CASE}\.? {{1,3}}{_NUMBER}|{_NUMBER} {{1,3}}{_ANY_CASE}\b\.?)(?:,? ?(?:19|20)\d\d\b)?"
"""A regular expression, without groups: a day with its month's name, and perhaps the year."""

_FULL = re.compile(
    rf"\b(?:(?P<m1>{_ANY_CASE})\.? {{1,3}}(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?"
    rf"|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)? {{1,3}}(?P<m2>{_ANY_CASE})\b\.?)"
    r",? ?(?P<year>(?:19|20)\d\d)\b"
)
_ISO = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)")
_LABEL = re.compile(
    r"\b(?:(?P<updated>(?:last )?(?:updated|modified|update(?=:)))"
    r"|(?:(?:first|originally) )?(?:published|posted|issued|created|added|filed))\b",
    re.IGNORECASE,
)
_LONGEST_LABEL = 60


class Shown(NamedTuple):
    """The parts of a line that shows when a report was published and when it was updated."""

    published: tuple[str, ...]
    updated: tuple[str, ...]


def shown(line: str) -> Shown:
    """`line` cut before its labels: what "Updated" begins is of the update, all else of the publication."""
    starts = [0, *(label.start() for label in _LABEL.finditer(line))]
    parts = [line[start:end] for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
    told = [(bool((label := _LABEL.match(part)) and label["updated"]), part) for part in parts]
    return Shown(*(tuple(words for is_update, words in told if is_update is asked) for asked in (False, True)))


def is_label(line: str) -> bool:
    """Whether `line` is nothing but a label, so that the date is in the next line."""
    return len(line) <= _LONGEST_LABEL and _LABEL.fullmatch(re.sub(r"(?: on| at)?\W*$", "", line)) is not None


def first_day(parts: Iterable[str]) -> str | None:
    """The ISO day of the first of `parts` that has a full date, or None."""
    return next(filter(None, map(full_date, parts)), None)


def full_date(words: str) -> str | None:
    """The ISO day of the first full date in `words` ("March 27, 2024"), or None: no part is ever supplied."""
    found = _FULL.search(words)
    if found:
        month = _MONTHS.index((found["m1"] or found["m2"])[:3].lower()) + 1
        try:
            return date(int(found["year"]), month, int(found["d1"] or found["d2"])).isoformat()
        except ValueError:
            return None
    plain = _ISO.search(words)
    return iso(plain[0]) if plain else None


def iso(value: str) -> str | None:
    """`value` as an ISO 8601 date or time, with the zone it has: None where it is neither.

    "2024-03-27T10:00:00Z", "2024-03-27 10:00", "20240327", "2024-03-27T10:00:00.000+0200", "Wed, 27 Mar 2024 …".
    """
    value = value.strip()
    tidy = re.sub(r"^(\d{4}-\d\d-\d\d) ", r"\1T", value)
    tidy = re.sub(r"(\d)\s+([+-]\d\d:?\d\d|Z|UTC|GMT)$", r"\1\2", tidy)
    tidy = re.sub(r"(?:UTC|GMT)$", "Z", tidy)
    try:
        made = datetime.fromisoformat(tidy)
    except ValueError:
        return full_date(value) if re.search("[A-Za-z]{3}", value) else None
    if not 1600 <= made.year <= 2200:
        return None
    return made.date().isoformat() if len(tidy) <= 10 else made.isoformat(timespec="seconds")
