"""The look-ups of knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from onrecord.knowledge import actors, gazetteer, phrase
from onrecord.knowledge.entries import Actor, Office, PlaceEntry
from onrecord.knowledge.names import key, without_determiner
from onrecord.knowledge.tables import Tables, extended, shipped


class Knowledge:
    """The tables a reader looks things up in; immutable. `Knowledge()` has the shipped ones.

    Tables are read on the first question, once a process.
    """

    def __init__(self, user_tables: Iterable[str | Path] = ()) -> None:
        self._paths = tuple(Path(path) for path in user_tables)

    @classmethod
    def load(cls, user_tables: Iterable[str | Path] = ()) -> Knowledge:
        """The shipped tables, and the user's, CSV or YAML, which override and extend them.

        A table of actors has the columns name, kind, country, sector, and may have aliases (joined by
        ";"), title, organization, start, end, metonym (y); one of places name, country, lat, lon, and may
        have admin1, geoname, population. Raises `KnowledgeError` naming file and line.
        """
        made = cls(user_tables)
        made.tables  # noqa: B018 (read now, so that a broken table is told at once)
        return made

    @cached_property
    def tables(self) -> Tables:
        """The rows themselves."""
        return extended(shipped(), self._paths)

    @property
    def version(self) -> str:
        """A digest of all tables, for `made_by`."""
        return f"sha256:{self.tables.digest[:16]}"

    def actor(self, name: str, day: str | None = None) -> Actor | None:
        """Who `name` is on `day` (`YYYY-MM-DD`): person, organization, armed group, state, metonym.

        Also of a phrase that says it in words ("the Israeli foreign minister", "rebel commander"). An
        office that ended before `day` makes its holder a former official (ELI).
        """
        return actors.named(self.tables, name, day) or phrase.described(self, name, day)

    def named(self, name: str, day: str | None = None) -> Actor | None:
        """Who bears exactly that name, as `actor`, without taking phrases apart."""
        return actors.named(self.tables, name, day)

    def country(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 of a country's name, adjective or demonym ("Israeli", "the U.S.", "Britons").

        None of these is written without a capital: "the states" are not the States.
        """
        return self.tables.countries.get(key(name)) if name != name.lower() else None

    def country_name(self, code: str) -> str:
        """The English name of an alpha-3 code; the code itself where ISO 3166 has none."""
        import pycountry

        found = pycountry.countries.get(alpha_3=code)
        return str(getattr(found, "common_name", found.name)) if found else code

    def office(self, title: str) -> Office | None:
        """Sector and kind of a role noun ("defence minister", "rebels", "a police spokesman")."""
        return phrase.office(self.tables, without_determiner(title))

    def title(self, role: str, day: str | None = None) -> tuple[str, str | None]:
        """The title in a role phrase and the organization it is held in, as the phrase has them.

        "White House spokesperson": ("spokesperson", "White House").
        """
        return phrase.title(self, role, day)

    def place(self, name: str, country: str | None = None, near: Iterable[str] = ()) -> PlaceEntry | None:
        """The place of that name, in `country` (alpha-3) if given, else preferably in one of `near` (alpha-3)."""
        return gazetteer.find(self.tables, name, country, frozenset(near))

    def gender(self, given_name: str) -> str | None:
        """The letter "f" or "m" where a given name is nearly always a woman's or a man's."""
        return self.tables.genders.get(given_name.lower())
