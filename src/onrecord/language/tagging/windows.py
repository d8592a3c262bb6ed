"""Text to windows of wordpieces: what the encoder is fed, at training and at run time.

Needs numpy and `tokenizers` only.  A text is a flat run of wordpieces with a separator
after each paragraph; windows are cut from it between paragraphs where possible.  Each
window has a core, which it answers for, and context on both sides, which it only reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Ints = npt.NDArray[np.int64]

PARAGRAPH = re.compile(r"[^\r\n]+")
QUOTE = re.compile(r"[\u201c\u201d\"]|''|``")
MARKS = str.maketrans("«»‹›", "“”“”")
LOW = str.maketrans("“‘„‚", "”’“‘")
"""Where quotations open low (German, Polish), the mark that opens them elsewhere closes them."""
CLS, SEP = 101, 102
SHAPES = 16


@dataclass(frozen=True)
class Pieces:
    """A text as wordpieces: vocabulary ids, shapes, character offsets, paragraph starts."""

    ids: Ints
    shapes: Ints
    starts: Ints
    ends: Ints
    paragraphs: tuple[int, ...]


@dataclass(frozen=True)
class Window:
    """Pieces `[low, high)` are read, of which `[core_low, core_high)` are answered for."""

    low: int
    high: int
    core_low: int
    core_high: int


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer without the cutting and padding that its file may ask for."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def familiar(paragraph: str) -> str:
    """A paragraph with its quotation marks as English has them, character for character: all that training saw."""
    return (paragraph.translate(LOW) if "„" in paragraph else paragraph).translate(MARKS)


def quoted_ranges(paragraph: str) -> list[tuple[int, int]]:
    """Where quotation marks are open; one left open runs to the end of the paragraph."""
    ranges, opened = [], -1
    for mark in QUOTE.finditer(paragraph):
        sign = mark.group()
        opens = sign in "\u201c``" or (sign not in "\u201d" and opened < 0)
        if opens and opened < 0:
            opened = mark.start()
        elif not opens and opened >= 0:
            ranges.append((opened, mark.end()))
            opened = -1
    if opened >= 0:
        ranges.append((opened, len(paragraph)))
    return ranges


def case_of(surface: str) -> int:
    """0 without capitals, 1 initial capital, 2 capitals only, 3 a capital further on."""
    if surface == surface.lower():
        return 0
    if len(surface) > 1 and surface == surface.upper():
        return 2
    return 1 if surface[0].isupper() else 3


def shapes_of(paragraph: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Of each piece: case, whether inside quotation marks, whether it opens the paragraph."""
    quoted = bytearray(len(paragraph) + 1)
    for low, high in quoted_ranges(paragraph):
        quoted[low:high] = b"\x01" * (high - low)
    shapes = [case_of(paragraph[s:e] or " ") + 4 * quoted[s] for s, e in offsets]
    if shapes:
        shapes[0] += 8
    return shapes


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    """The wordpieces of a text, paragraph by paragraph."""
    found = list(PARAGRAPH.finditer(text))
    read = [familiar(m.group()) for m in found]
    encoded = tokenizer.encode_batch(read, add_special_tokens=False)
    ids: list[int] = []
    shapes: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraphs: list[int] = []
    for match, words, encoding in zip(found, read, encoded, strict=True):
        at, offsets = match.start(), encoding.offsets
        paragraphs.append(len(ids))
        ids += [*encoding.ids, SEP]
        shapes += [*shapes_of(words, offsets), 0]
        starts += [*(at + s for s, _ in offsets), match.end()]
        ends += [*(at + e for _, e in offsets), match.end() + 1]
    a, b, c, d = (np.array(values, dtype=np.int64) for values in (ids, shapes, starts, ends))
    return Pieces(a, b, c, d, tuple(paragraphs))


def cores(pieces: Pieces, size: int, first: int) -> Iterator[tuple[int, int]]:
    """Runs of whole paragraphs of at most `size` pieces; the first of at most `first`.

    A paragraph longer than that is cut where it must be.
    """
    total, low, limit = len(pieces.ids), 0, first
    edges = np.array([*pieces.paragraphs[1:], total])
    while low < total:
        within = edges[(edges > low) & (edges <= low + limit)]
        high = int(within[-1]) if within.size else min(low + limit, total)
        yield low, high
        low, limit = high, size


def windows_of(pieces: Pieces, size: int, context: int, first: int | None = None) -> list[Window]:
    """Windows whose core and context together hold at most `size` pieces."""
    total = len(pieces.ids)
    if total <= size:
        return [Window(0, total, 0, total)] if total else []
    core = size - 2 * context
    return [
        Window(max(0, low - context), min(total, high + context), low, high)
        for low, high in cores(pieces, core, first or core)
    ]


def batch_of(pieces: Pieces, windows: Sequence[Window]) -> tuple[Ints, Ints, Ints]:
    """Padded ids, shapes and mask of windows, each behind a class piece."""
    width = max(w.high - w.low for w in windows) + 1
    ids, shapes, mask = (np.zeros((len(windows), width), dtype=np.int64) for _ in range(3))
    for row, window in enumerate(windows):
        end = window.high - window.low + 1
        ids[row, 0] = CLS
        ids[row, 1:end] = pieces.ids[window.low : window.high]
        shapes[row, 1:end] = pieces.shapes[window.low : window.high]
        mask[row, :end] = 1
    return ids, shapes, mask
