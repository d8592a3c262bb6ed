"""The source of a statement as one noun phrase: found where the tagger has none, chosen, cut to what speaks."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.language import Attribution, Parse
from onrecord.reading.statements.parsed import noun_phrase, passive_of_speech, source_tokens
from onrecord.record import Range, Span, span_of

RELATIVE = ("WP", "WDT")
SUBJECTS = ("nsubj", "nsubjpass")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
BROKEN = frozenset({"AUX", "PART", "ADP", "SCONJ", "CCONJ", "DET"})
"""What no noun phrase ends in."""
CLAUSES = frozenset({"relcl", "acl", "advcl"})
STOPS = frozenset({",", ".", ";", ":", "-", "–", "—"})
OPENERS = frozenset({"ADP", "SCONJ", "CCONJ", "PUNCT", "PART"})
RELATIVE_CLAUSE = re.compile(r",\s(?:who|whom|whose|which|where)\b.*", re.DOTALL)
AGE = re.compile(r",\s\d{1,3}(?=[\s,.;)]*$|,|\s(?:and|or|&)\s)")
LISTED = re.compile(
    r",?\s(?:and|or|&)\s|.*(?:,\s\d{1,3},?\s(?:and|or|&)\s|\s(?:and|or|&)\s[^,]+,\s\d{1,3}\b)", re.DOTALL
)
"""Behind the age of someone: one more is listed, with or without an age."""


def sourced(a: Attribution, parse: Parse) -> Attribution:
    """`a` with a source that speaks.

    One that has none, a relative pronoun (another's name) or no noun gets the subject of its cue. Whoever is
    spoken to or of ("he was asked", "he is accused") is no source: then it is who the passive names with "by".
    """
    cue = parse.tokens(a.cue[0]) if a.cue else range(0)
    if not cue:
        return a
    verb = parse.root(cue)
    if a.source and passive_of_speech(parse, verb):
        return replace(a, source=_ranges(parse, source_tokens(parse, verb)))
    if parse.pos[verb] != "VERB" or (a.source and not _nameless(parse, parse.tokens(a.source[0]))):
        return a
    found = source_tokens(parse, verb)
    if not found or parse.tag[found[0]] in RELATIVE:
        return a
    return replace(a, source=_ranges(parse, found))


def _nameless(parse: Parse, source: range) -> bool:
    """Whether a source is only a relative pronoun, or has nothing that could speak."""
    return not source or parse.tag[source[0]] in RELATIVE or not any(parse.pos[t] in NOMINAL for t in source)


def _ranges(parse: Parse, tokens: range | None) -> tuple[Range, ...]:
    return (Range(start=parse.start[tokens[0]], end=parse.end[tokens[-1]]),) if tokens else ()


def source_of(a: Attribution, parse: Parse) -> Span | None:
    """The source as one span: the subject of the cue among its ranges, else the one nearest to the cue; cut to size."""
    chosen = _chosen(a, parse) if a.source else None
    return _bare(parse, _phrase(parse, chosen)) if chosen is not None else None


def _chosen(a: Attribution, parse: Parse) -> Range:
    if len(a.source) == 1 or not a.cue:
        return max(a.source, key=lambda r: r.end - r.start)
    cue = a.cue[0]
    tokens = parse.tokens(cue)
    subject = _ranges(parse, source_tokens(parse, parse.root(tokens)) if tokens else None)
    speaking = [r for r in a.source if any(r.overlaps(s) for s in subject)]
    return min(speaking or _speakers(a.source, parse), key=lambda r: max(r.start - cue.end, cue.start - r.end))


def _speakers(sources: tuple[Range, ...], parse: Parse) -> list[Range]:
    """The ranges that no other of them governs, subjects first: of "a man close to the talks" the man."""
    cut = [parse.tokens(r) for r in sources]
    heads = [parse.root(tokens) if tokens else None for tokens in cut]
    above = [set() if head is None else set(parse.ancestors(head)) for head in heads]
    free = [k for k, over in enumerate(above) if all(j == k or over.isdisjoint(cut[j]) for j in range(len(cut)))]
    subjects = [k for k in free if (head := heads[k]) is not None and parse.dep[head] in SUBJECTS]
    return [sources[k] for k in subjects or free] or list(sources)


def _phrase(parse: Parse, source: Range) -> Range:
    """A source without prepositions and conjunctions before its noun phrase; an article alone grows to its phrase."""
    tokens = parse.tokens(source)
    first, last = (tokens[0], tokens[-1]) if tokens else (0, 0)
    if not tokens:
        return source
    while first < last and parse.pos[first] in OPENERS and parse.dep[first] != "preconj":
        first += 1
    last = _cut(parse, first, last)
    if all(parse.tag[t] == "DT" and parse.head[t] != t for t in range(first, last + 1)) and parse.dep[last] == "det":
        phrase = noun_phrase(parse, parse.head[last])
        first, last = min(first, phrase[0]), phrase[-1]
    if first == tokens[0] and last == tokens[-1]:
        return source
    return Range(start=parse.start[first], end=parse.end[last])


def _cut(parse: Parse, first: int, last: int) -> int:
    """The last token of a source that does not break off in a clause: of "a soldier who declined to" the soldier."""
    whole = last
    while last > first and (parse.pos[last] in BROKEN or parse.word[last] in STOPS):
        last -= 1
    if parse.word[whole] in STOPS:
        return last
    open_at = (
        parse.edges[t][0]
        for t in range(first + 1, whole + 1)
        if parse.dep[t] in CLAUSES and parse.edges[t][0] > first and parse.edges[t][1] > whole + 1
    )
    return max(first, min([last, *(t - 1 for t in open_at)])) if last < whole else last


def _bare(parse: Parse, source: Range) -> Span:
    """The source without the clause behind it, and without a comma at its end."""
    written = parse.text[source.start : source.end]
    words = _phrase_alone(written).lstrip(' ,;:.“"‘') or written
    start = source.start + written.index(words)
    return span_of(parse.text, start, start + len(words))


def _phrase_alone(words: str) -> str:
    """A noun phrase without a relative clause or an age behind it; the ages of people listed are part of it."""
    phrase = RELATIVE_CLAUSE.sub("", words)
    age = AGE.search(phrase)
    if age is not None and not LISTED.match(phrase, age.end()):
        phrase = phrase[: age.start()]
    return phrase.rstrip(",;: ")
