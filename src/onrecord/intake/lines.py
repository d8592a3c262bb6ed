"""From running text to paragraphs, one a line: blank lines and hard-wrapped lines."""

from __future__ import annotations

import re

from onrecord.intake.byline import byline
from onrecord.intake.credits import agency_sign_off

_TERMINAL = re.compile(r"""[.!?:;…]["'”’)\]]*$""")
_BLANK = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_COLUMNS = re.compile(r"\S\s{3,}\S")
_WIDEST_WRAP = 100
_FEWEST = 4
_FULL_LINE = 0.6


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of clean `text`, stripped.

    A line is a paragraph, unless the text is hard-wrapped: most lines then end inside a sentence, and a block between
    blank lines is a paragraph, apart from its short lines that end a sentence and from alones.
    """
    lines = [line.strip() for line in text.split("\n")]
    if not _wrapped([line for line in lines if line]):
        return [line for line in lines if line]
    width = _width([line for line in lines if line])
    return [p for block in _BLANK.split(text.strip("\n")) for p in _unwrap(block.split("\n"), width)]


def _width(lines: list[str]) -> int:
    """The length that nine lines in ten don't exceed."""
    return sorted(map(len, lines))[int(0.9 * (len(lines) - 1))]


def _wrapped(lines: list[str]) -> bool:
    """Whether more than half of the lines are full and end inside a sentence."""
    width = _width(lines) if len(lines) >= _FEWEST else 0
    if not 0 < width <= _WIDEST_WRAP:
        return False
    going_on = sum(len(line) >= _FULL_LINE * width and not _TERMINAL.search(line) for line in lines)
    return going_on > len(lines) / 2


def _unwrap(block: list[str], width: int) -> list[str]:
    """The paragraphs of a block: a line goes on in the next unless it stands alone or is short and ends a sentence."""
    made: list[str] = []
    goes_on = False
    for words in filter(None, (line.strip() for line in block)):
        alone = bool(_COLUMNS.search(words) or agency_sign_off(words) or (words.startswith("By ") and byline(words)))
        if goes_on and not alone:
            made[-1] += " " + words
        else:
            made.append(words)
        goes_on = not alone and not (len(words) < _FULL_LINE * width and _TERMINAL.search(words))
    return made
