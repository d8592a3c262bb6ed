"""schema.org metadata in JSON-LD: the node of a page that describes its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias
from urllib.parse import unquote

from lxml.html import HtmlElement

Node: TypeAlias = Mapping[str, object]
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Analysis|Review|Interview)$")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author")
_DEEPEST = 6


def nodes_of(tree: HtmlElement) -> list[Node]:
    """All nodes of the page's JSON-LD, those inside others included."""
    return [
        node for script in tree.iterfind('.//script[@type="application/ld+json"]') for node in _nodes(_read(script))
    ]


def article_among(nodes: Iterable[Node], addresses: Iterable[str] = ()) -> Node:
    """The node whose type is an article's (NewsArticle, BlogPosting, …), or an empty one.

    Of several the first that is at one of the page's `addresses`, else the first: a page lists other articles, too.
    """
    found = [node for node in nodes if any(map(_ARTICLE.search, strings(node.get("@type"))))]
    here = set(map(_place, addresses))
    own = (node for node in found if not here.isdisjoint(map(_place, addresses_of(node))))
    return next(own, found[0] if found else {})


def addresses_of(node: Node) -> list[str]:
    """Where a node says that it, or the page that it is the main part of, is found."""
    page = node.get("mainEntityOfPage")
    return [*strings(node.get("url")), *strings(page.get("@id") if isinstance(page, Mapping) else page)]


def is_elsewhere(node: Node, addresses: Iterable[str]) -> bool:
    """Whether a node gives paths of which none is that of one of the page's `addresses`, where the page has any.

    Hosts and queries may differ between two addresses of one page, and the site's own says nothing of a report.
    """
    here, there = set(map(_path, addresses)), set(map(_path, addresses_of(node))) - {""}
    return bool(here and there) and here.isdisjoint(there)


def _path(address: str) -> str:
    return unquote(re.sub(r"^(?:https?:)?//[^/?#]*|[?#].*", "", address, flags=re.DOTALL)).rstrip("/")


def _place(address: str) -> str:
    """An address without what may differ between two of one page: its scheme, fragment and last slash."""
    return re.sub(r"^https?:", "", address.partition("#")[0]).rstrip("/")


def names(value: object, nodes: Iterable[Node]) -> list[str]:
    """The names of persons or organizations: given as they are, in a node, or by the `@id` of a node elsewhere."""
    if isinstance(value, list):
        return [name for member in value for name in names(member, nodes)]
    if isinstance(value, Mapping) and not value.get("name"):
        same = (
            node["name"] for node in nodes if value.get("@id") and node.get("@id") == value["@id"] and node.get("name")
        )
        return strings(next(same, None))
    return strings(value)


def strings(value: object) -> list[str]:
    """The strings that a value stands for: itself, its `name`, or those of its members."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return strings(value.get("name"))
    return [text for member in value for text in strings(member)] if isinstance(value, list) else []


def _read(script: HtmlElement) -> object:
    text = (
        re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", script.text or "")
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for member in value:
            yield from _nodes(member, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        for key in _NESTED:
            yield from _nodes(value.get(key), depth + 1)
