"""Mentions and entities: who and what a report speaks of."""

from __future__ import annotations

from onrecord.reading.context import Context
from onrecord.reading.mentions.lookup import resolve
from onrecord.record import Entity

__all__ = ["mentions", "resolve"]


def mentions(context: Context) -> tuple[Entity, ...]:
    """The entities of a report in the order of their first mention, each with its mentions."""
    return ()
