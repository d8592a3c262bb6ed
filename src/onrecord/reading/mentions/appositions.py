"""What stands in apposition to what, by the parse, where no quotation ends between them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Parse

_MARKS = frozenset({'"', "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "``", "''"})
_APOSTROPHES = frozenset({"'", "’"})


def apposed_to(parse: Parse, i: int) -> int | None:
    """The token that token `i` is in apposition to, or None; what is quoted and who says it are two."""
    return parse.head[i] if parse.dep[i] == "appos" and not parted(parse, i, parse.head[i]) else None


def appositions(parse: Parse, i: int) -> Iterator[int]:
    """The tokens in apposition to token `i`, in text order."""
    return (c for c in parse.children[i] if apposed_to(parse, c) is not None)


def parted(parse: Parse, a: int, b: int) -> bool:
    """Whether one of two tokens is in a quotation and the other is not, but for a quoted name: the group "Halden"."""
    marks = [i for i in range(min(a, b) + 1, max(a, b)) if _is_mark(parse, i)]
    return len(marks) % 2 == 1 and not any(_holds_name(parse, marks[0], step) for step in (-1, 1))


def _holds_name(parse: Parse, mark: int, step: int) -> bool:
    """Whether nothing but a name, with or without a comma, stands from a mark to the next one, back or on."""
    i = mark + step
    while 0 <= i < len(parse) and (parse.pos[i] == "PROPN" or parse.word[i] == ","):
        i += step
    named = abs(i - mark) > 1 and any(parse.pos[k] == "PROPN" for k in range(min(i, mark) + 1, max(i, mark)))
    return named and 0 <= i < len(parse) and _is_mark(parse, i)


def _is_mark(parse: Parse, i: int) -> bool:
    word = parse.word[i]
    return word in _MARKS or (word in _APOSTROPHES and (parse.tag[i] != "POS" or not parse.word[i - 1][-1:].isalnum()))
