"""Quotations across reports: the same words by the same speaker, whole, cut, or with brackets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.linking.quotations.quoted import Quoted, Relation, quoted_words, relation, same_speaker, same_words
from onrecord.linking.union import Union

__all__ = ["Quoted", "Relation", "find_quotations", "quoted_words", "relation"]

RUN = 4
CROWDED = 400
"""A run of `RUN` words that more statements share says nothing ("the government of the")."""


def find_quotations(statements: Sequence[Quoted]) -> list[list[int]]:
    """Statements that are one, as lists of their numbers, in order of their first; those without words stay alone.

    A statement joins only groups whose every named speaker may be its own, so that two people who use one
    phrase stay apart also where a third report does not name its source.
    """
    groups = Union(len(statements))
    named = {i: [i] for i in range(len(statements))}
    for i, j in _candidates(statements):
        a, b = groups.find(i), groups.find(j)
        if a != b and same_words(statements[i], statements[j]):
            fits = all(same_speaker(statements[x], statements[y]) for x in named[a] for y in named[b])
            if fits:
                groups.join(a, b)
                named[min(a, b)] = _speakers(statements, named.pop(a) + named.pop(b))
    found: dict[int, list[int]] = {}
    for i in range(len(statements)):
        found.setdefault(groups.find(i), []).append(i)
    return list(found.values())


def _speakers(statements: Sequence[Quoted], members: list[int]) -> list[int]:
    """One member for each way in which a group's speaker is given."""
    return list({(statements[i].entity, statements[i].speaker): i for i in reversed(members)}.values())


def _candidates(statements: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Pairs that share a run of words, each with the one before it and the first in its run."""
    runs: dict[tuple[str, ...], list[int]] = {}
    for i, statement in enumerate(statements):
        for run in {statement.words[k : k + RUN] for k in range(len(statement.words) - RUN + 1)}:
            runs.setdefault(run, []).append(i)
    pairs: set[tuple[int, int]] = set()
    for members in runs.values():
        if 1 < len(members) <= CROWDED:
            pairs.update((members[0], i) for i in members[1:])
            pairs.update(pairwise(members))
    return sorted(pairs)
