"""From attributions of several finders to one list: joined, completed by quotation marks, nested."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord.language import Attribution, Parse
from onrecord.reading.statements.lexicon import cue_words
from onrecord.reading.statements.parsed import is_hedge
from onrecord.record import Range

PART = 0.3
"""Share of a quotation from which a content takes in all of it."""
CLOSES = {"‘": "’", "“": "”", "«": "»"}
SAME = 0.5
"""Share of characters from which two contents are one content."""


def gather(found: Iterable[Attribution], further: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """`found`, and those of `further` that are no attribution of `found` again, in text order.

    One that both have takes its source from `further` where `found` has none.
    """
    kept = list(found)
    for candidate in further:
        same = [k for k, known in enumerate(kept) if _same(candidate, known)]
        if not same:
            kept.append(candidate)
        for k in same:
            if not kept[k].source and _touch(candidate.cue, kept[k].cue):
                kept[k] = replace(kept[k], source=candidate.source)
    return tuple(sorted(kept, key=position))


def adds(a: Attribution, tagged: Iterable[Attribution], parse: Parse) -> bool:
    """Whether the parse's finding is of a kind that the tagger was not trained to find, or that it misses.

    That is a statement within another's content, a hedge that names nobody ("reportedly"), or a request, promise,
    plan, praise, denial or accusation in so many words ("offered to mediate", "denied the charge").
    """
    nested = any(content.covers(cue) for other in tagged for content in other.content for cue in a.cue)
    return nested or (_in_so_many_words(a, parse) if a.source else is_hedge(a, parse))


def _in_so_many_words(a: Attribution, parse: Parse) -> bool:
    cue, content = parse.tokens(a.cue[0]), parse.tokens(a.content[0])
    if not cue or not content:
        return False
    verb = parse.root(cue)
    word = cue_words().get((parse.lemma[verb], "verb")) if parse.pos[verb] == "VERB" else None
    if word is None:
        return False
    if any(parse.tag[t] == "TO" for t in content[:3]):
        return word.act_in("inf") in ("ask", "intend", "promise")
    return parse.child(verb, "ccomp") is None and word.act in ("accuse", "deny", "praise")


def position(a: Attribution) -> tuple[int, int]:
    """Where an attribution stands: its first character, longer ones first."""
    spans = a.content + a.cue + a.source
    return min(s.start for s in spans), -max(s.end for s in spans)


def _same(a: Attribution, b: Attribution) -> bool:
    if _touch(a.cue, b.cue):
        return True
    return bool(a.content and b.content) and _share(a.content, b.content) >= SAME and not (a.cue and b.cue)


def _touch(a: tuple[Range, ...], b: tuple[Range, ...]) -> bool:
    return any(x.overlaps(y) for x in a for y in b)


def _share(a: tuple[Range, ...], b: tuple[Range, ...]) -> float:
    common = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    return common / (sum(x.end - x.start for x in a + b) - common)


def whole_words(a: Attribution, parse: Parse) -> Attribution:
    """`a` with its spans grown to whole words: a source that begins with "'s" takes in whose it is.

    What the source takes in, no content has.
    """
    source = tuple(_words(span, parse, owner=True) for span in a.source)
    cue = tuple(_words(span, parse) for span in a.cue)
    content = (_words(span, parse) for span in a.content)
    return replace(
        a, source=source, cue=cue, content=tuple(part for span in content for part in _without(span, source))
    )


def _words(span: Range, parse: Parse, owner: bool = False) -> Range:
    tokens = parse.tokens(span)
    if not tokens:
        return span
    first = tokens[0]
    if owner and parse.tag[first] == "POS":
        first = parse.edges[parse.head[first]][0]
    return Range(start=min(span.start, parse.start[first]), end=max(span.end, parse.end[tokens[-1]]))


def _without(span: Range, taken: tuple[Range, ...]) -> tuple[Range, ...]:
    """`span` less what overlaps its edges; one that lies within it is left, being quoted there."""
    start, end = span.start, span.end
    for other in taken:
        if other.start <= start < other.end:
            start = other.end
        if other.start < end <= other.end:
            end = other.start
    return (Range(start=start, end=end),) if start < end else ()


def with_marks(a: Attribution, quoted: tuple[Range, ...], text: str) -> Attribution:
    """`a` with each content grown over the quotation it is much of, and over marks beside it; what touches is one."""
    free = [quote for quote in quoted if not any(quote.overlaps(taken) for taken in a.source + a.cue)]
    whole = (_filled(span, free) for span in a.content)
    return replace(a, content=_joined(sorted(_closed(_grown(span, quoted), text) for span in whole), text))


def _joined(spans: list[Range], text: str) -> tuple[Range, ...]:
    """Sorted spans without overlaps: what overlaps or touches is one, except across a paragraph break."""
    made: list[Range] = []
    for span in spans:
        if made and (span.start < made[-1].end or text[made[-1].end : span.start].strip(" \t") == ""):
            made[-1] = Range(start=made[-1].start, end=max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)


def _filled(span: Range, quoted: list[Range]) -> Range:
    """A content with all of each quotation of which it has a good part: its speaker said the rest as well."""
    start, end = span.start, span.end
    for quote in quoted:
        common = min(end, quote.end) - max(start, quote.start)
        if common >= PART * (quote.end - quote.start):
            start, end = min(start, quote.start), max(end, quote.end)
    return Range(start=start, end=end)


def _grown(span: Range, quoted: tuple[Range, ...]) -> Range:
    """A content with the mark that opens it and the one that closes it; not with that of a quotation it is part of."""
    start, end = span.start, span.end
    for quote in quoted:
        if 0 < start - quote.start <= 2 and quote.end > start:
            start = quote.start
        if 0 < quote.end - end <= 3 and start <= quote.start < end:
            end = quote.end
    return Range(start=start, end=end)


def _closed(span: Range, text: str) -> Range:
    """A content with the marks of a quotation within a quotation that it begins or ends with."""
    opens = text[span.start - 1 : span.start] if span.start else ""
    start = span.start - (opens in CLOSES)
    opening = next((mark for mark in text[start : span.end] if mark in CLOSES), "")
    if not opening or text.count(opening, start, span.end) <= text.count(CLOSES[opening], start, span.end):
        return span
    behind = re.compile(rf"[.,!?…]?{CLOSES[opening]}").match(text, span.end)
    return Range(start=start, end=behind.end()) if behind is not None else span


def parents(items: tuple[Attribution, ...]) -> tuple[int | None, ...]:
    """For each attribution the index of the innermost one whose content holds it."""
    return tuple(_parent(k, items) for k in range(len(items)))


def _parent(k: int, items: tuple[Attribution, ...]) -> int | None:
    own = items[k].cue or items[k].content
    size = {j: sum(s.end - s.start for s in a.content) for j, a in enumerate(items)}
    holding = [
        j
        for j, a in enumerate(items)
        if j != k and all(any(c.covers(o) for c in a.content) for o in own) and size[j] > size[k]
    ]
    return min(holding, key=lambda j: size[j], default=None)
