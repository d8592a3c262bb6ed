"""Two reports side by side: what one kept of the other, what it cut, added and changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import LCSseq, Levenshtein

from onrecord.linking.copies.words import Sentence, is_figure

SAME = 0.5
"""Two sentences are one when their longest common subsequence holds this share of the longer's words."""
ABOUT = 0.06
ABOUT_AT_END = 0.12
"""A block is of the story where it shares this of its telling words with it: below, it is an outlet's furniture
or another story. At the end, where other stories are put, more is asked."""
REWORDED = 0.8
"""A block of whose words the other report has so many is no news but the same told in other words."""
WORD = 4
"""Shorter words are left out where words are counted as known."""
LONG = 30
"""A shorter block that tells something inside a story is taken to be of it: other stories are longer."""
TELLING = frozenset("are been did had has have is said says told was were will would".split())


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences `[first, last)` of one report that the other lacks.

    `words`: how many, without what an outlet says to its readers; `at_end`: nothing the two share stands
    after it; `about`: the share of its telling words (names, figures, long words) that the other report has
    too, `known`: the share of all its words but the shortest; `tells`: it holds a sentence that reports.
    """

    first: int
    last: int
    words: int
    at_end: bool
    about: float
    known: float
    tells: bool

    @property
    def is_news(self) -> bool:
        """Whether it tells more of the same story."""
        if self.known >= REWORDED or self.words == 0:
            return False
        if self.at_end or self.words >= LONG:
            return self.about >= (ABOUT_AT_END if self.at_end else ABOUT)
        return self.tells or self.about >= ABOUT

    @property
    def is_foreign(self) -> bool:
        """Whether it is another story."""
        return self.words >= LONG and not self.is_news and self.known < REWORDED


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports share. `kept`: words that stand in both, in sentences that are one.

    `first`, `second`: all words of each, in all three without what an outlet says to its readers; `cut`, `added`:
    blocks that only the first or only the second has; `figures`: figures that differ in shared sentences, before and
    after; `pairs`: the sentences that are one.
    """

    kept: int
    first: int
    second: int
    cut: tuple[Block, ...]
    added: tuple[Block, ...]
    figures: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[int, int], ...]


def compare(first: tuple[Sentence, ...], second: tuple[Sentence, ...]) -> Comparison:
    """Align the sentences of two reports, in whatever order they stand, and say what differs."""
    pairs = _align(first, second)
    kept, figures = 0, []
    for i, j in pairs:
        old, new = first[i].words, second[j].words
        if first[i].furniture or second[j].furniture:
            continue
        if old == new:
            kept += len(old)
        else:
            kept += LCSseq.similarity(old, new)
            figures += _changed_figures(old, new)
    return Comparison(
        kept=kept,
        first=_size(first),
        second=_size(second),
        cut=_blocks(first, {i for i, _ in pairs}, second),
        added=_blocks(second, {j for _, j in pairs}, first),
        figures=tuple(figures),
        pairs=pairs,
    )


def _size(text: tuple[Sentence, ...]) -> int:
    return sum(len(sentence.words) for sentence in text if not sentence.furniture)


def _align(first: tuple[Sentence, ...], second: tuple[Sentence, ...]) -> tuple[tuple[int, int], ...]:
    """Pairs of sentences that are one, each sentence once, the most alike first."""
    whole = {sentence.words: i for i, sentence in reversed(list(enumerate(first)))}
    where = defaultdict(list)
    for i, sentence in enumerate(first):
        for word in set(zip(sentence.words, sentence.words[1:], strict=False)):
            where[word].append(i)
    scored: list[tuple[float, int, int]] = []
    for j, sentence in enumerate(second):
        if sentence.words in whole:
            scored.append((-1.0, whole[sentence.words], j))
            continue
        bigrams = set(zip(sentence.words, sentence.words[1:], strict=False))
        votes = Counter(i for word in bigrams for i in where.get(word, ()))
        for i, _ in votes.most_common(2):
            longer = max(len(first[i].words), len(sentence.words))
            alike = LCSseq.similarity(first[i].words, sentence.words) / longer
            if alike >= SAME:
                scored.append((-alike, i, j))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            pairs.append((i, j))
    return tuple(sorted(pairs))


def _changed_figures(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, str]]:
    """Figures of a sentence that became other figures; one that is only left out or put in is no change."""
    changed = []
    for edit in Levenshtein.opcodes(old, new):
        if edit.tag == "replace":
            before = [w for w in old[edit.src_start : edit.src_end] if is_figure(w)]
            after = [w for w in new[edit.dest_start : edit.dest_end] if is_figure(w)]
            changed += [(a, b) for a, b in zip(before, after, strict=False) if a != b]
    return changed


def _blocks(own: tuple[Sentence, ...], shared: set[int], other: tuple[Sentence, ...]) -> tuple[Block, ...]:
    telling = frozenset(word for sentence in other for word in _telling(sentence))
    everything = frozenset(word for sentence in other for word in sentence.words)
    last_shared = max(shared, default=-1)
    blocks = []
    for alone, group in groupby(range(len(own)), key=lambda k: k not in shared):
        if alone:
            run = [k for k in group if not own[k].furniture]
            if not run:
                continue
            about = _share((word for k in run for word in _telling(own[k])), telling)
            known = _share((word for k in run for word in own[k].words if len(word) >= WORD), everything)
            size = sum(len(own[k].words) for k in run)
            tells = any(not TELLING.isdisjoint(own[k].words) for k in run)
            blocks.append(Block(run[0], run[-1] + 1, size, run[0] > last_shared, about, known, tells))
    return tuple(blocks)


def _share(words: Iterable[str], there: frozenset[str]) -> float:
    distinct = set(words)
    return len(distinct & there) / len(distinct) if distinct else 0.0


def _telling(sentence: Sentence) -> frozenset[str]:
    return sentence.names | {word for word in sentence.words if len(word) >= 6 or is_figure(word)}
