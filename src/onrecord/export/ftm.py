"""A record as FollowTheMoney entities (https://followthemoney.tech): the report, who it names, what happened.

Each report is an Article; people, organizations and bodies become Person, Organization or PublicBody, linked to the
report by a Mention; each event becomes an Event with those involved and the article as its proof. Statements, figures,
times and plans have no counterpart in the model and stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha1
from typing import Any

import pycountry

from onrecord.record import Entity, Event, Record

Json = dict[str, Any]
PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "IGO"})
"""Sectors of organizations that are public bodies."""
_SCHEMA = {"person": "Person", "organization": "Organization", "group": "Organization"}


def followthemoney(record: Record) -> Iterator[Json]:
    """The entities of a record; ids are stable for the same report and item."""
    article = _id(record, "article")
    yield _article(record, article)
    actors = {e.id: _id(record, e.id) for e in record.entities if e.kind in _SCHEMA}
    for entity in record.entities:
        if entity.id in actors:
            yield _made(actors[entity.id], _schema(entity), {
                "name": [entity.name], "country": [_iso2(entity.country)], "proof": [article],
                "position": [r.title for r in entity.roles] if entity.kind == "person" else [],
                "keywords": [entity.code],
            })  # fmt: skip
            yield _made(_id(record, entity.id, "mention"), "Mention", {
                "document": [article], "resolved": [actors[entity.id]], "name": [entity.name],
                "detectedSchema": [_schema(entity)], "contextCountry": [_iso2(entity.country)],
            })  # fmt: skip
    for event in record.events:
        yield _event(record, event, article, actors)


def _article(record: Record, identity: str) -> Json:
    a = record.article
    return _made(identity, "Article", {
        "title": [a.title], "author": list(a.authors), "publisher": [a.outlet or a.agency],
        "publishedAt": [a.published], "sourceUrl": [a.url], "language": [{"en": "eng"}.get(a.lang)],
        "bodyText": [a.text],
        "namesMentioned": sorted({e.name for e in record.entities if e.kind in _SCHEMA}),
    })  # fmt: skip


def _event(record: Record, event: Event, article: str, actors: dict[str, str]) -> Json:
    parties = [actors[p.entity] for p in event.actors + event.recipients if p.entity in actors]
    organizers = [actors[p.entity] for p in event.actors if p.entity in actors]
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    return _made(_id(record, event.id), "Event", {
        "name": [f"{kind}: {event.trigger.text}"], "keywords": [event.type, event.mode, event.status, *event.context],
        "startDate": [event.when.start if event.when else None], "endDate": [event.when.end if event.when else None],
        "location": [event.place.name if event.place else None],
        "country": [_iso2(event.place.country) if event.place else None],
        "organizer": organizers, "involved": parties, "proof": [article], "publisher": [record.article.outlet],
        "sourceUrl": [record.article.url], "summary": [_paragraph(record, event)],
    })  # fmt: skip


def _made(identity: str, schema: str, properties: Mapping[str, Sequence[str | None]]) -> Json:
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _id(record: Record, *parts: str) -> str:
    return sha1("\0".join((record.id, *parts)).encode(), usedforsecurity=False).hexdigest()


def _schema(entity: Entity) -> str:
    return "PublicBody" if entity.kind != "person" and entity.sector in PUBLIC else _SCHEMA[entity.kind]


def _iso2(code: str | None) -> str | None:
    """FollowTheMoney's country codes: ISO 3166-1 alpha-2 in small letters, xk for Kosovo."""
    found = pycountry.countries.get(alpha_3=code) if code else None
    return str(found.alpha_2).lower() if found else "xk" if code == "XKX" else None


def _paragraph(record: Record, event: Event) -> str | None:
    """The paragraph that the event stands in."""
    found = next((p for p in record.article.paragraphs if p.covers(event.trigger)), None)
    return record.article.text[found.start : found.end] if found else None
