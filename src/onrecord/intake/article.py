"""From lines and what is known of them to an `Article`: the layer that is the same for pages and for pasted text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from onrecord.intake.agencies import agency_of
from onrecord.intake.byline import Byline, byline
from onrecord.intake.english import name_of, require_english
from onrecord.intake.errors import IntakeError
from onrecord.intake.headline import headline_of
from onrecord.intake.limits import Limits
from onrecord.intake.local import as_shown
from onrecord.intake.sorting import Line, Sorted, sort_lines
from onrecord.record import Article, Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the source says of a report outside its text."""

    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    lang: str | None = None
    guessed: str | None = None
    """A day of publication that is only inferred, for a report that shows none."""


def assemble(lines: Sequence[Line], facts: Facts, limits: Limits) -> Article:
    """The article of `lines`, one paragraph each: furniture, byline, dateline and credits taken out of the body.

    Raises `IntakeError` where no body is left, where it is too long, or not English.
    """
    if facts.title is None:
        facts = replace(facts, title=headline_of([line.text for line in lines if not line.zone]))
    sorted_ = sort_lines(lines, facts.title, facts.authors)
    text = "\n".join(sorted_.body)
    _check(text, facts, limits)
    authors, agencies = _people(facts, sorted_)
    told = as_shown(facts.published, facts.updated, sorted_.dated, facts.url)
    return Article(
        title=facts.title,
        outlet=facts.outlet,
        agency=next(filter(None, agencies), None),
        authors=authors,
        credits=tuple(sorted_.credits),
        dateline=sorted_.dateline,
        published=told or sorted_.day or (facts.guessed if facts.guessed != sorted_.updated else None),
        updated=facts.updated or sorted_.updated,
        url=facts.url,
        text=text,
        paragraphs=_paragraphs(sorted_.body),
        furniture=tuple(sorted_.furniture),
    )


def require_length(text: str, limits: Limits) -> None:
    """Raise `IntakeError` where `text` has more words or characters than a report may."""
    words = len(text.split())
    if words > limits.words:
        raise IntakeError(f"{words:,} words, over the limit of {limits.words:,} words a report")
    if len(text) > limits.characters:
        raise IntakeError(f"{len(text):,} characters, over the limit of {limits.characters:,} characters a report")


def _check(text: str, facts: Facts, limits: Limits) -> None:
    if not text:
        raise IntakeError("no article text")
    require_length(text, limits)
    if facts.lang is None:
        require_english(text)
    elif facts.lang.split("-")[0].lower() not in {"en", "eng"}:
        raise IntakeError(f"not English: marked as {name_of(facts.lang)}")


def _people(facts: Facts, sorted_: Sorted) -> tuple[tuple[str, ...], list[str | None]]:
    """The authors, without agencies among them, and the agencies named anywhere, the surest first."""
    given = [byline(f"By {author}") or byline(author) or Byline((author,), None) for author in facts.authors]
    writers = given if any(b.authors for b in given) else [*given, *sorted_.bylines]
    names = (name.removesuffix(f" {facts.outlet}") for b in writers for name in b.authors)
    authors = dict.fromkeys(name for name in names if not agency_of(name))
    dateline = sorted_.dateline.agency if sorted_.dateline else None
    bylines = [b.agency for b in (*given, *sorted_.bylines)]
    return tuple(authors), [
        agency_of(facts.agency) or facts.agency, dateline, *bylines, *sorted_.agencies, agency_of(facts.outlet)
    ]  # fmt: skip


def _paragraphs(body: Sequence[str]) -> tuple[Range, ...]:
    ends = list(accumulate((len(line) for line in body), lambda end, length: end + 1 + length))
    return tuple(Range(start=end - len(line), end=end) for end, line in zip(ends, body, strict=True))
