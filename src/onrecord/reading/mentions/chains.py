"""Chains of mentions while they are being joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.language import Parse
from onrecord.reading.mentions.spans import Candidate
from onrecord.record.labels import EntityKind


@dataclass(slots=True, eq=False)
class Chain:
    """The mentions joined so far, and what is known of what they name."""

    members: list[Candidate]
    kind: EntityKind | None = None
    gender: str | None = None
    country: str | None = None
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether a member is a name."""
        return any(m.form == "name" for m in self.members)

    @property
    def plural(self) -> bool:
        """Whether it is several: so says its first mention that is no pronoun."""
        return next((m.plural for m in self.members if m.form != "pronoun"), False)


class Chains:
    """All chains of a text, by the head token of each mention."""

    def __init__(self) -> None:
        self.of: dict[int, Chain] = {}

    def start(self, candidate: Candidate) -> Chain:
        """A new chain of one mention."""
        chain = self.of[candidate.head] = Chain([candidate])
        return chain

    def add(self, chain: Chain, candidate: Candidate) -> None:
        """One more mention of a chain."""
        chain.members.append(candidate)
        self.of[candidate.head] = chain

    def merge(self, kept: Chain, other: Chain) -> Chain:
        """Two chains as one; what `kept` knows goes first."""
        if kept is other:
            return kept
        kept.members = sorted(kept.members + other.members, key=lambda m: m.head)
        kept.kind, kept.gender = kept.kind or other.kind, kept.gender or other.gender
        kept.country = kept.country or other.country
        kept.heads |= other.heads
        kept.words |= other.words
        kept.titles += [t for t in other.titles if t not in kept.titles]
        for m in other.members:
            self.of[m.head] = kept
        return kept

    def all(self) -> list[Chain]:
        """Every chain once, in the order of first mentions."""
        return list({id(chain): chain for _, chain in sorted(self.of.items())}.values())

    def before(self, head: int, sentences: int, parse: Parse) -> Iterable[tuple[Chain, Candidate]]:
        """Each chain with its last mention before token `head`, at most some sentences back, latest first."""
        least = parse.sentences[max(0, parse.sentence_of[head] - sentences)][0]
        seen: set[int] = set()
        for i in range(head - 1, least - 1, -1):
            chain = self.of.get(i)
            if chain is not None and id(chain) not in seen:
                seen.add(id(chain))
                yield chain, next(m for m in chain.members if m.head == i)
