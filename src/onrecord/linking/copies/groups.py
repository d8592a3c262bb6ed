"""Copy groups from judged pairs: who carries whose text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.linking.union import Union


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports of which one carries the text of the other.

    `hosts`: those of the two that carry another story besides; none for a plain copy. `sure`: unless the
    added words could be news, which make an update; `lead`: how many sentences stand before the first
    shared one, in both together; `kept`: shared words.
    """

    first: int
    second: int
    hosts: tuple[int, ...]
    sure: bool
    lead: int
    kept: int


def copy_groups(count: int, links: Iterable[Link]) -> list[int]:
    """The group of each of `count` reports, named by its smallest number.

    Plain copies join. A report that carries two stories then joins one group only: that whose text it
    leads with, else the two stories, which have nothing in common, would be one. What it adds to that text
    is the other story, so a link that was not sure counts here. Order does not matter.
    """
    groups = Union(count)
    hosts: dict[int, list[Link]] = {}
    for link in links:
        for host in link.hosts:
            hosts.setdefault(host, []).append(link)
        if not link.hosts:
            groups.join(link.first, link.second)
    for found in hosts.values():
        if any(link.sure for link in found):
            best = min(found, key=lambda link: (link.lead, -link.kept, link.first, link.second))
            groups.join(best.first, best.second)
    return [groups.find(i) for i in range(count)]
