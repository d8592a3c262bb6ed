"""What a page says of its article outside the text: JSON-LD, then OpenGraph and meta elements, then what it shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from htmldate import find_date
from lxml.html import HtmlElement

from onrecord.intake.article import Facts
from onrecord.intake.clean import clean
from onrecord.intake.dates import iso
from onrecord.intake.jsonld import Node, addresses_of, article_among, is_elsewhere, names, nodes_of, strings
from onrecord.intake.lines import paragraphs_of
from onrecord.intake.outlet import first, holders, letters, outlet_among, tidy, without_outlet

_TITLES = ("og:title", "twitter:title", "dc.title", "title", "headline", "parsely-title", "sailthru.title")
_AUTHORS = ("author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "byl", "article:author")
_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher_name", "cre")
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publish-date", "publishdate", "publication_date", "pubdate", "dc.date.issued", "dcterms.created",
    "dc.date", "date", "article.published", "displaydate", "datecreated",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "article:modified", "og:article:modified_time", "datemodified",
    "last-modified", "lastmod", "revision_date", "dcterms.modified", "article.updated",
)  # fmt: skip
_NAME_PARTS = re.compile(r"\s*[|/]\s*|(?<=\w{3})\.\s+|,\s+(?=\w{3})")
_NO_NAME = re.compile(r"https?:|www\.|@|/[\w.]+/|\d{4}")
_ACCOUNT = re.compile(
    r"(?:site|wp|web)?[ _-]?(?:admin(?:istrator)?|master)|root|superuser|user|guest|author|wordpress"
    r"|none|null|undefined|unknown",
    re.IGNORECASE,
)
"""What a site's software writes where nobody is named as author."""
_LONGEST_NAME = 100
_WEB = re.compile(r"https?://")
_HEADLINE = re.compile(r"headline|\bhed\b|(?:entry|post|article|story)[-_]{0,2}title", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "b strong")
_TITLE_WORDS = 4
_CUT = re.compile(r":\s+|\s+[|–—·»-]\s+|\s*\|\s*")


def facts_of(tree: HtmlElement) -> Facts:
    """The facts of a page, as its metadata give them."""
    nodes, metas = nodes_of(tree), _metas(tree)
    node = article_among(nodes, _addresses(tree, metas))
    outlet = outlet_among([*names(node.get("publisher"), nodes), *_all(metas, _OUTLETS), *holders(tree)])
    writers = names(node.get("author"), nodes) or list(_all(metas, _AUTHORS)) or _marked(tree)
    url = first(url for url in (*_addresses(tree, metas), *addresses_of(node)) if _WEB.match(url))
    return Facts(
        title=_title(tree, node, metas, outlet),
        outlet=outlet,
        authors=_once(_persons(writers, outlet)),
        published=_date(
            [
                *strings(node.get("datePublished")),
                *_all(metas, _PUBLISHED),
                *_times(tree, "datePublished"),
                *strings(node.get("dateCreated")),
            ]
        ),
        updated=_date([*strings(node.get("dateModified")), *_all(metas, _UPDATED), *_times(tree, "dateModified")]),
        url=url,
        guessed=_guessed(tree, url),
    )


def told_body(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article that JSON-LD has, for a page whose script would have shown them.

    None where that article is at another address: the page only lists it.
    """
    addresses = _addresses(tree, _metas(tree))
    article = article_among(nodes_of(tree), addresses)
    if is_elsewhere(article, addresses):
        return []
    told = "\n".join(strings(article.get("articleBody")))
    broken = re.sub(r"<(?:br|/?p|/?div|/?li|/?h\d)\b[^<>]{0,80}>", "\n", html.unescape(told), flags=re.IGNORECASE)
    return [line for part in paragraphs_of(clean(broken)) if (line := tidy(part))]


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of the page's meta elements by name, property or itemprop, in lower case."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            name, content = meta.get(key), tidy(meta.get("content"))
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _all(metas: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    return (content for name in names for content in metas.get(name, ()))


def _date(values: Iterable[str]) -> str | None:
    return next(filter(None, (iso(value) for value in values)), None)


def _times(tree: HtmlElement, itemprop: str) -> list[str]:
    marked = tree.xpath(f'//*[@itemprop="{itemprop}"]')
    pubdate = tree.xpath("//time[@pubdate]") if itemprop == "datePublished" else []
    return [time.get("datetime") or time.get("content") or "" for time in (*marked, *pubdate)]


def _guessed(tree: HtmlElement, url: str | None) -> str | None:
    return find_date(tree, extensive_search=False, original_date=True, url=url)


def _addresses(tree: HtmlElement, metas: dict[str, list[str]]) -> list[str]:
    """Where the page says that it is found."""
    links = [link.get("href") or "" for link in tree.iterfind('.//link[@rel="canonical"]')]
    return [*filter(None, links), *_all(metas, ("og:url",))]


def _title(tree: HtmlElement, node: Node, metas: dict[str, list[str]], outlet: str | None) -> str | None:
    """The heading that the page shows, where it is one of those it tells; else the first that it tells."""
    told = [tidy(t) for t in (*strings(node.get("headline")), *_all(metas, _TITLES), tree.findtext(".//title") or "")]
    told = [without_outlet(title, outlet) for title in told if title]
    known = {letters(part) for title in told for part in _parts(title)}
    headings = {level: [(tidy(h.text_content()), h) for h in tree.iter(*level.split())] for level in _HEADINGS}
    same = (text for level in headings.values() for text, _ in level if text and letters(text) in known)
    alike = (text for text, h1 in headings["h1"] if text and (_is_headline(h1) or _any_alike(text, told)))
    return first([*same, *alike, *told, *(text for text, _ in headings["h1"])])


def _parts(title: str) -> list[str]:
    """A title, and what is left of it without words of the site ("Print version: …", "… - The Post")."""
    cuts = [cut.span() for cut in _CUT.finditer(title)]
    parts = [title, *(title[end:] for _, end in cuts), *(title[:start] for start, _ in cuts)]
    least = max(_TITLE_WORDS, len(title.split()) / 2)
    return [part for part in parts if part == title or len(part.split()) >= least]


def _is_headline(heading: HtmlElement) -> bool:
    return bool(_HEADLINE.search(f"{heading.get('class')} {heading.get('itemprop')}"))


def _any_alike(heading: str, titles: Iterable[str]) -> bool:
    """Whether one of `titles` shares half its words with `heading`, or begins with it."""
    words = set(re.findall(r"\w+", heading.casefold()))
    for title in titles:
        others = set(re.findall(r"\w+", title.casefold()))
        if title.startswith(heading) or len(words & others) >= 0.5 * max(len(words), len(others), 1):
            return True
    return False


def _persons(names: Iterable[str], outlet: str | None) -> Iterator[str]:
    """`names` without "By", addresses and dates, and without the outlet's own."""
    own = letters(outlet or "")
    for name in names:
        parts = _NAME_PARTS.split(re.sub(r"^by:? ", "", tidy(name), flags=re.IGNORECASE))
        kept = ", ".join(part for part in parts if not (own and letters(part).startswith(own)))
        if kept and len(kept) < _LONGEST_NAME and not (_NO_NAME.search(kept) or _ACCOUNT.fullmatch(kept)):
            yield kept


def _once(names: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(letters(name), name)
    return tuple(kept.values())


def _marked(tree: HtmlElement) -> list[str]:
    found = tree.xpath('//*[@itemprop="author"]//*[@itemprop="name"]') or tree.xpath('//*[@rel="author"]')
    return [element.text_content() for element in found[:4]]
