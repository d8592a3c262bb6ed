"""A page as blocks of running text in document order, each with the part of the page it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from onrecord.intake.tables import rows
from onrecord.record.labels import FurnitureReason

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr".split()
)
_APART = frozenset(("a", "span", "time"))
"""Elements of which two, one right after the other, are set apart by style sheets."""
_UNSEEN = frozenset("script style noscript template svg head iframe select option textarea object canvas math".split())


@dataclass(frozen=True, slots=True)
class Block:
    """Running text of a page.

    `place` is its element and the one around it, with classes: paragraphs of one article have it in common. `zone` is
    why it would be left out, by where it stands; `linked` is how much of it is links, 0 to 1.
    """

    text: str
    place: tuple[str, str]
    zone: FurnitureReason | None
    linked: float


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of `tree`, empty ones apart."""
    return list(_Walk().over(tree))


class _Walk:
    """One pass over the tree without recursion: pages may nest as deep as they like."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.open: list[tuple[str, FurnitureReason | None]] = [("", None), ("", None)]
        self.anchors = 0
        self.apart = False

    def over(self, tree: HtmlElement) -> Iterator[Block]:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                yield from self._enter(element, tag)
                if tag in _UNSEEN:
                    walk.skip_subtree()
            else:
                yield from self._leave(element, tag)
        yield from self._flush()

    def _enter(self, element: HtmlElement, tag: str) -> Iterator[Block]:
        if tag and tag not in _INLINE:
            yield from self._flush()
            self.open.append((f"{tag} {element.get('class') or ''}".strip(), _zone(element) or self.open[-1][1]))
        if tag in _APART and self.apart and self.parts:
            self.parts.append(" ")
        self.anchors += tag == "a"
        if tag and tag not in _UNSEEN:
            self._add(element.text)

    def _leave(self, element: HtmlElement, tag: str) -> Iterator[Block]:
        if tag and tag not in _INLINE:
            yield from self._flush()
            self.open.pop()
        self.anchors -= tag == "a"
        self._add(element.tail)
        self.apart = tag in _APART and not element.tail

    def _add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.linked += len(text.strip()) if self.anchors else 0

    def _flush(self) -> Iterator[Block]:
        text = " ".join("".join(self.parts).split())
        if text:
            (around, _), (element, zone) = self.open[-2:]
            yield Block(text, (around, element), zone, min(1.0, self.linked / len(text)))
        self.parts, self.linked = [], 0


def _zone(element: HtmlElement) -> FurnitureReason | None:
    if element.tag in {"body", "html", "article", "main"}:
        return None
    words = " ".join([element.tag, *(element.get(key) or "" for key in ("class", "id", "role"))])
    return _zone_of(words[:200])


@cache
def _zones() -> tuple[tuple[FurnitureReason, re.Pattern[str]], ...]:
    return tuple(
        (cast("FurnitureReason", row["reason"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows("zones.tsv")
    )


def _zone_of(words: str) -> FurnitureReason | None:
    return next((reason for reason, pattern in _zones() if pattern.search(words)), None)
