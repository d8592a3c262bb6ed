"""Copy, update, part or nothing: what two reports that share words are to each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from onrecord.linking.copies.compare import LONG, Block, Comparison

Verdict = Literal["copy", "part", "update", "apart"]

SHARED = 0.45
"""Less of the shorter report than this shared: the two are apart (a common background paragraph)."""
FEWEST = 12
"""Fewer shared words are a form of words ("Qtly div 25 cts vs 25 cts prior"), unless neither report has others."""
NEWS = 0.03
NEWS_WORDS = 6
"""Added news of fewer words, or of a smaller share of the report, makes no update."""


def judge(comparison: Comparison, ordered: bool) -> Verdict:
    """What the second report is to the first, `ordered` if it is known to be the later one.

    An outlet that carries a copy cuts, moves and puts in what is its own. Who changes figures or adds news
    of the story reports anew: an update. Where the order is not known, what only one of the two has
    may be cut or added, and only a missing end is taken as a cut.
    """
    if _too_little(comparison):
        return "apart"
    added = _news(comparison.added)
    if not ordered:
        added = _news_either_way(comparison)
    if comparison.figures or added > max(NEWS_WORDS, NEWS * comparison.second):
        return "update"
    return "part" if any(hosts(comparison, ordered)) else "copy"


def _too_little(comparison: Comparison) -> bool:
    sizes = comparison.first, comparison.second
    if comparison.kept < FEWEST:
        return not comparison.kept == sizes[0] == sizes[1] > 0
    return comparison.kept < SHARED * min(sizes)


def hosts(comparison: Comparison, ordered: bool) -> tuple[bool, bool]:
    """Whether the first, and whether the second report may carry another story besides the shared one.

    It does with a block of foreign matter, and it may if much stands before all that is shared. The end
    that a later report lacks was cut, whatever it tells.
    """
    cut = [block for block in comparison.cut if not (ordered and block.at_end)]
    return _carries(cut), _carries(comparison.added)


def _carries(blocks: Iterable[Block]) -> bool:
    return any(block.is_foreign or (block.first == 0 and block.words >= LONG) for block in blocks)


def may_host(comparison: Comparison) -> bool:
    """Whether all that makes the second an update stands after what it shares: maybe another story put there."""
    return not comparison.figures and all(block.at_end for block in comparison.added if block.is_news)


def _news_either_way(comparison: Comparison) -> int:
    cut, added = _news(comparison.cut), _news(comparison.added)
    if cut and added:
        return max(cut, added)
    return _news(block for block in (*comparison.cut, *comparison.added) if not block.at_end)


def _news(blocks: Iterable[Block]) -> int:
    return sum(block.words for block in blocks if block.is_news)
