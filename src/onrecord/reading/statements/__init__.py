"""The statements of a report: attributions found by the tagger and by the parse, with all their fields."""

from __future__ import annotations

from functools import partial

from msgspec import structs

from onrecord.language import Attribution
from onrecord.reading.context import Context
from onrecord.reading.mentions import author, namesake, resolve
from onrecord.reading.statements import fields, kinds
from onrecord.reading.statements.anonymity import anonymity
from onrecord.reading.statements.gather import adds, gather, parents, whole_words, with_marks
from onrecord.reading.statements.layout import by_layout
from onrecord.reading.statements.parsed import by_parse
from onrecord.reading.statements.propositions import proposes
from onrecord.reading.statements.quotes import quotations
from onrecord.reading.statements.silence import silences
from onrecord.reading.statements.sources import source_of, sourced
from onrecord.reading.times import time_of
from onrecord.record import Entity, Range, Span, Statement, span_of

__all__ = ["statements"]

OWN = frozenset({"i", "me", "my"})
OURS = frozenset({"we", "us", "our"})


def statements(context: Context) -> tuple[Statement, ...]:
    """The stage: every statement of the report, in text order, nested ones with their parent."""
    quoted = quotations(context.article)
    tagged = [whole_words(a, context.parse) for a in context.tags.attributions]
    tagged = [sourced(a, context.parse) for a in tagged if a.content and proposes(context.parse, a, quoted)]
    parsed = [a for a in by_parse(context.parse) if not context.tags.attributions or adds(a, tagged, context.parse)]
    found = gather(by_layout(context.article), gather(silences(context.parse), gather(tagged, parsed)))
    found = tuple(with_marks(a, quoted, context.article.text) for a in found)
    above = parents(found)
    made = [_statement(context, k, attribution, above[k], quoted) for k, attribution in enumerate(found)]
    return tuple(_spoken(s, made, above[k]) for k, s in enumerate(made))


def _statement(context: Context, k: int, a: Attribution, parent: int | None, quoted: tuple[Range, ...]) -> Statement:
    text, parse = context.article.text, context.parse
    source, cue = source_of(a, parse), _longest(text, a.cue)
    content = tuple(span_of(text, c.start, c.end) for c in a.content)
    entity = _entity(context, source, cue) if source else None
    kind = kinds.source_kind(parse, source, entity, partial(_borne, context))
    named = kinds.named(parse, source, entity, kind, partial(_borne, context))
    if kind == "document" and source:
        entity = author(context, source) or entity
    time = time_of(context, parse.root(parse.tokens(cue))) if cue and parse.tokens(cue) else None
    return Statement(
        id=f"s{k + 1}",
        source=source,
        source_entity=entity.id if entity else None,
        cue=cue,
        content=content,
        manner=fields.manner(content, quoted, text),
        act=fields.act(parse, cue, content),
        source_kind=kind,
        named=named,
        anonymity=None if named else anonymity(parse, cue or content[0], source),
        addressee=fields.addressee(parse, cue),
        time=time.id if time else None,
        parent=None if parent is None else f"s{parent + 1}",
        confidence=a.confidence,
    )


def _entity(context: Context, source: Span, cue: Span | None) -> Entity | None:
    """Whom a source refers to; a speaker's label has no sentence around it and is known by its words."""
    labelled = namesake(context, source.text) if cue is None else None
    return labelled or resolve(context, source)


def _spoken(s: Statement, made: list[Statement], parent: int | None) -> Statement:
    """ "I" within a statement is who makes it; so is "we" in what a body states."""
    if parent is None or s.source is None:
        return s
    speaker, word = made[parent], s.source.text.lower()
    ours = word in OURS and speaker.source_kind == "organization"
    if not (ours or word in OWN):
        return s
    kind = s.source_kind if speaker.source_kind == "unknown" else speaker.source_kind
    return structs.replace(s, source_entity=speaker.source_entity, source_kind=kind, named=speaker.named)


def _longest(text: str, ranges: tuple[Range, ...]) -> Span | None:
    if not ranges:
        return None
    longest = max(ranges, key=lambda r: r.end - r.start)
    return span_of(text, longest.start, longest.end)


def _borne(context: Context, title: str) -> bool:
    office = context.knowledge.office(title)
    return office is not None and office.kind == "person"
