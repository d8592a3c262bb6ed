"""The parse of a text: tokens, sentences, dependencies and names, as plain columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from onrecord.record import Range, Span, span_of


@dataclass(frozen=True, slots=True)
class Name:
    """A named span that the parser found: tokens `[first, last)` and its OntoNotes label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Parse:
    """A text's tokens in columns, all of one length n; white space is no token.

    `start`, `end`: offsets of each token. `word`, `lemma`, `pos` (universal), `tag` (Penn), `dep`
    (ClearNLP labels as spaCy's English models give them): labels. `morph`: features as `Key=Value|…`.
    `head`: the index of each token's head, its own for the root of a sentence. `sentences`: token
    ranges `[first, last)` in order, covering all tokens; a sentence never spans two paragraphs.
    """

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    word: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    morph: tuple[str, ...]
    head: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[Name, ...]

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.lower() for word in self.word)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The dependents of each token, in text order."""
        below: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                below[head].append(i)
        return tuple(map(tuple, below))

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """The subtree of each token as a token range `[first, last)`."""
        first, last = list(range(len(self))), list(range(1, len(self) + 1))
        for i in self._bottom_up:
            head = self.head[i]
            first[head], last[head] = min(first[head], first[i]), max(last[head], last[i])
        return tuple(zip(first, last, strict=True))

    @cached_property
    def _bottom_up(self) -> tuple[int, ...]:
        order = [i for i, head in enumerate(self.head) if i == head]
        for i in order:
            order.extend(self.children[i])
        return tuple(reversed(order))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """The index of each token's sentence."""
        return tuple(k for k, (first, last) in enumerate(self.sentences) for _ in range(first, last))

    def tokens(self, span: Range) -> range:
        """The tokens that share a character with `span`."""
        first = bisect_right(self.end, span.start)
        return range(first, max(first, bisect_left(self.start, span.end)))

    def span(self, first: int, last: int) -> Span:
        """The span of tokens `[first, last)`."""
        return span_of(self.text, self.start[first], self.end[last - 1])

    def root(self, tokens: range) -> int:
        """The token of a non-empty range that governs the others: the first whose head is outside."""
        return next((i for i in tokens if self.head[i] not in tokens or self.head[i] == i), tokens[0])

    def ancestors(self, i: int) -> tuple[int, ...]:
        """The heads above token `i`, nearest first."""
        above = []
        while self.head[i] != i:
            i = self.head[i]
            above.append(i)
        return tuple(above)

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of `i` with one of the labels."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)
