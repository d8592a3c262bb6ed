"""Items that are told in the very same words by several reports: compared once, joined from the start."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of equal items: the first of each, and all of each, in order."""

    firsts: list[int]
    members: list[list[int]]

    def spread(self, groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """Groups of classes as groups of items, each sorted, in order of their first item."""
        return sorted(sorted(item for k in group for item in self.members[k]) for group in groups)


def classes(reports: Sequence[Hashable] | None, keys: Sequence[Hashable | None]) -> Classes:
    """Items with one key are one class, but two of one report never, where `reports` tell; one without a key is alone.

    A copy then costs no comparison and has no weight in a mean: that a text went far says nothing new of what it tells.
    """
    seen: dict[tuple[Hashable, Hashable], int] = {}
    members: dict[object, list[int]] = {}
    for item, (report, key) in enumerate(zip(reports or range(len(keys)), keys, strict=True)):
        nth = seen[report, key] = seen.get((report, key), 0) + 1
        members.setdefault(item if key is None else (key, nth), []).append(item)
    return Classes([found[0] for found in members.values()], list(members.values()))
