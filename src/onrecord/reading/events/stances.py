"""Events that lie in what is said: blaming, praising, threatening, promising, and saying what others must do."""

from __future__ import annotations

from onrecord.reading.context import Context
from onrecord.reading.events.confidence import confidence
from onrecord.reading.events.parties import is_party
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.triggers import Trigger
from onrecord.record.labels import Act, EventType

TYPES: dict[Act, tuple[EventType, str | None]] = {
    "accuse": ("ACCUSE", "disapprove"),
    "praise": ("SUPPORT", None),
    "threaten": ("THREATEN", None),
    "promise": ("AGREE", None),
}


DEMANDING = frozenset({"must"})


def stances(context: Context, syntax: Syntax, found: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """`found` and a trigger for each cue of such an act that the lexicon left alone, in text order."""
    p = context.parse
    taken = {i for t in found for i in range(t.first, t.last)}
    made: list[Trigger] = []
    for statement in context.statements:
        if statement.cue is None or statement.act not in TYPES:
            continue
        tokens = p.tokens(statement.cue)
        head = next((i for i in reversed(tokens) if p.pos[i] in ("VERB", "NOUN")), None)
        if head is not None and taken.isdisjoint(tokens):
            kind, mode = TYPES[statement.act]
            last = tokens[-1] + 1 if p.dep[tokens[-1]] in ("prt", "prep") else head + 1
            made.append(Trigger(head, max(last, head + 1), head, kind, mode, confidence(kind)))
            taken.update(tokens)
    made += [_demand(i) for i in _obligations(syntax) if i not in taken]
    return tuple(sorted((*found, *made), key=lambda t: t.first))


def _demand(i: int) -> Trigger:
    return Trigger(i, i + 1, i, "REQUEST", None, confidence("REQUEST"))


def _obligations(syntax: Syntax) -> list[int]:
    """Each "must" by which someone quoted binds another party: "Cairo said that the rebels must leave"."""
    p = syntax.parse
    found = []
    for i, word in enumerate(p.lower):
        v = p.head[i]
        if word in DEMANDING and p.dep[i] == "aux" and p.dep[v] == "ccomp" and p.pos[p.head[v]] == "VERB":
            bound = [s for s in syntax.children(v, "nsubj", "nsubjpass") if is_party(syntax, s)]
            if bound and any(is_party(syntax, a) for a in syntax.agents(p.head[v])):
                found.append(i)
    return found
