"""The look-ups of knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.knowledge.entries import Actor, Office, PlaceEntry


class Knowledge:
    """The tables a reader looks things up in; immutable. `Knowledge()` has the shipped ones."""

    @classmethod
    def load(cls, user_tables: Iterable[str | Path] = ()) -> Knowledge:
        """The shipped tables, and the user's CSV tables, which override and extend them."""
        return cls()

    @property
    def version(self) -> str:
        """A digest of all tables, for `made_by`."""
        return ""

    def actor(self, name: str, day: str | None = None) -> Actor | None:
        """Who `name` is on `day` (`YYYY-MM-DD`): person, organization, armed group, state, metonym."""
        return None

    def country(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 of a country's name, adjective or demonym ("Israeli", "the U.S.", "Britons")."""
        return None

    def office(self, title: str) -> Office | None:
        """Sector and kind of a role noun ("defence minister", "rebels", "a police spokesman")."""
        return None

    def place(self, name: str, country: str | None = None, near: Iterable[str] = ()) -> PlaceEntry | None:
        """The place of that name, in `country` (alpha-3) if given, else preferably in one of `near`."""
        return None
