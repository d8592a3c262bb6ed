"""Modes that other events of the report give: what is asked for, and what kind of attack "the attack" was."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.triggers import Trigger
from onrecord.record.labels import EventType

ASKED: dict[EventType, str] = {
    "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "RETREAT": "yield", "CONCEDE": "yield",
}  # fmt: skip
"""The mode of a request or refusal by the type of what is asked for."""
ASKING = frozenset({"REQUEST", "REJECT"})
AGAIN = frozenset({"attack", "assault"})
"""Nouns that take up an attack named before."""


def modes(syntax: Syntax, found: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """`found` with the modes that the report gives to triggers without one."""
    made: list[Trigger] = []
    last: str | None = None
    for trigger in found:
        mode = trigger.mode
        if mode is None and trigger.type in ASKING:
            mode = _asked(syntax, trigger, found)
        if mode is None and syntax.parse.lemma[trigger.head] in AGAIN and trigger.type == "ASSAULT":
            mode = last
        if trigger.type == "ASSAULT":
            last = mode or last
        made.append(trigger if mode == trigger.mode else replace(trigger, mode=mode))
    return tuple(made)


def _asked(syntax: Syntax, trigger: Trigger, found: tuple[Trigger, ...]) -> str | None:
    below = (t for t in found if t.first >= trigger.last and trigger.head in syntax.parse.ancestors(t.head))
    content = next(below, None)
    if content is None:
        return None
    return "change" if content.mode == "resign" else ASKED.get(content.type)
