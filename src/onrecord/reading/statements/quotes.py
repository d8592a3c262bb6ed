"""Where the quotation marks of a text open and close."""

from __future__ import annotations

import re

from onrecord.record import Article, Range

CLOSING = {"“": "”“", "„": "“”", "«": "»", "‘": "’", "'": "'", '"': '"', "''": "''", "``": "''"}
MARK = re.compile(r"``|''|[“”„«»\"]|(?<!\w)‘|’(?!\w)|(?<![\w'])'(?=\w)|(?<=[\w.,!?])'(?![\w'])")
SINGLE = {"‘": r"’(?!\w)", "'": r"(?<=[\w.,!?])'(?![\w'])"}
"""Single marks that may open a quotation, and what then closes it."""
DOUBLE = ("“", "„", "«", '"', "''", "``")


def quotations(article: Article) -> tuple[Range, ...]:
    """The outermost quotations of each paragraph, marks included, in text order.

    A mark left open runs to the end of its paragraph (as where a quotation goes on in the next one).
    Straight and doubled marks alternate, but for that of inches (12"); a single mark opens a quotation only before a
    letter and where it closes in the same paragraph, so that apostrophes are none.
    """
    return tuple(q for p in article.paragraphs for q in _paragraph(article.text, p))


def _paragraph(text: str, paragraph: Range) -> list[Range]:
    found: list[Range] = []
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, paragraph.start, paragraph.end):
        if opened is None:
            if _opens(text, mark, paragraph):
                opened = mark
        elif mark[0] in _closers(opened[0]) and not _reopens(opened, mark, text):
            found.append(Range(start=opened.start(), end=mark.end()))
            opened = None
    if opened is not None and opened[0] in DOUBLE:
        found.append(Range(start=opened.start(), end=paragraph.end))
    return found


def _closers(opening: str) -> tuple[str, ...]:
    closing = CLOSING[opening]
    return (closing,) if closing == "''" else tuple(closing)


def _opens(text: str, mark: re.Match[str], paragraph: Range) -> bool:
    if mark[0] in SINGLE:
        closes = re.compile(SINGLE[mark[0]]).search(text, mark.end(), paragraph.end)
        return text[mark.end() : mark.end() + 1].isalpha() and closes is not None
    if mark[0] == "''":
        return mark.end() < paragraph.end and not text[mark.end()].isspace()
    if mark[0] == '"':
        return not (text[: mark.start()][-1:].isalnum() and not text[mark.end() : mark.end() + 1].isalnum())
    return mark[0] in CLOSING


def _reopens(opened: re.Match[str], mark: re.Match[str], text: str) -> bool:
    """A second “ inside a quotation that “ opened is one more opening mark, unless it stands where one closes."""
    return mark[0] == "“" == opened[0] and not text[mark.start() - 1 : mark.start()].strip(" ")


def inside(spans: tuple[Range, ...], quoted: tuple[Range, ...], text: str) -> tuple[int, int]:
    """How many word characters of `spans` stand inside quotations, and how many they have."""
    total = within = 0
    for span in spans:
        total += _letters(text, span.start, span.end)
        for quote in quoted:
            if quote.overlaps(span):
                within += _letters(text, max(span.start, quote.start), min(span.end, quote.end))
    return within, total


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))
