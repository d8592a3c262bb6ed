"""Values of dates that the words fix but for the year, the week or the day: which one is told by direction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.reading.times.anchor import PUBLISHED, Anchor, Value
from onrecord.reading.times.days import holiday, made, month, moved, week
from onrecord.reading.times.match import Found

NO_DAY = "XXXX-XX-XX"
LEANS = {-1: 6.0, 0: 1.5, 1: 1 / 6}
"""How many times farther off a past date may be than one ahead and still be taken, by direction."""


def iso(found: Found, anchor: Anchor) -> Value | None:
    """ "2024-03-27"."""
    return Value(found.get("ISO") or "")


def slash(found: Found, anchor: Anchor) -> Value | None:
    """ "3/27/2024", month first unless that can't be."""
    first, second, year = (int(part) for part in (found.get("SLASH") or "").split("/"))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    day = made(year, first, second) or made(year, second, first)
    return Value(day.isoformat()) if day else None


def day(found: Found, anchor: Anchor) -> Value | None:
    """ "March 27", "27 March 2024", "Wednesday, March 27"."""
    at, number = int(found.get("MONTHNAME") or 0), int(found.get("DAY") or found.get("ORDINAL") or 0)
    if not 1 <= number <= 31:
        return None
    if (year := _year_of(found, anchor)) is not None:
        sure = made(year, at, number)
        return Value(sure.isoformat(), None if found.get("YEAR") else PUBLISHED) if sure else None
    published = anchor.published
    if published is None:
        return Value(f"XXXX-{at:02}-{number:02}")
    if found.has("last"):
        anchor = replace(anchor, ahead=-1)
    days = [made(published.year + k, at, number) for k in (-1, 0, 1)]
    chosen = _nearest(anchor, days, int(found.get("WEEKDAYNAME") or 0))
    return Value(chosen.isoformat(), PUBLISHED) if chosen else None


def _year_of(found: Found, anchor: Anchor) -> int | None:
    """The year written, or told by "last year" and "that year"."""
    if year := found.get("YEAR"):
        return int(year)
    if found.has("year") and found.has("that"):
        return int(anchor.last[:4]) if anchor.last and anchor.last[:4].isdigit() else None
    if found.has("year") and anchor.published and (shift := found.get("SHIFT")):
        return anchor.published.year + int(shift)
    return None


def _nearest(anchor: Anchor, days: list[date | None], weekday: int = 0) -> date | None:
    """The day that direction tells, unless it is much farther off than the other; on its weekday if given."""
    published = anchor.published
    if published is None:
        return None
    fitting = [d for d in days if d and (not weekday or d.isoweekday() == weekday)] or [d for d in days if d]
    past = max((d for d in fitting if d <= published), default=None)
    ahead = min((d for d in fitting if d >= published), default=None)
    if past is None or ahead is None:
        return past or ahead
    back, on = (published - past).days, (ahead - published).days
    return past if back <= LEANS[anchor.ahead] * on else ahead


def month_(found: Found, anchor: Anchor) -> Value | None:
    """ "March", "March 2024", "last March", "March of last year"."""
    at = int(found.get("MONTHNAME") or 0)
    if year := found.get("YEAR"):
        return Value(f"{year}-{at:02}")
    if found.has("year") and (told := _year_of(found, anchor)):
        return Value(month(told, at), PUBLISHED)
    if anchor.published is None:
        return Value(f"XXXX-{at:02}")
    year_now, now = anchor.published.year, anchor.published.month
    shift = found.get("SHIFT") or found.get("FOLLOWING")
    back = (now - at) % 12
    if shift == "-1":
        return Value(month(year_now, now - (back or 12)), PUBLISHED)
    if shift == "1":
        return Value(month(year_now, now + ((at - now) % 12 or 12)), PUBLISHED)
    if shift == "0":
        return Value(month(year_now - (found.has("past") and at > now), at), PUBLISHED)
    ahead = back > LEANS[anchor.ahead] * (12 - back)
    return Value(month(year_now, now + 12 - back if ahead else now - back), PUBLISHED)


def weekday(found: Found, anchor: Anchor) -> Value | None:
    """ "Monday", "last Monday", "this coming Monday", "Monday of next week"."""
    number = int(found.get("WEEKDAYNAME") or 0)
    if anchor.published is None:
        return Value(f"XXXX-WXX-{number}")
    if found.has("same") and anchor.day:
        return Value(anchor.day.isoformat(), anchor.day_id)
    if found.has("week"):
        monday = date.fromisocalendar(*anchor.published.isocalendar()[:2], 1)
        return Value((monday + timedelta(days=number - 1, weeks=int(found.get("SHIFT") or 0))).isoformat(), PUBLISHED)
    if (following := found.get("FOLLOWING")) and anchor.day:
        return Value(_step(anchor.day, number, int(following)).isoformat(), anchor.day_id)
    shift = "-1" if found.has("past") else found.get("SHIFT")
    if found.has("coming"):
        shift = "1"
    if shift in ("-1", "1"):
        return Value(_step(anchor.published, number, int(shift)).isoformat(), PUBLISHED)
    if anchor.published.isoweekday() == number:
        return Value(anchor.published.isoformat(), PUBLISHED)
    return Value(_step(anchor.published, number, 1 if anchor.ahead > 0 else -1).isoformat(), PUBLISHED)


def _step(day: date, weekday: int, way: int) -> date:
    """The nearest such weekday after `day` (way 1) or before it (-1), never the day itself."""
    ahead = (weekday - day.isoweekday()) % 7 or 7
    return day + timedelta(days=ahead if way > 0 else ahead - (14 if ahead == 7 else 7))


def deictic(found: Found, anchor: Anchor) -> Value | None:
    """ "Today", "yesterday", "tomorrow"."""
    if anchor.published is None:
        return Value("PRESENT_REF" if found.get("DEICTIC") == "0" else NO_DAY)
    return Value(moved(anchor.published, "D", int(found.get("DEICTIC") or 0)), PUBLISHED)


def year(found: Found, anchor: Anchor) -> Value | None:
    """ "2024"."""
    return Value(found.get("YEAR") or "")


def decade(found: Found, anchor: Anchor) -> Value | None:
    """ "The 1980s": its first three digits; "the 1800s": the first two of the century."""
    digits = "".join(c for c in found.get("DECADE") or "" if c.isdigit())
    if len(digits) == 4 and digits.endswith("00") and digits < "2000":
        return Value(digits[:2])
    return Value(digits[:3] if len(digits) == 4 else f"19{digits[0]}" if int(digits) > 20 else f"20{digits[0]}")


def century(found: Found, anchor: Anchor) -> Value | None:
    """ "The 19th century": its first two digits."""
    number = int(found.get("ORDER") or found.get("ORDINAL") or 0)
    return Value(f"{number - 1:02}") if 1 <= number <= 99 else None


def half(found: Found, anchor: Anchor) -> Value | None:
    """ "The first half of 2019": 2019-H1."""
    number = 2 if found.has("latter", "last") else int(found.get("ORDER") or 0)
    told = found.get("YEAR") or _shifted_year(found, anchor)
    return Value(f"{told}-H{number}") if number in (1, 2) and told else None


def _shifted_year(found: Found, anchor: Anchor) -> str | None:
    return str(anchor.published.year + int(found.get("SHIFT") or 0)) if anchor.published else None


def quarter(found: Found, anchor: Anchor) -> Value | None:
    """ "The third quarter", "third-quarter", with or without its year: 2019-Q3."""
    number = int(found.get("ORDER") or found.get("ORDINAL") or 0)
    if not 1 <= number <= 4:
        return None
    if told := found.get("YEAR"):
        return Value(f"{told}-Q{number}")
    if anchor.published is None:
        return Value(f"XXXX-Q{number}")
    if found.has("year"):
        return Value(f"{_shifted_year(found, anchor)}-Q{number}", PUBLISHED)
    now = (anchor.published.month - 1) // 3 + 1
    back = (now - number) % 4
    ahead = back > 2 if anchor.ahead >= 0 else False
    return Value(moved(anchor.published, "Q", 4 - back if ahead else -back), PUBLISHED)


def season(found: Found, anchor: Anchor) -> Value | None:
    """ "Last summer", "the winter of 2019": 2019-SU."""
    code = found.get("SEASON") or ""
    if told := found.get("YEAR"):
        return Value(f"{told}-{code}")
    if anchor.published is None:
        return Value(f"XXXX-{code}")
    if found.has("year"):
        return Value(f"{_shifted_year(found, anchor)}-{code}", PUBLISHED)
    starts = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year_now, into = anchor.published.year, anchor.published.month
    if code == "WI" and into < 3:
        year_now, into = year_now - 1, into + 12
    begun = into >= starts
    shift = -1 if found.has("past") else int(found.get("SHIFT") or 0)
    if shift < 0:
        return Value(f"{year_now - (into < starts + 3)}-{code}", PUBLISHED)
    if shift > 0:
        return Value(f"{year_now + begun}-{code}", PUBLISHED)
    late = not found.get("SHIFT") and not begun and anchor.ahead < 0
    return Value(f"{year_now - late}-{code}", PUBLISHED)


def weekend(found: Found, anchor: Anchor) -> Value | None:
    """ "Last weekend", "the weekend": 2019-W06-WE."""
    if anchor.published is None:
        return Value("XXXX-WXX-WE")
    if found.has("that") and anchor.day:
        return Value(f"{week(anchor.day)}-WE", anchor.day_id)
    shift = "-1" if found.has("past") else found.get("FOLLOWING") or found.get("SHIFT")
    early = anchor.published.isoweekday() < 6
    ahead = shift == "1" or (shift != "-1" and anchor.ahead > 0)
    if not ahead and (early or shift == "-1"):
        return Value(f"{moved(anchor.published, 'W', -1)}-WE", PUBLISHED)
    return Value(f"{moved(anchor.published, 'W', int(shift == '1' and not early))}-WE", PUBLISHED)


def holiday_(found: Found, anchor: Anchor) -> Value | None:
    """ "Christmas", "Easter 2019": its day."""
    code = found.get("HOLIDAY") or ""
    if told := found.get("YEAR"):
        chosen = holiday(code, int(told))
    elif anchor.published is None:
        return Value(NO_DAY if not code[0].isdigit() else f"XXXX-{code}")
    else:
        here = anchor.published.year
        days = [holiday(code, here + k) for k in (-1, 0, 1)]
        shift = found.get("SHIFT")
        ahead = int(shift) if shift else anchor.ahead
        chosen = _nearest(replace(anchor, ahead=ahead), days)
    return Value(chosen.isoformat(), None if told else PUBLISHED) if chosen else None
