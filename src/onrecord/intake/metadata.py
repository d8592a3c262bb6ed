"""What a page says of its article outside the text: JSON-LD, then OpenGraph and meta elements, then what it shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from htmldate import find_date
from lxml.html import HtmlElement

from onrecord.intake.article import Facts
from onrecord.intake.clean import clean
from onrecord.intake.dates import iso
from onrecord.intake.jsonld import Node, article_among, names, nodes_of, strings

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
_LONGEST_NAME = 100
_HEADLINE = re.compile(r"headline|\bhed\b|(?:entry|post|article|story)[-_]{0,2}title", re.IGNORECASE)
_HOLDER = re.compile(r"(?:©|[Cc]opyright)[\s\d,–©-]*(?:by )?(?P<name>[A-Z][\w'’&-]*(?: [A-Z][\w'’&-]*){0,4})")
_HEADINGS = ("h1", "h2", "h3", "b strong")
_TITLE_WORDS = 4
_CUT = re.compile(r":\s+|\s+[|–—·»-]\s+|\s*\|\s*")
_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+|\s*\|\s*")


def facts_of(tree: HtmlElement) -> Facts:
    """The facts of a page, as its metadata give them."""
    nodes, metas = nodes_of(tree), _metas(tree)
    node = article_among(nodes)
    outlet = _outlet([*names(node.get("publisher"), nodes), *_all(metas, _OUTLETS), *_holders(tree)])
    writers = names(node.get("author"), nodes) or list(_all(metas, _AUTHORS)) or _marked(tree)
    url = _first(_urls(tree, node, metas))
    return Facts(
        title=_title(tree, node, metas, outlet),
        outlet=outlet,
        authors=tuple(dict.fromkeys(_persons(writers, outlet))),
        published=_date(
            [*strings(node.get("datePublished")), *_all(metas, _PUBLISHED), *_times(tree, "datePublished")]
        ),
        updated=_date([*strings(node.get("dateModified")), *_all(metas, _UPDATED), *_times(tree, "dateModified")]),
        url=url,
        guessed=_guessed(tree, url),
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of the page's meta elements by name, property or itemprop, in lower case."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            name, content = meta.get(key), _tidy(meta.get("content"))
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _all(metas: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    return (content for name in names for content in metas.get(name, ()))


def _tidy(value: str | None) -> str:
    return " ".join(clean(html.unescape(re.sub(r"<[^<>]{1,80}>", "", value or ""))).split())


def _first(values: Iterable[str]) -> str | None:
    return next(filter(None, map(_tidy, values)), None)


def _date(values: Iterable[str]) -> str | None:
    return next(filter(None, (iso(value) for value in values)), None)


def _times(tree: HtmlElement, itemprop: str) -> list[str]:
    marked = tree.xpath(f'//*[@itemprop="{itemprop}"]')
    pubdate = tree.xpath("//time[@pubdate]") if itemprop == "datePublished" else []
    return [time.get("datetime") or time.get("content") or "" for time in (*marked, *pubdate)]


def _guessed(tree: HtmlElement, url: str | None) -> str | None:
    return find_date(tree, extensive_search=False, original_date=True, url=url)


def _outlet(names: Iterable[str]) -> str | None:
    return _first(name for name in names if not re.match(r"https?:|//|@", name.strip()))


def _holders(tree: HtmlElement) -> Iterator[str]:
    """Those who hold the copyright by a line of the page, where its title element names them, too."""
    title = _letters(tree.findtext(".//title") or "")
    for notice in tree.xpath('//text()[contains(., "©") or contains(., "opyright")]'):
        found = _HOLDER.search(" ".join(notice.split()))
        if found and _letters(found["name"]) in title:
            yield found["name"]


def _urls(tree: HtmlElement, node: Node, metas: dict[str, list[str]]) -> list[str]:
    links = [link.get("href") or "" for link in tree.iterfind('.//link[@rel="canonical"]')]
    page = node.get("mainEntityOfPage")
    told = [
        *links,
        *_all(metas, ("og:url",)),
        *strings(node.get("url")),
        *strings(page.get("@id") if isinstance(page, Mapping) else page),
    ]
    return [url for url in told if url.startswith(("http://", "https://"))]


def _title(tree: HtmlElement, node: Node, metas: dict[str, list[str]], outlet: str | None) -> str | None:
    """The heading that the page shows, where it is one of those it tells; else the first that it tells."""
    told = [_tidy(t) for t in (*strings(node.get("headline")), *_all(metas, _TITLES), tree.findtext(".//title") or "")]
    told = [_without_outlet(title, outlet) for title in told if title]
    known = {_letters(part) for title in told for part in _parts(title)}
    headings = {level: [(_tidy(h.text_content()), h) for h in tree.iter(*level.split())] for level in _HEADINGS}
    same = (text for level in headings.values() for text, _ in level if text and _letters(text) in known)
    alike = (text for text, h1 in headings["h1"] if text and (_is_headline(h1) or _any_alike(text, told)))
    return _first([*same, *alike, *told, *(text for text, _ in headings["h1"])])


def _parts(title: str) -> list[str]:
    """A title, and what is left of it without words of the site ("Print version: …", "… - The Post")."""
    cuts = [cut.span() for cut in _CUT.finditer(title)]
    parts = [title, *(title[end:] for _, end in cuts), *(title[:start] for start, _ in cuts)]
    least = max(_TITLE_WORDS, len(title.split()) / 2)
    return [part for part in parts if part == title or len(part.split()) >= least]


def _is_headline(heading: HtmlElement) -> bool:
    return bool(_HEADLINE.search(f"{heading.get('class')} {heading.get('itemprop')}"))


def _without_outlet(title: str, outlet: str | None) -> str:
    """A title such as "Rain ends drought | The Daily Post" without the outlet's name, or a form of it."""
    parts = _SEPARATOR.split(title)
    name = _letters(outlet or "")
    if len(parts) < 2 or not name:
        return title
    for part, kept in ((parts[-1], slice(None, -1)), (parts[0], slice(1, None))):
        short = _letters(part)
        if short and (short in name or name in short):
            start = title.index(parts[kept][0])
            return title[start : title.rindex(parts[kept][-1]) + len(parts[kept][-1])]
    return title


def _letters(words: str) -> str:
    return re.sub(r"\W+|^the\b", "", words.casefold())


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
    own = _letters(outlet or "")
    for name in names:
        parts = _NAME_PARTS.split(re.sub(r"^by:? ", "", _tidy(name), flags=re.IGNORECASE))
        kept = ", ".join(part for part in parts if not (own and _letters(part).startswith(own)))
        if kept and len(kept) < _LONGEST_NAME and not _NO_NAME.search(kept):
            yield kept


def _marked(tree: HtmlElement) -> list[str]:
    found = tree.xpath('//*[@itemprop="author"]//*[@itemprop="name"]') or tree.xpath('//*[@rel="author"]')
    return [element.text_content() for element in found[:4]]
