"""News agencies, in whatever form a report names them."""

from __future__ import annotations

import re
from functools import cache

from onrecord.intake.tables import rows


@cache
def forms() -> dict[str, str]:
    """Every form of every agency of the table, and the name it stands for."""
    return {form: row["name"] for row in rows("agencies.csv") for form in row["forms"].split("|")}


@cache
def pattern() -> str:
    """A regular expression, without groups, for any form of any agency."""
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms(), key=len, reverse=True)) + ")"


def agency_of(words: str | None) -> str | None:
    """The agency that `words` are a form of, also as "AFP, AP" (the first) or "Reuters/File"."""
    for part in re.split(r"[,/;&]| and | with ", words or ""):
        found = forms().get(part.strip().strip("()[]"))
        if found:
            return found
    return None
