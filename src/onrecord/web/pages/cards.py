"""The items of a report as the side column shows them: one card each, with the address of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.record import Entity, Event, Figure, Party, Plan, Record, Statement, Time
from onrecord.record.event import REPORTER
from onrecord.web.pages.voices import Voice
from onrecord.web.words import bounds, shortened


@dataclass(frozen=True, slots=True)
class Named:
    """Someone or something with an address: a party, a speaker. `key`: of the registry, None where there is none."""

    words: str
    key: str | None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An item. `also`: ids of items that light up with it: its voice, those of its parties."""

    id: str
    kind: str
    title: str
    who: Named | None = None
    voice: Voice | None = None
    words: str = ""
    status: str | None = None
    tags: tuple[str, ...] = ()
    condition: str | None = None
    within: str | None = None
    actors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    when: str | None = None
    place: str | None = None
    word_of: str | None = None
    steps: tuple[tuple[str, str | None, str], ...] = ()
    confidence: float | None = None
    also: tuple[str, ...] = field(default=())


def cards(record: Record, voices: Mapping[str, Voice], keys: Mapping[str, str]) -> dict[str, Card]:
    """The card of each statement, event, figure, time and plan by its id.

    `keys`: the registry's key of each entity of the record.
    """
    names = {entity.id: entity for entity in record.entities}
    made: dict[str, Card] = {}
    for s in record.statements:
        made[s.id] = _statement(s, voices[s.id], keys)
    for e in record.events:
        made[e.id] = _event(e, keys)
    for f in record.figures:
        made[f.id] = _figure(f)
    for t in record.times:
        made[t.id] = _time(t)
    for p in record.plans:
        made[p.id] = _plan(p, names, keys)
    return made


def _statement(s: Statement, voice: Voice, keys: Mapping[str, str]) -> Card:
    words = " … ".join(span.text for span in s.content)
    return Card(
        id=s.id, kind="statement", title=s.act, voice=voice, who=Named(voice.name, keys.get(s.source_entity or "")),
        words=shortened(words), tags=tuple(filter(None, (s.manner, None if s.named else "unnamed"))),
        condition=s.anonymity.text if s.anonymity else None, within=s.parent, confidence=s.confidence,
        also=tuple(filter(None, (s.source_entity, s.parent))),
    )  # fmt: skip


def _event(e: Event, keys: Mapping[str, str]) -> Card:
    parties = [p.entity for p in (*e.actors, *e.recipients)]
    when = None
    if e.when:
        when = e.when.start if e.when.start == e.when.end else f"{e.when.start} to {e.when.end}"
    return Card(
        id=e.id, kind="event", title=e.type, words=e.trigger.text, status=e.status,
        tags=tuple(filter(None, (e.mode, "background" if e.recency == "background" else None, *e.context))),
        actors=_parties(e.actors, keys), recipients=_parties(e.recipients, keys), when=when,
        place=e.place.name if e.place else None, word_of=_voice(e.voice), confidence=e.confidence,
        also=tuple(filter(None, (_voice(e.voice), *parties))),
    )  # fmt: skip


def _parties(parties: tuple[Party, ...], keys: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(Named(p.text, keys.get(p.entity or ""), p.code) for p in parties)


def _figure(f: Figure) -> Card:
    return Card(
        id=f.id, kind="figure", title=bounds(f.value, f.low, f.high, f.approx), words=f.number.text, status=f.status,
        tags=tuple(filter(None, (f.kind, f.unit if f.unit != f.kind else None))), word_of=_voice(f.voice),
        when=f.of.text if f.of else None, also=tuple(filter(None, (_voice(f.voice), f.event))),
    )  # fmt: skip


def _time(t: Time) -> Card:
    return Card(id=t.id, kind="time", title=t.value, words=t.span.text, tags=tuple(filter(None, (t.mod,))),
                also=tuple(filter(None, (t.anchor if t.anchor != "published" else None,))))  # fmt: skip


def _plan(p: Plan, names: Mapping[str, Entity], keys: Mapping[str, str]) -> Card:
    parties = tuple(Named(names[id_].name, keys.get(id_)) for id_ in p.parties if id_ in names)
    return Card(
        id=p.id, kind="plan", title=p.state, words=p.what.text, actors=parties, place=p.place,
        steps=tuple((step.state, step.when, step.voice) for step in p.steps),
        also=tuple(filter(None, (*p.parties, *(step.event for step in p.steps), *(_voice(s.voice) for s in p.steps)))),
    )  # fmt: skip


def _voice(voice: str) -> str | None:
    return None if voice == REPORTER else voice
