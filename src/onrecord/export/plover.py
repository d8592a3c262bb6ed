"""PLOVER's JSON records, and the tab-separated columns in which POLECAT is published.

Fields are those of PLOVER's manual (draft 2.0, Open Event Data Alliance, chapter "Data Fields"); columns those of the
weekly POLECAT files (Scarborough et al. 2023, doi:10.7910/DVN/AJGVIT). What they leave to the data's makers is said in
`docs/export.md`.
"""

from __future__ import annotations

from typing import Any

from onrecord.export.coded import Coded, CodedEvent
from onrecord.knowledge.plover import CODEBOOK_VERSION
from onrecord.knowledge.plover.tables import QUADS
from onrecord.record import Place

Json = dict[str, Any]

POLECAT_COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
ABSENT = "None"
"""How POLECAT writes what is absent."""
_RESOLUTION = {"country": 1, "admin1": 2, "city": 4, "point": 5}
_CODER = "onrecord"


def plover(coded: CodedEvent) -> Json:
    """An event as PLOVER's JSON record; absent fields are left out, but for the required ones."""
    event, article = coded.event, coded.record.article
    made: Json = {
        "id": coded.id,
        "has_event": True,
        "date": coded.day,
        "enddate": coded.until,
        "actor": [_entity(party) for party in coded.actors],
        "recipient": [_entity(party) for party in coded.recipients],
        "event": [coded.type],
        "event_loc": _location(event.place) if event.place else None,
        "event_text": [event.trigger.text],
        "quad_code": coded.quad,
        "event_scale": coded.weight,
        "mode": [coded.mode] if coded.mode else [],
        "context": list(coded.contexts),
        "text_info": _present({"sequence": coded.paragraph, "start": event.trigger.start, "end": event.trigger.end}),
        "cite_info": _present({
            "corpus": article.agency, "citation": coded.record.id, "url": article.url, "title": article.title,
            "language": article.lang, "publication": article.outlet,
            "coder": f"{_CODER} {coded.record.made_by.onrecord}", "codebook": f"onrecord-{CODEBOOK_VERSION}",
        }),
        "coder": _CODER,
        "comment": None if coded.own_date else "date: of publication",
        "status": event.status,
        "plain_event": event.type,
        "voice": event.voice,
        "confidence": event.confidence,
    }  # fmt: skip
    return _present(made)


def _present(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


def _entity(party: Coded) -> Json:
    return _present({
        "code": party.country, "sector": party.sector, "entity_text": party.text, "identifier_text": party.name,
        "office": party.title,
    })  # fmt: skip


def _location(place: Place) -> Json:
    return _present({
        "extracted_place": place.span.text, "resolved_place": place.name, "geonameid": place.geoname,
        "lat": place.lat, "lon": place.lon, "city": place.name if place.precision in ("city", "point") else None,
        "province": place.admin1, "country_code": place.country,
        "resolution": _RESOLUTION.get(place.precision or ""),
    })  # fmt: skip


def polecat(coded: CodedEvent) -> tuple[str, ...]:
    """An event as a row of `POLECAT_COLUMNS`, lists joined by "; "."""
    event, article, entities = coded.event, coded.record.article, coded.record.entities
    kinds = {kind: [e.name for e in entities if e.kind == kind] for kind in ("person", "organization", "place")}
    row = (
        coded.id, coded.day, coded.type, coded.mode, f"{coded.weight:.1f}", QUADS[coded.quad - 1],
        _joined(coded.contexts), *_parties(coded.actors), *_parties(coded.recipients), *_place(event.place),
        article.outlet or article.agency, article.day, _joined(kinds["person"]), _joined(kinds["organization"]),
        _joined(kinds["place"]), article.lang, f"{_CODER} {coded.record.made_by.onrecord}",
    )  # fmt: skip
    return tuple(cell(value) for value in row)


def _parties(parties: tuple[Coded, ...]) -> tuple[str | None, ...]:
    sectors = [p.sector for p in parties if p.sector]
    return (
        _joined([p.name for p in parties]), _joined([p.country for p in parties if p.country]), None,
        sectors[0] if sectors else None, _joined(sectors), _joined([p.title for p in parties if p.title]),
        _joined([p.text for p in parties]), None,
    )  # fmt: skip


def _place(place: Place | None) -> tuple[object, ...]:
    if place is None:
        return (None,) * 10
    city = place.name if place.precision in ("city", "point") else None
    return (place.name, city, None, place.admin1, place.country, place.lat, place.lon, place.geoname, place.span.text,
            place.precision)  # fmt: skip


def _joined(values: tuple[str, ...] | list[str]) -> str | None:
    return "; ".join(dict.fromkeys(values)) or None


def cell(value: object) -> str:
    """A value as it stands in a tab-separated file: no tabs or line breaks, `None` where absent."""
    return ABSENT if value is None else " ".join(str(value).split())
