"""Contexts made from a few words, for the tests of stages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.knowledge import Knowledge
from onrecord.language import Parser
from onrecord.reading.context import Context
from onrecord.record import Article, Range


def article(text: str, **fields: Any) -> Article:
    """An article of `text`, one paragraph a line."""
    paragraphs = tuple(Range(start=m.start(), end=m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text))
    return Article(text=text, paragraphs=paragraphs, **fields)


@cache
def parser() -> Parser:
    return Parser()


@cache
def knowledge() -> Knowledge:
    return Knowledge()


def context(text: str, published: str | None = "2024-03-27", **layers: Any) -> Context:
    """The context of `text` as a stage finds it, with `layers` as if read before."""
    made = article(text, published=published)
    (parse,) = parser().parse([made])
    return Context(article=made, parse=parse, knowledge=knowledge(), **layers)
