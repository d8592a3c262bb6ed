"""The registry's judgement: whether an entity of a report is one that the archive knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from onrecord.linking.copies.words import TOKEN, plain

State = Literal["confirmed", "suggested"]
TITLES = frozenset("mr mrs ms miss dr sir lord lady the".split())
COMPANY = 2
"""So many other entities in common say that two people of one name are one."""


@dataclass(slots=True)
class Profile:
    """What the archive knows of an entity: its countries, roles (title, organization) and whom it stands beside."""

    id: str
    kind: str
    countries: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)

    def learn(self, other: Profile) -> None:
        """Take in what one more report says."""
        self.countries |= other.countries
        self.roles |= other.roles
        self.beside |= other.beside


@dataclass(frozen=True, slots=True)
class Judged:
    """The entity that a report's entity is, or may be, and the reason in words."""

    entity: str
    state: State
    why: str


def name_key(name: str) -> tuple[str, ...]:
    """A name as it is looked up: its words in lower case without titles."""
    return tuple(word for word in (plain(m.group()) for m in TOKEN.finditer(name)) if word not in TITLES)


def judge_entity(local: Profile, name: tuple[str, ...], known: Iterable[Profile]) -> Judged | None:
    """Which of the `known` entities of this name the `local` one is; None: a new one.

    A country that differs keeps apart. An organization, place or document of one name and no other country
    is one; a person needs more than a name: a role, a country or company in common. A person of whom a
    report gives one word only, or who shares nothing but the name, is suggested, never confirmed.
    """
    judged = [found for profile in known if (found := _judge_one(local, name, profile))]
    sure = [found for found in judged if found.state == "confirmed"]
    if len(sure) > 1:
        sure = [found for found in sure if not found.why.startswith("same name, country")] or sure
    if len(sure) == 1:
        return sure[0]
    if sure:
        return Judged(sure[0].entity, "suggested", f"{len(sure)} entities of this name fit")
    return judged[0] if judged else None


def _judge_one(local: Profile, name: tuple[str, ...], known: Profile) -> Judged | None:
    if local.countries and known.countries and not local.countries & known.countries:
        return None
    if local.kind != "person":
        return Judged(known.id, "confirmed", "same name and kind")
    if len(name) < 2:
        return Judged(known.id, "suggested", "same family name")
    if shared := sorted(local.roles & known.roles):
        return Judged(known.id, "confirmed", f"same name, role {shared[0]}")
    if len(company := sorted(local.beside & known.beside)) >= COMPANY:
        return Judged(known.id, "confirmed", f"same name, beside {' and '.join(company[:COMPANY])}")
    if (country := sorted(local.countries & known.countries)) and not (local.roles and known.roles):
        return Judged(known.id, "confirmed", f"same name, country {country[0]}")
    return Judged(known.id, "suggested", "same name, nothing else in common")
