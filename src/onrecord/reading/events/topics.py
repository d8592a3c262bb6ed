"""What a report is about, by the words that name a PLOVER context (`contexts.csv`): by sentence, and as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from onrecord.language import Parse
from onrecord.reading.events.lexicon import rows

Words = Mapping[str, Mapping[str, int]]
"""The words that name each context, and where each first does."""
SHARES = (0.8, 0.6, 0.45, 0.3, 0.2, 0.1)
"""The least shares of a report's sentences by which a context's share is told."""
HYPHENS = frozenset({"-", "–"})


@cache
def _contexts() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("contexts"):
        for word in row["words"].split():
            found.setdefault(word, []).append(row["context"])
    return {word: tuple(names) for word, names in found.items()}


@cache
def context_names() -> tuple[str, ...]:
    """The contexts that the table knows, in its order."""
    return tuple(row["context"] for row in rows("contexts"))


@cache
def _order() -> Mapping[str, int]:
    return {name: k for k, name in enumerate(context_names())}


def named(lemmas: Sequence[str]) -> Words:
    """The contexts that words name: one by one, or two in a row, with or without a hyphen between them."""
    table, found = _contexts(), dict[str, dict[str, int]]()
    for word, at in _runs([lemma.lower() for lemma in lemmas]):
        for name in table.get(word, ()):
            found.setdefault(name, {}).setdefault(word, at)
    return found


def _runs(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    for i, word in enumerate(words):
        yield word, i
        second = i + 2 if i + 2 < len(words) and words[i + 1] in HYPHENS else i + 1
        if second < len(words):
            yield f"{word}-{words[second]}", i


@dataclass(frozen=True)
class Topics:
    """The contexts that each sentence of a report names, and those of its title."""

    sentences: tuple[Words, ...]
    title: frozenset[str]

    @cached_property
    def counts(self) -> Counter[str]:
        """The sentences that name each context."""
        return Counter(name for words in self.sentences for name in words)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Contexts by how many sentences name them, then by how many words do; the most frequent 0."""
        words = Counter[str]()
        for sentence in self.sentences:
            words.update({name: len(found) for name, found in sentence.items()})
        ranked = sorted(self.counts, key=lambda name: (-self.counts[name], -words[name], _order()[name]))
        return {name: k for k, name in enumerate(ranked)}

    @cached_property
    def standing(self) -> Mapping[str, tuple[str, ...]]:
        """What tells of each context that the report names by the report as a whole."""
        return {
            name: tuple(self._standing(name)) for name in context_names() if name in self.counts or name in self.title
        }

    def _standing(self, name: str) -> Iterator[str]:
        share = next((least for least in SHARES if self.counts[name] >= least * len(self.sentences)), 0)
        yield f"share {share}"
        yield f"rank {min(self.rank.get(name, 4), 4)}"
        if share >= 0.1:
            yield f"{name} shared"
        if share >= 0.3:
            yield f"{name} topic"
        if name in self.title:
            yield "in title"
            yield f"{name} title"
        if name in self.sentences[0]:
            yield "in lead"


def topics(parse: Parse, title: str | None) -> Topics:
    """The contexts that a report's words name."""
    made = tuple(named(parse.lemma[first:last]) for first, last in parse.sentences)
    return Topics(made, frozenset(named((title or "").split())))
