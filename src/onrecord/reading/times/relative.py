"""Values counted from publication or from another time of the text ("two years ago", "the next day")."""

from __future__ import annotations

from datetime import timedelta

from onrecord.reading.times.anchor import PUBLISHED, Anchor, Value
from onrecord.reading.times.dates import NO_DAY
from onrecord.reading.times.days import day_of, moved, when
from onrecord.reading.times.match import Found

BLANK = {"D": NO_DAY, "W": "XXXX-WXX", "2W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "DE": "XXX", "CE": "XX"}
CLAUSE_END = frozenset({"", ".", ",", ";", ":", ")", "-", "–", "—", '"', "”", "''"})


def unit_of(found: Found) -> str:
    """The code of the unit that stands in an expression."""
    return found.get("UNIT") or found.get("UNITS") or "Y"


def ago(found: Found, anchor: Anchor) -> Value | None:
    """ "Two years ago" at the grain of its unit; "years ago" is PAST_REF."""
    unit, way = unit_of(found), int(found.get("AGO") or -1)
    count = _count(found)
    if count is None:
        return Value("PAST_REF" if way < 0 else "FUTURE_REF", PUBLISHED)
    if anchor.published is None:
        return Value(BLANK.get(unit, "XXXX"))
    if unit == "Y" and count == 1 and anchor.quarter:
        return Value(_year_before(anchor.quarter), PUBLISHED)
    if unit == "DE":
        unit, count = "Y", count * 10
    if unit[0] == "T":
        return Value(anchor.published.isoformat(), PUBLISHED)
    if count != int(count) and unit == "Y":
        return Value(moved(anchor.published, "M", way * round(count * 12)), PUBLISHED)
    return Value(moved(anchor.published, unit, way * round(count)), PUBLISHED)


def _count(found: Found) -> float | None:
    """How many units: None where the words leave it open."""
    numbers = found.all("NUM")
    if numbers:
        return float(numbers[0]) + (0.5 if found.has("half") else 0)
    if found.has("half"):
        return 1.5 if found.has("and") else 0.5
    if vague := found.get("VAGUE"):
        return float(vague) if vague.isdigit() else None
    return 1.0 if found.has("a", "the") else None


def _year_before(quarter: str) -> str:
    return f"{int(quarter[:4]) - 1}{quarter[4:]}"


def yearago(found: Found, anchor: Anchor) -> Value | None:
    """ "The year-earlier period": the quarter that the report is about, a year before."""
    if anchor.quarter:
        return Value(_year_before(anchor.quarter), PUBLISHED)
    return Value(str(anchor.published.year - 1), PUBLISHED) if anchor.published else None


def since(found: Found, anchor: Anchor) -> Value | None:
    """ "Two days later", "a year earlier"; "two days before the vote" is a duration."""
    unit, way, count = unit_of(found), int(found.get("SINCE") or 1), _count(found)
    if found.has("before", "after") and anchor.dated and unit in ("D", "W") and count is not None:
        return Value(moved(anchor.dated[0], "D", way * round(count * (7 if unit == "W" else 1))), anchor.dated[1])
    if found.has("before", "after") and anchor.follows not in CLAUSE_END:
        return Value(f"P{'T' if unit[0] == 'T' else ''}{_number(count)}{unit[-1]}", type="DURATION")
    if unit == "Y" and count == 1 and way < 0 and anchor.quarter:
        return Value(_year_before(anchor.quarter), PUBLISHED)
    if unit[0] == "T":
        return Value(f"PT{_number(count)}{unit[-1]}", type="DURATION")
    if count is None:
        return Value(NO_DAY, anchor.near[1])
    return _counted(anchor, unit, way * round(count))


def _number(count: float | None) -> str:
    return "X" if count is None else str(int(count)) if count == int(count) else str(count)


def _counted(anchor: Anchor, unit: str, count: int) -> Value | None:
    """`count` units on from the last date of the text, else from publication."""
    span = when(anchor.last) if anchor.last else None
    if span is None or (unit in ("D", "W") and span.precision in ("year", "decade", "month")):
        day, source = anchor.near
    else:
        day, source = day_of(span.start), anchor.last_id or PUBLISHED
    return Value(moved(day, unit, count), source) if day else Value(BLANK.get(unit, "XXXX"))


def shift(found: Found, anchor: Anchor) -> Value | None:
    """ "Last week", "next year", "this month"; "the next day" counts from the text's last day."""
    unit, way = unit_of(found), int(found.get("SHIFT") or 0)
    if unit[0] == "T":
        return None
    if unit == "D" or found.has("previous") or (found.has("the") and unit == "D"):
        return follow(found, anchor)
    if anchor.published is None:
        return Value(BLANK.get(unit, "XXXX"))
    return Value(moved(anchor.published, unit, way), PUBLISHED)


def follow(found: Found, anchor: Anchor) -> Value | None:
    """ "The next day", "the following week", "the same day": from the last date of the text."""
    unit = unit_of(found)
    if unit[0] == "T":
        return None
    return _counted(anchor, unit, int(found.get("FOLLOWING") or found.get("SHIFT") or 0))


def same(found: Found, anchor: Anchor) -> Value | None:
    """ "That week", "the same year", "that date": of the text's last date."""
    unit = found.rule.arg or unit_of(found)
    if unit[0] == "T" or (unit in ("Q", "CE", "ML") and not anchor.last):
        return None
    return _counted(anchor, unit, 0)


def relday(found: Found, anchor: Anchor) -> Value | None:
    """ "The day before", alone or "… the vote": from the dated event, else from the text's last day."""
    unit, way = unit_of(found), -1 if found.has("before") else 1
    if unit[0] == "T":
        return None
    if anchor.dated:
        return Value(moved(anchor.dated[0], unit, way), anchor.dated[1])
    if anchor.follows in CLAUSE_END:
        return _counted(anchor, unit, way)
    return Value(BLANK.get(unit, "XXXX"))


def dayof(found: Found, anchor: Anchor) -> Value | None:
    """ "The day of the vote": the day of the dated event."""
    unit = unit_of(found)
    if unit not in ("D", "W", "M", "Y") or (unit != "D" and not anchor.dated):
        return None
    return Value(moved(anchor.dated[0], unit, 0), anchor.dated[1]) if anchor.dated else Value(NO_DAY)


def theunit(found: Found, anchor: Anchor) -> Value | None:
    """ "The year", "the week" after a preposition that dates: the one of publication."""
    if anchor.follows in ("ended", "ending"):
        return Value("P1Y" if found.has("year") else "P1W" if found.has("week") else "P1M", type="DURATION")
    if anchor.before not in ("of", "in", "during", "for", "earlier", "later") or anchor.published is None:
        return None
    unit = "W" if found.has("week") else "M" if found.has("month") else "Y"
    return Value(moved(anchor.published, unit, 0), PUBLISHED)


def yearend(found: Found, anchor: Anchor) -> Value | None:
    """ "Year-end": the end of the year of publication."""
    return Value(str(anchor.published.year), PUBLISHED, mod="END") if anchor.published else None


def thisquarter(found: Found, anchor: Anchor) -> Value | None:
    """ "The latest quarter", "the 1988 quarter": the quarter that the report is about."""
    if anchor.published is None:
        return Value("XXXX-QX")
    shift = int(found.get("SHIFT") or 0)
    about = anchor.quarter or moved(anchor.published, "Q", shift if found.get("SHIFT") else -1)
    if year := found.get("YEAR"):
        return Value(f"{year}{about[4:]}" if anchor.quarter else year)
    if found.has("year-earlier", "year-ago") or (found.has("year") and shift < 0):
        return Value(_year_before(about), PUBLISHED)
    if found.get("SHIFT") and not found.has("year"):
        base = moved(anchor.published, "Q", shift)
        return Value(base, PUBLISHED)
    return Value(about, PUBLISHED)


def part(found: Found, anchor: Anchor) -> Value | None:
    """A part of day without its day ("that night", "the morning"): of the text's last day."""
    if not found.has("the", "that", "same") and anchor.before not in ("at", "by", "mid", "-") and not found.rule.arg:
        return None
    day, source = anchor.near
    code = found.rule.arg or found.get("PART")
    if day is None:
        return Value(f"{NO_DAY}T{code}")
    return Value(f"{(day + timedelta(days=int(found.get('FOLLOWING') or 0))).isoformat()}T{code}", source)


def partday(found: Found, anchor: Anchor) -> Value | None:
    """ "Tonight", "last night", "this morning": of publication."""
    code = (found.rule.arg or found.get("PART") or "").removeprefix("T")
    if anchor.published is None:
        return Value(f"{NO_DAY}T{code}")
    day = moved(anchor.published, "D", -1 if found.has("last") else 0)
    return Value(f"{day}T{code}", PUBLISHED)


def clock(found: Found, anchor: Anchor) -> Value | None:
    """A clock time without its day: of the text's last day. Its zone is not in the value."""
    hour = hour_of(found)
    if hour is None or not (
        found.get("AMPM") or found.get("PART") or found.get("HOUR") or found.get("ZONETIME") or anchor.before in AT
    ):
        return None
    day, source = anchor.near
    return Value(f"{day.isoformat() if day else NO_DAY}T{hour}", source)


UNIVERSAL = frozenset({"utc", "gmt"})
AT = frozenset({"at", "around", "about", "by", "until", "from", "before", "after", "since"})


def hour_of(found: Found) -> str | None:
    """The clock time of an expression on a 24-hour clock: `T` is not in it; `Z` behind it is UTC (ISO 8601)."""
    if noon := found.get("HOUR"):
        return noon
    hour, _, minute = (found.get("CLOCK") or found.get("DAY") or "").replace(".", ":").partition(":")
    if not hour:
        return None
    half, number = (
        (found.get("AMPM") or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(found.get("PART") or "", ""))[:1],
        int(hour),
    )
    if half and number > 12:
        return None
    number = number % 12 + (12 if half == "p" else 0) if half else number
    return f"{number:02}:{minute or '00'}{'Z' if found.get('ZONETIME') in UNIVERSAL else ''}"
