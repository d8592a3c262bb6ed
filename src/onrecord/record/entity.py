"""Mentions and the entities that they name."""

from __future__ import annotations

from onrecord.record.errors import require
from onrecord.record.labels import EntityKind, Form
from onrecord.record.span import Item, Span


class Mention(Span, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """A span that refers to an entity: by name, by description, by pronoun."""

    form: Form


class Role(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office or description as the report gives it; `country` is ISO 3166-1 alpha-3."""

    title: str
    organization: str | None = None
    country: str | None = None


class Entity(Item, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person, organization, group, place or document of the report, with all its mentions.

    `country` is the ISO 3166-1 alpha-3 code of affiliation, `sector` a PLOVER sector, `code` their join.
    """

    id: str
    name: str
    kind: EntityKind
    roles: tuple[Role, ...] = ()
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    mentions: tuple[Mention, ...]

    def __post_init__(self) -> None:
        require(bool(self.mentions), f"entity {self.id} has no mention")
        joined = f"{self.country or ''}{self.sector or ''}"
        require(self.code in (None, joined), f"entity {self.id}: code {self.code} is not {joined}")
