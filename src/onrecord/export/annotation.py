"""A record's items as W3C Web Annotations (Recommendation of 23 February 2017), one JSON-LD object each.

Targets have a position selector and a quote selector; positions are code points of the report's text, as both the
Recommendation and the record count them. Bodies are textual, with the purpose that each serves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.record import Range, Record

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after a quote that help to find it in a changed text."""


def web_annotations(record: Record) -> Iterator[Json]:
    """The annotations of a record: statements, events, figures, times, plans, mentions of entities."""
    for s in record.statements:
        parts = [x for x in (s.source, s.cue, *s.content) if x is not None]
        entity = _entity_id(record, s.source_entity)
        bodies = [_tag(s.act), _tag(s.manner), _note("statement"), entity, _tag("named" if s.named else "unnamed")]
        yield _made(record, s.id, bodies, parts)
    for e in record.events:
        labels = [_tag(f"{e.type}/{e.mode}" if e.mode else e.type), _tag(e.status), _tag(e.recency)]
        bodies = [*labels, *map(_tag, e.context), _note("event"), _note(f"voice: {e.voice}")]
        yield _made(record, e.id, bodies, [e.trigger, *e.actors, *e.recipients])
    for f in record.figures:
        value = f.value if f.value is not None else f.low if f.low is not None else f.high
        bodies = [_tag(f.kind), _tag(f.status), _note(f"value: {value:g}"), _note(f"voice: {f.voice}")]
        yield _made(record, f.id, bodies, [x for x in (f.number, f.of) if x is not None])
    for t in record.times:
        yield _made(record, t.id, [_tag(t.type), _note(f"value: {t.value}")], [t.span])
    for p in record.plans:
        yield _made(record, p.id, [_tag(p.state), _note("plan")], [p.what])
    for n in record.entities:
        bodies = [_tag(n.kind), _tag(n.code), {"type": "TextualBody", "purpose": "identifying", "value": n.name}]
        yield _made(record, n.id, bodies, list(n.mentions))


def source_of(record: Record) -> str:
    """The address of a report, or a name for one that has none."""
    return record.article.url or f"urn:onrecord:{record.id}"


def _made(record: Record, item: str, bodies: list[Json | None], spans: list[Any]) -> Json:
    targets = [_target(record, span) for span in spans]
    return {
        "@context": CONTEXT,
        "id": f"urn:onrecord:{record.id}:{item}",
        "type": "Annotation",
        "motivation": "tagging",
        "generator": {"id": "urn:onrecord", "type": "Software", "name": f"onrecord {record.made_by.onrecord}"},
        "body": [body for body in bodies if body is not None],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _tag(value: str | None) -> Json | None:
    return None if value is None else {"type": "TextualBody", "purpose": "tagging", "value": value}


def _note(value: str) -> Json:
    return {"type": "TextualBody", "purpose": "describing", "value": value}


def _entity_id(record: Record, entity: str | None) -> Json | None:
    if entity is None:
        return None
    return {"id": f"urn:onrecord:{record.id}:{entity}", "type": "SpecificResource", "purpose": "identifying",
            "source": f"urn:onrecord:{record.id}:{entity}"}  # fmt: skip


def _target(record: Record, span: Range) -> Json:
    text = record.article.text
    quote: Json = {"type": "TextQuoteSelector", "exact": text[span.start : span.end]}
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    quote |= {"prefix": before} if before else {}
    quote |= {"suffix": after} if after else {}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": source_of(record), "selector": [position, quote]}
