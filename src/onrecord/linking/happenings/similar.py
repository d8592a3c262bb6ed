"""How alike two mentions of events are: trigger, words around, parties; and what forbids that they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.linking.around import cosine, stems, vectors, words_around

TRIGGER = 0.65
"""The share of the trigger in a similarity; the rest is the words around it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an event: `group` is its story, `around` the sentence (and what else tells it apart).

    `parties`: codes or names; `when`: first and last day, ISO 8601; `place`, `country`, `type`, absent where
    the text does not say; `report`: its id. Two mentions that say different things of type, day or place are not one.
    """

    group: int
    trigger: str
    around: str
    type: str | None = None
    parties: frozenset[str] = field(default_factory=frozenset)
    when: tuple[str, str] | None = None
    country: str | None = None
    report: str = ""


def similarities(mentions: Sequence[Mention]) -> dict[tuple[int, int], float]:
    """The similarity in [0, 1] of each pair `(i, j)`, `i < j`, of one story and trigger that nothing keeps apart."""
    triggers = [heads(mention.trigger) for mention in mentions]
    context = vectors([words_around(mention.around) for mention in mentions])
    alike: dict[tuple[int, str], list[int]] = defaultdict(list)
    found = {}
    for j, mention in enumerate(mentions):
        for word in sorted(triggers[j]):
            for i in alike[mention.group, word]:
                if (i, j) not in found and may_be_one(mentions[i], mention):
                    found[i, j] = TRIGGER + (1 - TRIGGER) * cosine(context[i], context[j])
            alike[mention.group, word].append(j)
    return found


def heads(trigger: str) -> frozenset[str]:
    """The stems of a trigger's telling words."""
    return frozenset(stems(trigger))


def may_be_one(one: Mention, other: Mention) -> bool:
    """Whether nothing that both say differs: type, days, country."""
    if one.type and other.type and one.type != other.type:
        return False
    if one.when and other.when and (one.when[1] < other.when[0] or other.when[1] < one.when[0]):
        return False
    if one.parties and other.parties and not one.parties & other.parties:
        return False
    return not (one.country and other.country and one.country != other.country)
