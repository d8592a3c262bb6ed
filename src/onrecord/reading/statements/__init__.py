"""The statements of a report: attributions found by the tagger and by the parse, with all their fields."""

from __future__ import annotations

import re

from msgspec import structs

from onrecord.language import Attribution, Parse
from onrecord.reading.context import Context
from onrecord.reading.mentions import author, resolve
from onrecord.reading.statements import fields
from onrecord.reading.statements.gather import adds, gather, parents, sourced, whole_words, with_marks
from onrecord.reading.statements.layout import by_layout
from onrecord.reading.statements.parsed import by_parse
from onrecord.reading.statements.propositions import proposes
from onrecord.reading.statements.quotes import quotations
from onrecord.reading.statements.silence import silences
from onrecord.reading.times import time_of
from onrecord.record import Range, Span, Statement, span_of

__all__ = ["statements"]

SPEAKERS = frozenset({"he", "she", "they"})
CLAUSE_BEHIND = re.compile(r"(?:,\s(?:who|whom|whose|which|where|\d+)\b.*|[,;:]+)$", re.S)


def statements(context: Context) -> tuple[Statement, ...]:
    """The stage: every statement of the report, in text order, nested ones with their parent."""
    quoted = quotations(context.article)
    tagged = [whole_words(a, context.parse) for a in context.tags.attributions]
    tagged = [sourced(a, context.parse) for a in tagged if a.content and proposes(context.parse, a)]
    parsed = [a for a in by_parse(context.parse) if not context.tags.attributions or adds(a, tagged, context.parse)]
    found = gather(by_layout(context.article), gather(silences(context.parse), gather(tagged, parsed)))
    found = tuple(with_marks(a, quoted, context.article.text) for a in found)
    above = parents(found)
    made = [_statement(context, k, attribution, above[k], quoted) for k, attribution in enumerate(found)]
    return tuple(_spoken(s, made, above[k]) for k, s in enumerate(made))


def _statement(context: Context, k: int, a: Attribution, parent: int | None, quoted: tuple[Range, ...]) -> Statement:
    text, parse = context.article.text, context.parse
    source, cue = _bare(_one(text, a.source)), _one(text, a.cue)
    content = tuple(span_of(text, c.start, c.end) for c in a.content)
    entity = resolve(context, source) if source else None
    kind = fields.source_kind(parse, source, entity, lambda title: _borne(context, title))
    named = fields.named(parse, source, entity, kind)
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
        anonymity=None if named else fields.anonymity(text, _sentence(parse, cue or content[0])),
        addressee=fields.addressee(parse, cue),
        time=time.id if time else None,
        parent=None if parent is None else f"s{parent + 1}",
        confidence=a.confidence,
    )


def _spoken(s: Statement, made: list[Statement], parent: int | None) -> Statement:
    """ "I" within a statement is who makes it."""
    if parent is None or s.source is None or s.source.text.lower() not in ("i", "me", "my"):
        return s
    speaker = made[parent]
    return structs.replace(s, source_entity=speaker.source_entity, source_kind=speaker.source_kind, named=speaker.named)


def _one(text: str, ranges: tuple[Range, ...]) -> Span | None:
    """The ranges of a role as one span, from the first to the end of the last that stands near it."""
    if not ranges:
        return None
    longest = max(ranges, key=lambda r: r.end - r.start)
    return span_of(text, longest.start, longest.end)


def _borne(context: Context, title: str) -> bool:
    office = context.knowledge.office(title)
    return office is not None and office.kind == "person"


def _bare(source: Span | None) -> Span | None:
    """The source without the clause behind it, and without a comma at its end."""
    if source is None:
        return None
    words = CLAUSE_BEHIND.sub("", source.text).lstrip(' ,;:.“"‘') or source.text
    start = source.start + source.text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _sentence(parse: Parse, at: Range) -> Range:
    """The sentence of a span; with the next one where that goes on about who speaks ("They asked not to be named")."""
    tokens = parse.tokens(at)
    if not tokens:
        return at
    number = parse.sentence_of[tokens[0]]
    first, last = parse.sentences[number]
    after = parse.sentences[number + 1 : number + 2]
    if (
        after
        and parse.lower[after[0][0]] in SPEAKERS
        and "\n" not in parse.text[parse.end[last - 1] : parse.start[after[0][0]]]
    ):
        last = after[0][1]
    return Range(start=parse.start[first], end=parse.end[last - 1])
