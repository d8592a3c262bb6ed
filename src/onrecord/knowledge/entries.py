"""What the tables of knowledge answer with: actors, offices, places."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import OnrecordError, Role
from onrecord.record.labels import EntityKind, PlacePrecision


class KnowledgeError(OnrecordError, ValueError):
    """A table that can't be read: file, line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts, on the day asked for.

    `country` is ISO 3166-1 alpha-3, `sector` a PLOVER sector; `roles` are the offices held on the day,
    all known ones when no day was given. `metonym`: a place or building that stands for the actor.
    """

    name: str
    kind: EntityKind
    country: str | None
    sector: str | None
    roles: tuple[Role, ...] = ()
    metonym: bool = False

    @property
    def code(self) -> str | None:
        """Country and sector joined ("ISRGOV"); None when both are unknown."""
        return f"{self.country or ''}{self.sector or ''}" or None


@dataclass(frozen=True, slots=True)
class Office:
    """What a role noun says of its holder: PLOVER sector (None: it says none) and kind."""

    title: str
    sector: str | None
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place of the gazetteer: WGS 84 degrees, ISO 3166-1 alpha-3 country, name of the first-order area.

    `ambiguous`: other places of the name are nearly as likely by population, and no hint decided.
    `geoname`: GeoNames id, where the gazetteer has one.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geoname: int | None
    precision: PlacePrecision
    ambiguous: bool = False
