"""Copies among reports: from columns of texts and times to groups, in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onrecord.linking.copies.candidates import candidate_pairs
from onrecord.linking.copies.compare import Comparison, compare
from onrecord.linking.copies.groups import Link, copy_groups
from onrecord.linking.copies.judge import Verdict, hosts, judge, may_host
from onrecord.linking.copies.signature import bands
from onrecord.linking.copies.words import Sentence, sentences

Text = tuple[Sentence, ...]
KEPT = 50_000
"""So many reports are kept in sentences while pairs are compared."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The verdict on two reports and what it rests on: the earlier is `first`.

    `swapped`: it was given second; `ordered`: it is known to be the earlier.
    """

    verdict: Verdict
    comparison: Comparison
    swapped: bool
    ordered: bool


def find_copies(texts: Sequence[str], published: Sequence[str | None]) -> list[int]:
    """The copy group of each report, named by the smallest number of a member; `published` is ISO 8601."""
    keys = bands(texts)
    owners = np.repeat(np.arange(len(keys)), [len(found) for found in keys])
    pairs = candidate_pairs(np.concatenate(keys) if keys else np.zeros(0, np.uint64), owners)
    return copy_groups(len(texts), copy_links(pairs.tolist(), texts.__getitem__, published.__getitem__))


def copy_links(
    pairs: Iterable[tuple[int, int]], text_of: Callable[[int], str], published_of: Callable[[int], str | None]
) -> Iterator[Link]:
    """The links among candidate pairs of report numbers, each pair compared on its text."""

    @lru_cache(KEPT)
    def parts(number: int) -> Text:
        return sentences(text_of(number))

    for i, j in pairs:
        compared = _compare(parts(i), parts(j), published_of(i), published_of(j))
        sure = compared.verdict in ("copy", "part")
        if sure or (compared.verdict == "update" and may_host(compared.comparison)):
            yield _link(i, j, compared, sure)


def compare_texts(one: str, other: str, published: str | None, published_other: str | None) -> Compared:
    """Two reports side by side: copy, part, update or apart, and what was kept, cut, added and changed."""
    return _compare(sentences(one), sentences(other), published, published_other)


def _compare(one: Text, other: Text, published: str | None, published_other: str | None) -> Compared:
    order = order_of(published, published_other)
    comparison = compare(other, one) if order < 0 else compare(one, other)
    return Compared(judge(comparison, order != 0), comparison, order < 0, order != 0)


def order_of(one: str | None, other: str | None) -> int:
    """1 where `other` was published later, -1 earlier, 0 where what is given does not tell.

    Two times of one day tell only if both have a clock time.
    """
    if not one or not other:
        return 0
    width = min(len(one), len(other), len("2024-03-27T12:00:00"))
    a, b = one[:width], other[:width]
    return (a < b) - (a > b)


def _link(i: int, j: int, compared: Compared, sure: bool) -> Link:
    sides = (j, i) if compared.swapped else (i, j)
    carrying = tuple(
        side for side, carries in zip(sides, hosts(compared.comparison, compared.ordered), strict=True) if carries
    )
    lead = sum(min((pair[side] for pair in compared.comparison.pairs), default=0) for side in (0, 1))
    return Link(i, j, carrying if sure else sides[1:], sure, lead, compared.comparison.kept)
