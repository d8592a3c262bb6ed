"""Disjoint sets (Tarjan 1975), named by their smallest member."""

from __future__ import annotations


class Union:
    """Numbers `0 … count - 1`, each in one set; two sets can be joined, none is ever cut."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def find(self, item: int) -> int:
        """The smallest member of the set of `item`."""
        root = item
        while self._above[root] != root:
            root = self._above[root]
        while self._above[item] != root:
            self._above[item], item = root, self._above[item]
        return root

    def join(self, one: int, other: int) -> None:
        """Make the sets of the two one."""
        a, b = sorted((self.find(one), self.find(other)))
        self._above[b] = a
