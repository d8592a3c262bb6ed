"""The stage: every time expression of the report with its value, each read after those before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from onrecord.language import Parse
from onrecord.reading import modifiers
from onrecord.reading.context import Context
from onrecord.reading.pieces import Piece, pieces
from onrecord.reading.statements.quotes import quotations
from onrecord.reading.times import dates, lengths, relative
from onrecord.reading.times.accept import accepted, is_rate
from onrecord.reading.times.anchor import PUBLISHED, Anchor, Value
from onrecord.reading.times.days import day_of, when
from onrecord.reading.times.direction import direction, direction_sure
from onrecord.reading.times.lexicon import lexicon
from onrecord.reading.times.match import Found, matches
from onrecord.record import Range, Time, When, span_of
from onrecord.record.labels import TimeType

OPS: dict[str, Callable[[Found, Anchor], Value | None]] = {
    "iso": dates.iso, "slash": dates.slash, "day": dates.day, "month": dates.month_, "weekday": dates.weekday,
    "deictic": dates.deictic, "year": dates.year, "decade": dates.decade, "century": dates.century,
    "half": dates.half, "quarter": dates.quarter, "season": dates.season, "weekend": dates.weekend,
    "holiday": dates.holiday_, "ago": relative.ago, "since": relative.since, "shift": relative.shift,
    "follow": relative.follow, "same": relative.same, "relday": relative.relday, "dayof": relative.dayof,
    "theunit": relative.theunit, "thisquarter": relative.thisquarter, "yearago": relative.yearago,
    "yearend": relative.yearend,
    "part": relative.part, "partday": relative.partday, "clock": relative.clock, "length": lengths.length,
    "length2": lengths.length2,
    "set": lengths.set_, "set2": lengths.set2, "literal": lengths.literal, "ref": lengths.ref,
}  # fmt: skip
DIRECTED = frozenset({"day", "month", "weekday", "quarter", "season", "weekend", "holiday"})
COUNTED_FROM = frozenset({"relday", "dayof", "since"})
"""Operations that may count from a happening that the text has dated."""
ON_DAY = frozenset({"clock", "part", "same", "follow"})
"""Operations that count from the last day of the text."""
DEICTIC = frozenset({"deictic", "partday"})
"""Operations that count from when the words were spoken or written."""
WEEK = 7
EDGES = frozenset({"on", "in", "-", "of", "the", "at", "hours", "part", "days"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A time as read, and what the ones after it are counted from."""

    time: Time
    anchor: Anchor


def times(context: Context) -> tuple[Time, ...]:
    """The stage: the times of the report in text order, ids t1, t2, …"""
    article, parse = context.article, context.parse
    cut = pieces(article.text)
    published = day_of(article.day)
    anchor = Anchor(published=published)
    quotes = quotations(article)
    made: list[Time] = []
    for found in matches(cut):
        quoted = any(q.start <= cut[found.first].start < q.end for q in quotes)
        read = _read(parse, cut, found, anchor, made, quoted)
        if read is not None:
            made.append(read.time)
            anchor = read.anchor
    return tuple(made)


def calendar(time: Time, context: Context) -> When | None:
    """The calendar days that a time names, or None where the text fixes none."""
    return when(time.value) if time.type in ("DATE", "TIME") else None


def _read(
    parse: Parse, cut: tuple[Piece, ...], found: Found, anchor: Anchor, made: list[Time], quoted: bool
) -> Reading | None:
    first, mod = _lead(cut, found)
    text = parse.text
    tokens = parse.tokens(Range(start=cut[found.first].start, end=cut[found.last - 1].end))
    if not tokens or not accepted(parse, cut, found, tokens):
        return None
    here = replace(
        anchor,
        ahead=_ahead(parse, cut, found, tokens) if found.rule.op in DIRECTED else 0,
        follows=cut[found.last].word if found.last < len(cut) else "",
        before=cut[found.first - 1].word if found.first else "",
        dated=_dated(parse, tokens, made) if found.rule.op in COUNTED_FROM else None,
    )
    if found.rule.op in ON_DAY:
        here = _of_the_past(parse, tokens, here)
    told = _of_quotation(here, quoted) if found.rule.op in DEICTIC else here
    value = OPS[found.rule.op](found, told)
    if value is None:
        return None
    if told is not here and value.anchor == PUBLISHED:
        value = replace(value, anchor=here.day_id)
    value = _with_hour(found, value)
    kind = value.type or found.rule.type
    if kind == "DURATION" and is_rate(cut, found):
        kind = "SET"
    last = cut[_trimmed(found, kind) - 1].end
    time = Time(
        id=f"t{len(made) + 1}",
        span=span_of(text, cut[first].start, last),
        type=cast("TimeType", kind),
        value=value.value,
        mod=value.mod or mod,
        anchor=value.anchor,
    )
    return Reading(time, _next(anchor, time) if told is here else anchor)


def _of_the_past(parse: Parse, tokens: range, anchor: Anchor) -> Anchor:
    """What "the same day" or a clock time of something past counts from: not a day that lies ahead."""
    if anchor.day is None or anchor.published is None or anchor.gone is None or anchor.day <= anchor.published:
        return anchor
    if direction(parse, parse.root(tokens)) >= 0:
        return anchor
    day, identity = anchor.gone
    return replace(anchor, day=day, day_id=identity, last=day.isoformat(), last_id=identity)


def _of_quotation(anchor: Anchor, quoted: bool) -> Anchor:
    """What "today" counts from in a quotation: the day last named, when it was spoken, if that is a recent one."""
    if not quoted or anchor.day is None or anchor.published is None:
        return anchor
    return replace(anchor, published=anchor.day) if 0 < (anchor.published - anchor.day).days <= WEEK else anchor


def _with_hour(found: Found, value: Value) -> Value:
    """A day's value with the clock time or part of day that stands beside it."""
    if found.hour is None or day_of(value.value) is None:
        return value
    part = found.hour.get("PART") or found.hour.rule.arg or relative.hour_of(found.hour)
    return replace(value, value=f"{value.value}T{part}", type="TIME") if part else value


def _trimmed(found: Found, kind: str) -> int:
    """The end of the span: a closing word that leads to what is counted from ("of", "before") is left out."""
    leads_on = found.rule.op == "dayof" or (found.rule.op == "since" and kind == "DURATION")
    return found.last - 1 if leads_on else found.last


def _ahead(parse: Parse, cut: tuple[Piece, ...], found: Found, tokens: range) -> int:
    """Which way the time lies: told by "as early as", else by what governs it; "Tuesday's …" is past."""
    before = [p.word for p in cut[max(0, found.first - 3) : found.first]]
    if before[-1:] == ["as"] and before[:1] == ["as"]:
        return -1 if before[1] in ("late", "recently") else 1
    way = direction(parse, parse.root(tokens))
    owner = found.last < len(cut) and cut[found.last].word in ("'s", "’s")
    return min(way, 0) if owner and way == 1 and not direction_sure(parse, tokens) else way


def _lead(cut: tuple[Piece, ...], found: Found) -> tuple[int, str | None]:
    """Where the span begins with its modifier, and the modifier as TIMEX3 names it."""
    at = found.first
    if found.rule.lead == "approx":
        start, modifier = modifiers.before(cut, at)
        return (start, modifier.mod) if modifier else (at, None)
    if found.rule.lead == "edge":
        return _edge(cut, at)
    return at, None


def _edge(cut: tuple[Piece, ...], at: int) -> tuple[int, str | None]:
    """ "Early", "late on", "mid-", "the end of" before a date."""
    k = at - 1
    while k >= max(0, at - 3) and cut[k].word in EDGES:
        k -= 1
    if k < 0:
        return at, None
    classes = {name: value for name, value, _ in lexicon().classes.get(cut[k].word, ())}
    joins = {cut[j].word for j in range(k + 1, at)}
    if "EDGENOUN" in classes and "of" in joins:
        return (k - 1 if k and cut[k - 1].word == "the" else k), classes["EDGENOUN"]
    if "EDGE" in classes and "of" not in joins and not (joins & {"at"}):
        return (k - 1 if k and cut[k - 1].word == "the" else k), classes["EDGE"]
    start, modifier = modifiers.before(cut, at)
    return (start, "APPROX") if modifier and modifier.mod == "APPROX" and cut[start].word != "some" else (at, None)


def _dated(parse: Parse, tokens: range, made: list[Time]) -> tuple[date, str] | None:
    """The day of the happening that "the day before …" counts from, where a time before dates the same word."""
    last = tokens[-1]
    target = next((i for i in range(last + 1, min(last + 6, len(parse))) if parse.pos[i] in ("NOUN", "VERB")), None)
    if target is None:
        return None
    for time in reversed(made):
        day = day_of(time.value)
        if day and parse.lemma[target] in _around(parse, time):
            return day, time.id
    return None


def _around(parse: Parse, time: Time) -> Iterator[str]:
    """The lemmas that a time dates: what it hangs on, up to the verb of its clause, and what hangs on that."""
    tokens = parse.tokens(time.span)
    for above in parse.ancestors(parse.root(tokens)):
        yield parse.lemma[above]
        if parse.pos[above] in ("VERB", "AUX"):
            yield from (parse.lemma[c] for c in parse.children[above] if parse.dep[c] in ("nsubj", "nsubjpass", "dobj"))
            return


def _next(anchor: Anchor, time: Time) -> Anchor:
    """What the times after this one are counted from."""
    if time.type not in ("DATE", "TIME") or time.value.endswith("_REF") or time.value.startswith("X"):
        return anchor
    day = day_of(time.value)
    return replace(
        anchor,
        day=day or anchor.day,
        day_id=time.id if day else anchor.day_id,
        gone=(day, time.id) if day and anchor.published and day <= anchor.published else anchor.gone,
        last=time.value,
        last_id=time.id,
        quarter=time.value if "-Q" in time.value and time.anchor and not anchor.quarter else anchor.quarter,
    )
