"""Values of durations and of sets of times."""

from __future__ import annotations

from onrecord.reading.times.anchor import Anchor, Value
from onrecord.reading.times.match import Found
from onrecord.reading.times.relative import unit_of

LONG = ("Y", "M", "W", "D", "TH", "TM", "TS")
"""Units that join to one length, longest first."""
ROUND = ("tens", "dozens", "scores", "hundreds", "thousands")


def length(found: Found, anchor: Anchor) -> Value | None:
    """ "Three weeks", "the last 27 years", "months": P3W, P27Y, PXM; a rate ("a year" after a sum) is a set."""
    unit = unit_of(found)
    if anchor.follows == "of" and unit == "Q" and found.get("NUM"):
        return None
    if found.has("a") and anchor.follows == "half":
        return None
    count = _count(found)
    return Value(_period(unit, count))


def length2(found: Found, anchor: Anchor) -> Value | None:
    """ "Two years and three months": P2Y3M; the longer unit comes first."""
    units = [value for name, value in found.slots if name in ("UNIT", "UNITS")]
    if any(unit not in LONG for unit in units) or LONG.index(units[0]) >= LONG.index(units[1]):
        return None
    parts = list(zip(found.all("NUM"), units, strict=True))
    days = "".join(count + unit for count, unit in parts if unit[0] != "T")
    hours = "".join(count + unit[1:] for count, unit in parts if unit[0] == "T")
    return Value(f"P{days}T{hours}" if hours else f"P{days}")


def _count(found: Found) -> str:
    numbers = found.all("NUM")
    if found.has("half"):
        return f"{numbers[0] if numbers else 1}.5" if found.has("and") else "0.5"
    if numbers:
        return numbers[0]
    if found.get("VAGUE") or found.has(*ROUND) or found.get("UNITS"):
        return "2" if found.get("VAGUE") == "2" else "X"
    return "100" if found.has("hundred") else "1"


def _period(unit: str, count: str) -> str:
    if unit == "2W":
        unit, count = "W", str(int(float(count) * 2)) if count != "X" else "X"
    return f"P{'T' if unit[0] == 'T' else ''}{count}{unit.removeprefix('T') if unit[0] == 'T' else unit}"


def set_(found: Found, anchor: Anchor) -> Value | None:
    """ "Every Friday": XXXX-WXX-5; "every two years", "a year" as a rate: P2Y, P1Y."""
    code = found.get("WEEKDAYNAME") or found.get("WEEKDAYS")
    part = found.get("PART") or found.get("PARTS")
    if code:
        return Value(f"XXXX-WXX-{code}" + (f"T{part}" if part else ""))
    if part:
        return Value(f"XXXX-XX-XXT{part}")
    if found.get("WEEKEND") or found.get("WEEKENDS"):
        return Value("XXXX-WXX-WE")
    if at := found.get("MONTHNAME"):
        return Value(f"XXXX-{int(at):02}")
    if season := found.get("SEASON"):
        return Value(f"XXXX-{season}")
    every = found.get("NUM") if found.get("EACH") and not found.has("times") else None
    return Value(_period(unit_of(found), every or "1"))


def set2(found: Found, anchor: Anchor) -> Value | None:
    """ "Every other week": P2W."""
    return Value(_period(unit_of(found), "2"))


def literal(found: Found, anchor: Anchor) -> Value | None:
    """ "Daily": P1D."""
    return Value(found.get("ADVERBSET") or "")


def ref(found: Found, anchor: Anchor) -> Value | None:
    """ "Now", "recently", "the future": PRESENT_REF and its like."""
    return Value(found.rule.arg)
