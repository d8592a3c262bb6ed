"""What a bare number counts where the words leave it out: what the number before it counts.

"Lind won eight delegates and Berg six"; "52% of members stayed and 48% left"; "five feet (1.5 metres)".
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from onrecord.reading.context import Context
from onrecord.record import Figure

NEAR = 2
"""Sentences back that a bare number may look for what it counts."""
OWN = frozenset({"age", "money", "distance"})
"""Kinds whose figures don't lend what they measure to a bare number."""


def shared(context: Context, figure: Figure, before: Sequence[Figure]) -> Figure:
    """The figure with what it counts taken from one before it, where it has nothing of its own."""
    if figure.of is not None or not before:
        return figure
    if _converted(context, figure, before[-1]):
        return structs.replace(figure, of=before[-1].of)
    if figure.kind in OWN or figure.unit not in (None, "person", "percent"):
        return figure
    lender = next((f for f in reversed(before[-4:]) if f.of is not None and _alike(figure, f)), None)
    if lender is None or not _near(context, lender, figure):
        return figure
    votes = figure.kind == "count" and lender.kind == "votes"
    people = figure.unit is None and lender.unit == "person"
    return structs.replace(
        figure,
        of=lender.of,
        kind=lender.kind if votes else figure.kind,
        unit="person" if people else figure.unit,
    )


def _converted(context: Context, figure: Figure, last: Figure) -> bool:
    """Whether the figure stands in brackets or after a semicolon behind one in another unit."""
    between = context.article.text[last.number.end : figure.number.start].strip()
    return between in ("(", ";", "/", "or", "(about") and figure.unit != last.unit and figure.unit is not None


def _alike(figure: Figure, lender: Figure) -> bool:
    return lender.kind not in OWN and (figure.kind == "percent") == (lender.kind == "percent")


def _near(context: Context, lender: Figure, figure: Figure) -> bool:
    """Whether both stand in one paragraph, a sentence or two apart."""
    if "\n" in context.article.text[lender.number.end : figure.number.start]:
        return False
    parse = context.parse
    a, b = (parse.sentence_of[parse.tokens(f.number)[0]] for f in (lender, figure))
    return b - a <= NEAR
