"""How alike two plans are: what is planned, by whom, where and for when, in what words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.linking.around import Vector, cosine, stems, vectors, words_around

WHAT, PARTIES, PLACE, WORDS = 0.4, 0.2, 0.15, 0.25
"""The shares of a similarity."""
UNSAID = 0.5
"""What a share counts where one of the two reports does not say it."""
OTHER_WORD = 0.6
"""What a plan counts that is named by another word for the same kind of event ("talks", "meeting")."""
ELSEWHERE = 0.2
"""Taken off where two reports are of different stories."""
APART = -9.0
WINDOW = 60
"""Days between two reports that tell of one plan in different stories."""
CROWDED = 200
"""A party or story with more plans than these pairs only the first ones."""
ENOUGH = 0.5
"""The cosine of the words around that counts as the same words."""
MOVED = frozenset({"postponed", "rescheduled", "called_off"})
"""States after which a plan may have another date."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan of a report as it is compared. `group` is its story; `day` the report's, as a number.

    `around`: the headline and the sentence; `parties`: ids of the registry, else names; `dates`: ISO days that its
    steps give; `states`: of its steps; `type`: of its event.
    """

    group: int
    report: str
    what: str
    around: str
    type: str | None = None
    parties: frozenset[str] = field(default_factory=frozenset)
    place: str | None = None
    dates: frozenset[str] = field(default_factory=frozenset)
    states: frozenset[str] = field(default_factory=frozenset)
    day: int | None = None


def similarities(plans: Sequence[Planned]) -> dict[tuple[int, int], float]:
    """The similarity of each pair `(i, j)`, `i < j`, of one story or one party; `APART` where it can't be one plan."""
    context = vectors([words_around(f"{plan.what} {plan.around}") for plan in plans])
    named = [stems(plan.what) for plan in plans]
    found = {}
    for i, j in sorted(set(_pairs(plans))):
        if plans[i].report == plans[j].report:
            found[i, j] = APART
        elif (alike := _alike(plans[i], plans[j], named[i], named[j], context[i], context[j])) is not None:
            found[i, j] = alike
    return found


def _pairs(plans: Sequence[Planned]) -> Iterator[tuple[int, int]]:
    blocks: dict[object, list[int]] = defaultdict(list)
    for i, plan in enumerate(plans):
        blocks[plan.group].append(i)
        for party in plan.parties:
            blocks[party].append(i)
    for members in blocks.values():
        yield from combinations(members[:CROWDED], 2)


def _alike(
    one: Planned, other: Planned, named: list[str], also: list[str], around: Vector, beside: Vector
) -> float | None:
    same = bool(set(named) & set(also))
    if not same and (one.type is None or one.type != other.type):
        return None
    shared = one.parties & other.parties
    if (one.parties and other.parties and not shared) or _another_date(one, other):
        return None
    value = WHAT * (1.0 if same else OTHER_WORD)
    value += PARTIES * (UNSAID if not shared else 1.0)
    value += PLACE * _place(one, other)
    value += WORDS * min(1.0, cosine(around, beside) / ENOUGH)
    if one.group != other.group:
        if not _follows(one, other, len(shared)):
            return None
        value -= ELSEWHERE
    return value


def _another_date(one: Planned, other: Planned) -> bool:
    """Whether both have dates, none of them the same, and neither was moved."""
    return bool(one.dates and other.dates) and not one.dates & other.dates and not MOVED & (one.states | other.states)


def _place(one: Planned, other: Planned) -> float:
    """Whether place or date are the same: 1, 0 where the places differ, `UNSAID` where one has none."""
    if one.dates & other.dates or (one.place and one.place == other.place):
        return 1.0
    return 0.0 if one.place and other.place else UNSAID


def _follows(one: Planned, other: Planned, shared: int) -> bool:
    """Whether a plan of another story may be this one: near in time, of the same parties, or of one and the day."""
    if one.day is None or other.day is None or abs(one.day - other.day) > WINDOW:
        return False
    return shared > 1 or (shared == 1 and bool(one.dates & other.dates))
