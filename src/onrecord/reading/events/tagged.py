"""What the tagger takes for events and what the lexicon does, made one.

The lexicon is right oftener than it is complete: what it names stands unless the tagger sees nothing there, and the
tagger adds what the lexicon misses. Status, recency and parties are settled between rules and model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar, cast

from onrecord.language import EventTag
from onrecord.reading.events.confidence import calibrated
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.triggers import Trigger
from onrecord.record.labels import EventType

Label = TypeVar("Label", bound=str)

ACCEPT = 0.55
"""The least score of an event that only the tagger names."""
DOUBTED = 0.15
"""The least score that the tagger gives an event of the lexicon which is kept."""
FRAMES: dict[str, str] = {"CONSULT": "mutual", "AGREE": "mutual", "COOPERATE": "mutual"}
"""Where the parties of a type stand if the lexicon does not say."""
RULED = {"status": 0.5, "recency": 0.6}
"""What the rules add to the model's probability of the label that they give, by field."""
FUNCTION = frozenset({"ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "AUX"})
NAMED = 0.7
"""The least probability of a party that only the model gives."""


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger, what the tagger says of it, if it does, and whether the lexicon names it."""

    trigger: Trigger
    tag: EventTag | None
    listed: bool


def combined(syntax: Syntax, listed: tuple[Trigger, ...], tags: tuple[EventTag, ...] | None) -> tuple[Found, ...]:
    """The events that lexicon and tagger name together, in text order, one a word; without tags the lexicon's."""
    if tags is None:
        return tuple(Found(t, None, True) for t in listed)
    rest = dict.fromkeys(listed)
    found: list[Found] = []
    for tag in sorted(tags, key=lambda t: -t.score):
        tokens = syntax.parse.tokens(tag.trigger)
        if not tokens or any(f.trigger.first < tokens[-1] + 1 and tokens[0] < f.trigger.last for f in found):
            continue
        own = next((t for t in rest if t.first < tokens[-1] + 1 and tokens[0] < t.last), None)
        if own is not None:
            del rest[own]
        if tag.score >= (ACCEPT if own is None else DOUBTED):
            found.append(Found(_settled(syntax, tag, tokens, own), tag, own is not None))
    return tuple(sorted(found, key=lambda f: f.trigger.first))


def _settled(syntax: Syntax, tag: EventTag, tokens: range, own: Trigger | None) -> Trigger:
    """The lexicon's trigger where it has one: its types are right oftener than the tagger's."""
    kind: EventType = tag.types[0][0] if own is None else own.type  # type: ignore[assignment]
    mode, sure = _mode(tag, kind), calibrated(tag.score, own is not None)
    if own is not None:
        return replace(own, confidence=sure, mode=own.mode or mode)
    frame = FRAMES.get(kind, "plain")
    return Trigger(tokens[0], tokens[-1] + 1, syntax.parse.root(tokens), kind, mode, sure, frame)


def _mode(tag: EventTag, kind: str) -> str | None:
    """The likeliest mode that the type has; None where none is likeliest."""
    for name, _ in tag.modes:
        if name == "-":
            return None
        of, _, mode = name.partition("/")
        if of == kind:
            return mode
    return None


def settled(field: str, ruled: Label, chances: tuple[tuple[str, float], ...] | None) -> Label:
    """The label of a field on which rules and model may differ; `chances` are the model's, if it gave any."""
    told = dict(chances or ())
    told[ruled] = told.get(ruled, 0.0) + RULED[field]
    return cast("Label", max(told, key=lambda label: told[label]))


def parties(syntax: Syntax, found: Found, ruled: tuple[list[int], list[int]]) -> tuple[list[int], list[int]]:
    """The heads of actors and recipients, in text order: what the rules find and what the model adds."""
    if found.tag is None:
        return ruled
    trigger = range(found.trigger.first, found.trigger.last)
    actors = _with_named(syntax, found.tag, "actor", ruled[0], trigger)
    recipients = _with_named(syntax, found.tag, "recipient", ruled[1], trigger)
    return actors, [r for r in recipients if r not in actors]


def _with_named(syntax: Syntax, tag: EventTag, role: str, heads: list[int], trigger: range) -> list[int]:
    kept = set(heads)
    for name, words, chance in tag.parts:
        tokens = syntax.parse.tokens(words)
        head = _noun(syntax, tokens) if name == role and chance >= NAMED and tokens else None
        if head is not None and kept.isdisjoint((*tokens, head)):
            kept.add(head)
    return sorted(kept.difference(trigger))


def _noun(syntax: Syntax, tokens: range) -> int | None:
    """What heads the words of a party: the noun of a lone article ("the"), nothing where they are "in Geneva"."""
    p = syntax.parse
    root = p.root(tokens)
    head = p.head[root] if p.pos[root] == "DET" and p.dep[root] == "det" else root
    return None if p.pos[head] in FUNCTION else head
