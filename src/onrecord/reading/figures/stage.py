"""The stage: every figure of the report with what it counts, its kind, its voice and its event."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.language import Parse
from onrecord.reading.context import Context
from onrecord.reading.figures.ages import aged
from onrecord.reading.figures.amount import Amount
from onrecord.reading.figures.amounts import amounts
from onrecord.reading.figures.counted import Counted, counted
from onrecord.reading.figures.ellipsis import shared
from onrecord.reading.figures.kind import kind, unit
from onrecord.reading.figures.reject import rejected
from onrecord.reading.figures.status import status
from onrecord.reading.pieces import Piece, pieces
from onrecord.record import Figure, Range, span_of


def figures(context: Context) -> tuple[Figure, ...]:
    """The stage: the figures of the report in text order, ids f1, f2, …"""
    parse, text = context.parse, context.article.text
    cut = pieces(text)
    busy = _Busy(context)
    triggers = _triggers(context)
    made: list[Figure] = []
    names: set[str] = set()
    ages: set[int] = set()
    for amount in amounts(cut):
        core = Range(start=cut[amount.core].start, end=cut[amount.close - 1].end)
        tokens = parse.tokens(core)
        amount = aged(parse, cut, amount, tokens, ages)
        if amount.kind != "age" and busy.holds(core):
            continue
        if rejected(parse, cut, amount, tokens, names):
            names.add(cut[amount.core].word)
            continue
        if amount.kind == "age":
            ages.update(tokens)
        figure = _figure(context, f"f{len(made) + 1}", amount, cut, triggers)
        made.append(shared(context, figure, made))
    return tuple(made)


class _Busy:
    """The stretches that the times of the report take up."""

    def __init__(self, context: Context) -> None:
        self.starts = [t.span.start for t in context.times]
        self.ends = [t.span.end for t in context.times]

    def holds(self, core: Range) -> bool:
        at = bisect_right(self.starts, core.start) - 1
        return at >= 0 and self.ends[at] > core.start


def _figure(
    context: Context, identity: str, amount: Amount, cut: tuple[Piece, ...], triggers: dict[int, str]
) -> Figure:
    parse = context.parse
    number = span_of(parse.text, cut[amount.first].start, cut[amount.last - 1].end)
    what = counted(parse, amount, parse.tokens(Range(start=cut[amount.core].start, end=number.end)))
    found = kind(parse, amount, what)
    return Figure(
        id=identity,
        number=number,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        approx=amount.approx,
        unit=unit(parse, amount, what, found),
        of=what.of,
        kind=found,
        status=status(parse, what.head),
        voice=context.voice(number),
        event=_event(parse, what, triggers),
    )


def _triggers(context: Context) -> dict[int, str]:
    """The event of each token that is a trigger."""
    return {i: event.id for event in context.events for i in context.parse.tokens(event.trigger)}


def _event(parse: Parse, what: Counted, triggers: dict[int, str]) -> str | None:
    """The event that the figure belongs to: the nearest trigger that governs it, or that its verb has as subject."""
    if not triggers:
        return None
    for i in (*((what.noun,) if what.noun is not None else ()), what.head, *parse.ancestors(what.head)):
        if i in triggers:
            return triggers[i]
        if parse.pos[i] in ("VERB", "AUX"):
            beside = (c for c in parse.children[i] if parse.dep[c] in ("nsubj", "nsubjpass", "dobj") and c in triggers)
            if (c := next(beside, None)) is not None:
                return triggers[c]
            if parse.dep[i] in ("ccomp", "ROOT"):
                return None
    return None
