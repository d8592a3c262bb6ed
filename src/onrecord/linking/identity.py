"""Ids that survive growth: which id each group keeps when groups are made anew, and where the others went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Forward:
    """An id that went: all its members to `new` (merge), or some of them (split, one for each part)."""

    old: str
    new: str
    how: Literal["merge", "split"]


@dataclass(frozen=True, slots=True)
class Settled:
    """The group id of each item, and the trace of ids that merged or split."""

    group: dict[str, str]
    forwards: tuple[Forward, ...]


def settle(before: Mapping[str, str], groups: Sequence[Sequence[str]]) -> Settled:
    """Name `groups` of items by the ids that the items had `before`; an item may be new.

    A group keeps the id that most of its members had, and an id stays with the group that has most of
    its members; a group without one is named by its first item. Ties go to the id that is first in order.
    """
    shares = sorted(
        ((-count, old, k) for k, group in enumerate(groups) for old, count in _olds(before, group).items()),
    )
    name_of: dict[int, str] = {}
    kept: set[str] = set()
    for _, old, k in shares:
        if k not in name_of and old not in kept:
            name_of[k] = old
            kept.add(old)
    taken = kept | {old for _, old, _ in shares}
    for k, group in enumerate(groups):
        name_of.setdefault(k, next((item for item in group if item not in taken), f"{group[0]}+"))
    group_of = {item: name_of[k] for k, group in enumerate(groups) for item in group}
    return Settled(group_of, tuple(_forwards(shares, name_of, kept)))


def _olds(before: Mapping[str, str], group: Sequence[str]) -> Counter[str]:
    return Counter(before[item] for item in group if item in before)


def _forwards(shares: list[tuple[int, str, int]], name_of: dict[int, str], kept: set[str]) -> list[Forward]:
    went = defaultdict(set)
    for _, old, k in shares:
        went[old].add(name_of[k])
    return [
        Forward(old, new, "merge" if old not in kept and len(news) == 1 else "split")
        for old, news in sorted(went.items())
        for new in sorted(news - {old})
    ]
