"""Names in bylines and credits: "Jane Doe and John Roe", "Jane Doe in Kyiv, John Roe and the Manila newsroom"."""

from __future__ import annotations

import re

PARTICLE = r"(?:de|da|do|dos|del|della|di|du|van|von|der|den|la|le|el|al|bin|bint|ibn|ben|abu|ter|ten|y|e|zu|st\.)"
_PART = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*|[a-z]{1,2}[’'-][A-Z][\w'’-]*)"
NAME = rf"{_PART}(?:[ ](?:{PARTICLE}[ -])*{_PART}){{1,4}}"
"""A regular expression, without groups: a personal name of two to five parts."""
_JOIN = re.compile(r"\s*(?:,\s*and\s+|,|;|\b(?:and|AND)\b|&|\bwith\b)\s*")
_WHERE = re.compile(r"\s+(?:in|at|from|of|for|on|aboard|near)\s+.*$")
_LEAD = re.compile(r"^(?:and|by|with)\s+", re.I)


def names_in(words: str) -> tuple[str, ...]:
    """The names that `words` list, in order, each once, without the places they reported from."""
    made: dict[str, None] = {}
    placed = False
    for part in filter(None, (_LEAD.sub("", part.strip()) for part in _JOIN.split(words))):
        name = _WHERE.sub("", part).strip(" .:*")
        rest_of_place = placed and " " not in name
        placed = rest_of_place or len(name) < len(part.strip(" .:*"))
        if name and not rest_of_place and (name[0].isupper() or name.startswith("the ")):
            made[name] = None
    return tuple(made)
