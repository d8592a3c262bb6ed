"""The outlet: by metadata or by who holds the copyright, and titles without its name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from onrecord.intake.clean import clean

_HOLDER = re.compile(
    r"(?:.*[.|·•] )?(?:©|\(c\)|copyright(?= *(?:©|\(c\)|by\b|\d{4})))(?P<years>(?:[\s\d,–-]|©|\(c\)|copyright|by )*)"
    r"(?!the\W*$)(?P<name>(?:the )?(?-i:[A-ZÀ-Þ])[\w'’&-]*(?: (?:(?-i:[A-ZÀ-Þ])[\w'’&-]*|of|and|&)){0,5}?)"
    r"(?:,? (?:inc|ltd|llc|plc|limited|corp|co|gmbh)\b\.?)*(?:$| ?[.,;|·•-].*| all rights reserved.*| \d{4}.*)",
    re.IGNORECASE,
)
"""A notice, with nothing but a name and such words behind the sign: "© 2024 The Lake Post. All rights reserved"."""
_LONGEST_NOTICE = 300
_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+|\s*\|\s*")


def outlet_among(names: Iterable[str]) -> str | None:
    """The first of `names` that is no address."""
    return first(name for name in names if not re.match(r"https?:|//|@", name.strip()))


def holders(tree: HtmlElement) -> Iterator[str]:
    """Those who hold the copyright by a notice on the page, where its title element names them, too.

    First those that are most of what the title has before or behind a mark, then those that a notice with a year names.
    """
    title = tidy(tree.findtext(".//title"))
    sites = [letters(part) for part in _SEPARATOR.split(title)]
    notices = tree.xpath('//text()[contains(., "©") or contains(., "(c)") or contains(., "opyright")]')
    found = [found for notice in notices if (found := _HOLDER.fullmatch(" ".join(notice.split())[:_LONGEST_NOTICE]))]
    named = [f for f in found if re.search(rf"(?<!\w){re.escape(_bare(f['name']))}(?!\w)", title, re.IGNORECASE)]
    yield from (f["name"] for f in named if any(_most(letters(f["name"]), site) for site in sites))
    yield from (f["name"] for f in named if re.search(r"\d{4}", f["years"]))


def without_outlet(title: str, outlet: str | None) -> str:
    """A title such as "Rain ends drought | The Daily Post" without the outlet's name, or a form of it."""
    parts = _SEPARATOR.split(title)
    name = letters(outlet or "")
    if len(parts) < 2 or not name:
        return title
    for part, kept in ((parts[-1], slice(None, -1)), (parts[0], slice(1, None))):
        short = letters(part)
        if short and (short in name or name in short):
            start = title.index(parts[kept][0])
            return title[start : title.rindex(parts[kept][-1]) + len(parts[kept][-1])]
    return title


def letters(words: str) -> str:
    """`words` without what is no letter or digit and without "the" in front, case folded."""
    return re.sub(r"\W+|^the\b", "", words.casefold())


def tidy(value: str | None) -> str:
    """`value` on one line, without elements and entities; "5 < 6" begins no element."""
    return " ".join(clean(html.unescape(re.sub(r"<(?=[A-Za-z/!?])[^<>]{1,80}>", "", value or ""))).split())


def first(values: Iterable[str]) -> str | None:
    """The first of `values` that says something, tidied."""
    return next(filter(None, map(tidy, values)), None)


def _most(part: str, whole: str) -> bool:
    return part in whole and 2 * len(part) >= len(whole)


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", name, flags=re.IGNORECASE)
