"""Actors, offices, countries, places, PLOVER tables: data files with a loader."""


class Knowledge:
    """The tables a reader looks things up in; to be filled."""
