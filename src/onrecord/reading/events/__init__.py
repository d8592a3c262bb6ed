"""Events (after PLOVER): what is done by or to political actors, with its parties, status, time and place."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.context import Context
from onrecord.reading.events.country import Choice
from onrecord.reading.events.dating import Happening, dates
from onrecord.reading.events.evoked import countries
from onrecord.reading.events.labels import asked, contexts, signs
from onrecord.reading.events.modes import modes
from onrecord.reading.events.parties import phrase
from onrecord.reading.events.place import place
from onrecord.reading.events.places import Places, places
from onrecord.reading.events.recency import last_days, recency
from onrecord.reading.events.roles import roles
from onrecord.reading.events.stances import stances
from onrecord.reading.events.status import status
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.tagged import Found, combined, parties, settled
from onrecord.reading.events.topics import Topics, topics
from onrecord.reading.events.triggers import Trigger, triggers
from onrecord.reading.mentions import resolve
from onrecord.reading.times import calendar
from onrecord.record import Entity, Event, Party, Time, When
from onrecord.record.labels import Status

__all__ = ["Trigger", "events", "found_in"]


@dataclass(frozen=True, slots=True)
class _Report:
    """What the events of a report are asked about: the places it names, its countries, topics, and dated sentences."""

    places: Places
    choice: Choice
    topics: Topics
    dated: dict[int, When]


def events(context: Context) -> tuple[Event, ...]:
    """The events of a report in text order, with ids `e1`, `e2`, …"""
    syntax, found = Syntax(context.parse), found_in(context)
    if not found:
        return ()
    where = places(context, syntax)
    choice, about = Choice(countries(context, where)), topics(context.parse, context.article.title)
    report = _Report(where, choice, about, _dated(context))
    states = [status(syntax, f.trigger.head) for f in found]
    happenings = [Happening(f.trigger.head, f.trigger.type, state) for f, state in zip(found, states, strict=True)]
    days = dates(context, happenings)
    told = zip(found, states, days, strict=True)
    return tuple(_event(context, syntax, report, f"e{k}", *each) for k, each in enumerate(told, 1))


def found_in(context: Context) -> tuple[Found, ...]:
    """The triggers of a report in text order, with what tells of each."""
    syntax = Syntax(context.parse)
    listed = modes(syntax, stances(context, syntax, triggers(syntax)))
    return combined(syntax, listed, context.tags.events)


def _dated(context: Context) -> dict[int, When]:
    days = []
    for time in context.times:
        tokens, when = context.parse.tokens(time.span), calendar(time, context)
        if tokens and when is not None:
            days.append((context.parse.sentence_of[tokens[0]], when))
    return last_days(days)


def _event(
    context: Context,
    syntax: Syntax,
    report: _Report,
    identity: str,
    found: Found,
    state: Status,
    days: tuple[Time | None, When | None],
) -> Event:
    trigger = found.trigger
    span = context.parse.span(trigger.first, trigger.last)
    time, when = days
    own = when if time else None
    actors, recipients = parties(syntax, found, roles(syntax, trigger))
    doing, receiving = _parties(context, syntax, actors), _parties(context, syntax, recipients)
    told = signs(trigger, _entities(context, doing), _entities(context, receiving))
    voice = context.voice(span)
    aged = recency(context, syntax, trigger.head, own, report.dated)
    country = report.choice.chosen(report.choice.asked(trigger, (actors, recipients), voice))
    return Event(
        id=identity,
        trigger=span,
        type=trigger.type,
        mode=trigger.mode,
        actors=doing,
        recipients=receiving,
        status=settled("status", _status(context, state, own), found.tag.statuses if found.tag else None),
        time=time.id if time else None,
        when=when,
        recency=settled("recency", aged, found.tag.recencies if found.tag else None),
        place=place(syntax, report.places, report.choice.here, trigger.head, recipients, country),
        voice=voice,
        context=contexts(report.topics, asked(syntax, trigger, told)),
        confidence=trigger.confidence,
    )


def _status(context: Context, state: Status, when: When | None) -> Status:
    """As the words have it; what is dated after the report and not put in doubt is planned."""
    day = context.article.day
    return "planned" if state == "happened" and when is not None and day is not None and when.start > day else state


def _parties(context: Context, syntax: Syntax, heads: list[int]) -> tuple[Party, ...]:
    made: list[Party] = []
    for head in heads:
        span = context.parse.span(*phrase(syntax, head))
        if made and span.start < made[-1].end:
            continue
        entity = resolve(context, span)
        made.append(
            Party(
                start=span.start,
                end=span.end,
                text=span.text,
                entity=entity.id if entity else None,
                code=entity.code if entity else None,
            )
        )
    return tuple(made)


def _entities(context: Context, parties: tuple[Party, ...]) -> list[Entity]:
    at = {party.entity for party in parties}
    return [entity for entity in context.entities if entity.id in at]
