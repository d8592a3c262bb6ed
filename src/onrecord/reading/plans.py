"""Plans: what a report says is to take place, followed through its states within the report.

A happening is an event that is not over, or a noun of `plans.csv` that the text sets in the future. Its
state is read off the word that governs it ("asked to reschedule", "postponed"), else off its status.
Mentions of one happening (same kind, parties that agree) become the steps of one plan.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.reading.context import Context
from onrecord.reading.events.status import status
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.times import calendar, time_of
from onrecord.record import Event, Plan, Span, Step
from onrecord.record.labels import PlanState, Status

STATE_OF: dict[Status, PlanState] = {
    "planned": "scheduled", "possible": "proposed", "called_off": "called_off", "happened": "held", "denied": "failed",
}  # fmt: skip
"""The state where no word says another."""
AHEAD: frozenset[PlanState] = frozenset(
    {"proposed", "requested", "agreed", "scheduled", "rescheduled", "postponed", "called_off"}
)
KINDS = frozenset({"CONSULT", "PROTEST", "MOBILIZE", "RETREAT"})
"""Event types whose events are happenings that can be planned; of other types those named by a noun of the table."""
MEETINGS = "CONSULT"
GOVERNED = frozenset({"for", "on", "to", "of", "with"})
"""Prepositions through which a word governs a happening ("asked for talks")."""


@dataclass(frozen=True)
class Mention:
    """A happening at one place in the text: what it is, its state there, and whose it is."""

    head: int
    what: Span
    kind: str
    parties: tuple[str, ...]
    place: str | None
    step: Step


@cache
def _words() -> dict[tuple[str, str], str]:
    lines = files(__package__).joinpath("plans.csv").read_text("utf-8").splitlines()
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {(row["word"], row["class"]): row["state"] for row in table}


def plans(context: Context) -> tuple[Plan, ...]:
    """The plans of a report in the order of their first mention, with ids `p1`, `p2`, …"""
    syntax = Syntax(context.parse)
    at = {context.parse.root(context.parse.tokens(e.trigger)): e for e in context.events}
    made: list[list[Mention]] = []
    for mention in _mentions(context, syntax, at):
        mine = next((group for group in reversed(made) if _same(group, mention)), None)
        if mine is not None:
            mine.append(mention)
        elif mention.step.state in AHEAD:
            made.append([mention])
    return tuple(_plan(f"p{k}", group) for k, group in enumerate(made, 1))


def _mentions(context: Context, syntax: Syntax, at: dict[int, Event]) -> list[Mention]:
    p = context.parse
    nouns = (i for i, lemma in enumerate(p.lemma) if p.pos[i] == "NOUN" and (lemma.lower(), "noun") in _words())
    heads = sorted({i for i, e in at.items() if e.type in KINDS} | {i for i in nouns if p.dep[i] != "compound"})
    return [m for i in heads if (m := _mention(context, syntax, at, i)) is not None]


def _mention(context: Context, syntax: Syntax, at: dict[int, Event], head: int) -> Mention | None:
    p, event = context.parse, at.get(head)
    found = event.status if event else status(syntax, head)
    above, state = _state(syntax, head)
    if state is None and found in ("possible", "denied"):
        return None
    governing = at.get(above) if above is not None else None
    shown = governing or event
    own = time_of(context, head)
    said = time_of(context, above) if above is not None and above != head else None
    when = next((w for t in (said, own) if t and (w := calendar(t, context))), None)
    if event is None and state is None and not (found == "planned" or (when and _ahead(context, when.start))):
        return None
    span = p.span(head, head + 1) if event is None else event.trigger
    step = Step(
        state=state or STATE_OF[found],
        when=when.start if when and when.start == when.end else None,
        event=shown.id if shown else None,
        voice=shown.voice if shown else context.voice(span),
    )
    parties = [x.entity for e in (event, governing) if e for x in e.actors + e.recipients if x.entity]
    where = event.place if event and event.place and _near(context, event) else None
    kind = event.type if event else p.lemma[head].lower()
    return Mention(head, span, kind, tuple(dict.fromkeys(parties)), where.name if where else None, step)


def _ahead(context: Context, day: str) -> bool:
    return context.article.day is not None and day > context.article.day


def _near(context: Context, event: Event) -> bool:
    """Whether the place stands in the event's own sentence."""
    p = context.parse
    return event.place is not None and (
        p.sentence_of[p.tokens(event.place.span)[0]] == p.sentence_of[p.tokens(event.trigger)[0]]
    )


def _state(syntax: Syntax, head: int) -> tuple[int | None, PlanState | None]:
    """The word that says the state of the happening at `head`, and the state."""
    p, words = syntax.parse, _words()
    for c in p.children[head]:
        if (p.lower[c], "modifier") in words:
            return None, cast(PlanState, words[p.lower[c], "modifier"])
    above = p.head[head]
    if p.dep[head] in ("pobj", "pcomp"):
        if p.lower[above] not in GOVERNED:
            return None, None
        above = p.head[above]
    if above == head or p.pos[above] not in ("VERB", "NOUN"):
        return None, None
    subject = p.dep[head] == "nsubj"
    state = _word(syntax, above, "beside" if subject else "above")
    below = STATE_OF.get(status(syntax, above)) if p.pos[above] == "VERB" else "held"
    if state in ("under_way", "held") and below != "held":
        return None, None
    return (above, cast(PlanState, state)) if state else (None, None)


def _word(syntax: Syntax, i: int, kind: str) -> str | None:
    p, words = syntax.parse, _words()
    lemma = p.lemma[i].lower()
    for c in syntax.children(i, "prt", "prep", "advmod"):
        if (f"{lemma} {p.lower[c]}", kind) in words:
            return words[f"{lemma} {p.lower[c]}", kind]
    return words.get((lemma, kind))


def _same(group: list[Mention], mention: Mention) -> bool:
    """One happening: of one kind, named alike or both meetings, with no parties that contradict."""
    first = group[0]
    if first.kind != mention.kind:
        return False
    alike = first.what.text.lower().rstrip("s") == mention.what.text.lower().rstrip("s")
    known = {party for m in group for party in m.parties}
    agree = not known or not mention.parties or bool(known & set(mention.parties))
    return agree and (alike or mention.kind == MEETINGS)


def _plan(identity: str, group: list[Mention]) -> Plan:
    return Plan(
        id=identity,
        what=group[0].what,
        parties=tuple(dict.fromkeys(party for m in group for party in m.parties)),
        place=next((m.place for m in group if m.place), None),
        steps=_steps(group),
    )


def _steps(group: list[Mention]) -> tuple[Step, ...]:
    """The steps in time: dated ones by date, the others where the text has them; a state twice in a row is one."""
    steps: list[Step] = []
    for m in group:
        same = next((k for k, s in enumerate(steps) if s.state == m.step.state), None)
        if same is None:
            steps.append(m.step)
        elif steps[same].when is None and m.step.when:
            steps[same] = m.step
    return tuple(_in_time(steps))


def _in_time(steps: list[Step]) -> list[Step]:
    dated = sorted((s for s in steps if s.when), key=lambda s: s.when or "")
    queue = iter(dated)
    return [next(queue) if s.when else s for s in steps]
