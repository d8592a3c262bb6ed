"""A saved page: trafilatura finds the body, the page tells the facts, and what is left over is kept as furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree, html
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from onrecord.intake.article import Facts, assemble, require_length
from onrecord.intake.blocks import Block, blocks_of
from onrecord.intake.clean import clean
from onrecord.intake.errors import IntakeError
from onrecord.intake.limits import Limits
from onrecord.intake.metadata import facts_of, told_body
from onrecord.intake.sorting import Line
from onrecord.record import Article

_NEAR = 8
"""How many blocks before or after the body may hold the report's own byline and credits."""
_SAME_WORDS = 20
"""A block of so many letters is body text where it is part of a body line; a shorter one has to be the line."""
_COLUMN = 400
_LITTLE = 0.5
_LINKED = 0.3
_SHORT = 40
_TELLING = 12
_SENTENCE = re.compile(r"""[.!?…。！？।؟]["'”’」)\]]*$""")
"""Also in other scripts: that a text is not English is for the language check to say."""
_BULLET = re.compile(r"^(?:[-•·*]|\|)\s+")


def read_page(page: str, given: Facts, limits: Limits) -> Article:
    """The article of a clean `page`; what is `given` goes before what the page says, but for the date of publication.

    Raises `IntakeError` where there is no article on it.
    """
    tree = _parsed(page, limits)
    facts = _merged(given, facts_of(tree))
    try:
        return _article(tree, facts, limits)
    except IntakeError as error:
        raise error.about(facts) from None


def _article(tree: HtmlElement, facts: Facts, limits: Limits) -> Article:
    blocks, told = blocks_of(tree), told_body(tree)
    _unfold_layout(tree)
    body = _body(tree, blocks)
    if not any(map(_tells, body)):
        body = told
    if not any(map(_tells, body)):
        raise IntakeError("no article on this page")
    require_length(" ".join(body), limits)
    return assemble(_lines(blocks, body, facts.title), facts, limits)


def _parsed(page: str, limits: Limits) -> HtmlElement:
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(page.encode(), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise IntakeError("no HTML in this page") from error
    nodes, depth = _size(tree)
    if nodes > limits.html_nodes:
        raise IntakeError(f"{nodes:,} elements, over the limit of {limits.html_nodes:,} a page")
    if depth > limits.html_depth:
        raise IntakeError(f"elements nested {depth:,} deep or deeper, over the limit of {limits.html_depth:,}")
    return tree


def _unfold_layout(tree: HtmlElement) -> None:
    """Make a table whose cells hold running text, as old pages are laid out, a plain division."""
    layout = {table for cell in tree.iter("td", "th") if _is_column(cell) for table in cell.iterancestors("table")}
    parts = [part for part in tree.iter("tbody", "tr", "td", "th") if next(part.iterancestors("table"), None) in layout]
    for element in (*layout, *parts):
        element.tag = "div"


def _is_column(cell: HtmlElement) -> bool:
    return len(cell.findall("p")) > 1 and len(cell.text_content()) > _COLUMN


def _size(tree: HtmlElement) -> tuple[int, int]:
    """How many elements, and how deep the deepest is."""
    nodes = depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            nodes, depth = nodes + 1, depth + 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return nodes, deepest


def _merged(given: Facts, told: Facts) -> Facts:
    known = {name: value for name in Facts.__slots__ if (value := getattr(given, name))}
    return replace(told, **known | {"published": told.published or given.published})


def _body(tree: HtmlElement, blocks: Sequence[Block]) -> list[str]:
    """The paragraphs of the article: what is surely one; and where that is little of the page's text, what may be."""
    written = sum(len(block.text) for block in blocks if _written(block))
    sure = _extracted(deepcopy(tree), precise=True)
    if sum(map(len, sure)) >= _LITTLE * written:
        return sure
    return max(sure, _extracted(tree, precise=False), key=lambda lines: sum(map(len, lines)))


def _tells(line: str) -> bool:
    """Whether a line can be part of an article, rather than a list of links."""
    return bool(_SENTENCE.search(line)) or len(line.split()) >= _TELLING


def _written(block: Block) -> bool:
    return block.place[1].startswith("p") and block.linked < _LINKED and bool(_SENTENCE.search(block.text))


def _extracted(tree: HtmlElement, *, precise: bool) -> list[str]:
    """The paragraphs that trafilatura finds. It changes the tree."""
    found = bare_extraction(tree, include_comments=False, favor_precision=precise)
    text = clean(found.text or "") if found is not None and not isinstance(found, dict) else ""
    return [line for line in (_BULLET.sub("", line.strip()) for line in text.split("\n")) if line]


def _lines(blocks: Sequence[Block], body: Sequence[str], title: str | None) -> list[Line]:
    """Body lines and left-over blocks in the order of the page."""
    places = _places(blocks, body)
    left = _left_over(blocks, body)
    taken = [place for place in places if place is not None]
    alike = {blocks[i].place for i in taken}
    start = min(taken, default=0)
    found = {i for i in left if i > start and _overlooked(blocks[i], alike)}
    first, last = _around(blocks, start, title), max([*taken, *found], default=0) + _NEAR
    made, at = [], 0
    for line, place in zip(body, places, strict=True):
        if place is not None and place > at:
            made += [_other(blocks[i], i, first, last, i in found) for i in range(at, place) if i in left]
            at = place
        made.append(Line(line))
    return made + [_other(blocks[i], i, first, last, i in found) for i in range(at, len(blocks)) if i in left]


def _around(blocks: Sequence[Block], start: int, title: str | None) -> int:
    """Where what belongs to the report begins: at its title, or a few blocks before the body."""
    heading = _squeezed(title or "")
    shown = [i for i in range(start) if heading and _squeezed(blocks[i].text) == heading]
    return min(shown[-1] if shown else start, max(0, start - _NEAR))


def _overlooked(block: Block, alike: set[tuple[str, str]]) -> bool:
    """Whether a left-over block is a paragraph built like those of the body."""
    return block.zone is None and block.place in alike and len(block.text) >= _SHORT and _written(block)


def _other(block: Block, at: int, first: int, last: int, overlooked: bool) -> Line:
    if overlooked:
        return Line(block.text)
    near = first <= at <= last
    return Line(block.text, block.zone or ("related" if near else "navigation"), near)


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _places(blocks: Sequence[Block], body: Sequence[str]) -> list[int | None]:
    """The block in which each body line begins: the next one that has its first letters, or None."""
    starts: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        starts.setdefault(_squeezed(block.text)[:_SAME_WORDS], []).append(i)
    places: list[int | None] = []
    at = 0
    for line in body:
        candidates = starts.get(_squeezed(line)[:_SAME_WORDS], [])
        next_one = bisect_left(candidates, at)
        places.append(candidates[next_one] if next_one < len(candidates) else None)
        at = places[-1] or at
    return places


def _left_over(blocks: Sequence[Block], body: Sequence[str]) -> set[int]:
    whole = {_squeezed(line) for line in body}
    text = "\n".join(whole)
    left = set()
    for i, block in enumerate(blocks):
        words = _squeezed(block.text)
        if words and words not in whole and not (len(words) >= _SAME_WORDS and words in text):
            left.add(i)
    return left
