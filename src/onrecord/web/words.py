"""Values as people read them."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pycountry

LONGEST = 220
"""Characters of a statement's words in a list; the text has them all."""


def moment(value: object) -> str:
    """A day or time, ISO 8601, as people read it: 6 May 2024, 19:10 UTC. What is none stays as it is."""
    try:
        made = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    day = f"{made.day} {made:%b %Y}"
    if len(str(value)) <= len("2024-05-06"):
        return day
    zone = made.tzname() or ""
    return f"{day}, {made:%H:%M}" + (f" {zone.removesuffix('+00:00')}" if zone else "")


def bounds(value: float | None, low: float | None, high: float | None, approx: bool = False) -> str:
    """A figure with its bounds as people write them: ≥ 9, ≤ 40, 5–7, ≈ 100."""
    if low is not None and high is not None and low != high:
        return f"{number(low)}–{number(high)}"
    if low is not None and high is None:
        return f"≥ {number(low)}"
    if high is not None and low is None:
        return f"≤ {number(high)}"
    known = value if value is not None else low
    return ("≈ " if approx else "") + number(known) if known is not None else "—"


def number(value: float) -> str:
    """A number with its thousands parted; whole ones without a point."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.6g}"


def shortened(words: str, longest: int = LONGEST) -> str:
    """Words cut at a space, where they are longer than that."""
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip(" ,;") + " …"


@cache
def country_name(code: str) -> str:
    """A country's name by its ISO 3166-1 alpha-3 code; the code where there is none."""
    found = pycountry.countries.get(alpha_3=code)
    return str(getattr(found, "common_name", found.name)) if found else code
