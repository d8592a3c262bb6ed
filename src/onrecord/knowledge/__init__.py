"""Actors, offices, countries, places, PLOVER tables: data files with a loader."""

from onrecord.knowledge.entries import Actor, KnowledgeError, Office, PlaceEntry
from onrecord.knowledge.knowledge import Knowledge

__all__ = ["Actor", "Knowledge", "KnowledgeError", "Office", "PlaceEntry"]
