"""Words that the accounts of stories share: lists of names, counts, numbers, times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

Row = dict[str, Any]
Account = dict[str, list[Row]]
NAMES = 4
"""Names in a list before it says how many more."""
LONGEST = 320
"""Characters of a sentence or statement that are shown."""


def listed(names: Sequence[str]) -> str:
    """A list of names, the first ones of many."""
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(flat(name) for name in names[:NAMES]) + more


def flat(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())


def cut(words: str, longest: int = LONGEST) -> str:
    """Words on one line, the beginning of many."""
    words = flat(words)
    if len(words) <= longest:
        return words
    start = words[: longest - 2]
    return (start.rpartition(" ")[0].rstrip(" ,;:") or start) + " …"


def minute(published: str | None) -> str:
    """A time of publication to the minute; nothing where there is none."""
    return (published or "")[:16].replace("T", " ")


def many(count: int, noun: str) -> str:
    """A count with its noun."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else plural}"


def rest(count: int) -> Iterator[RenderableType]:
    """How many are not shown."""
    if count > 0:
        yield Text(f"  and {count:,} more; --json has all", style="dim")


def number(value: float | None) -> str:
    """A number as people write it."""
    return "?" if value is None else f"{int(value):,}" if value == int(value) else f"{value:,}"
