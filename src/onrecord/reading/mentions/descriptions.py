"""What the text says someone is: titles before a name, appositions, "X is the …", and "the minister" later on."""

from __future__ import annotations

from onrecord.knowledge import Knowledge
from onrecord.language import Parse
from onrecord.reading.mentions.appositions import apposed_to, appositions
from onrecord.reading.mentions.chains import Chain, Chains
from onrecord.reading.mentions.spans import Candidate
from onrecord.reading.sources import source_nouns
from onrecord.record.labels import EntityKind, SourceKind

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our"})
CIVIL = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr."})
NEUTRAL = frozenset({
    "senior", "top", "former", "new", "then", "late", "local", "current", "longtime", "veteran", "outgoing", "incoming",
    "acting", "deputy", "embattled", "same", "first", "last", "old", "young", "own", "two", "three",
})  # fmt: skip
KIND_OF_SOURCE: dict[SourceKind, EntityKind] = {
    "organization": "organization", "media": "organization", "document": "document", "group": "group",
}  # fmt: skip
BODIES: frozenset[EntityKind] = frozenset({"organization", "group", "place"})
RULERS = frozenset(
    {"president", "minister", "premier", "chancellor", "king", "queen", "leader", "emir", "ruler", "chief"}
)
ANY_BODY = frozenset(
    {"group", "organization", "organisation", "body", "agency", "company", "firm", "institution", "movement"}
)
TOWNS = frozenset({"city", "town", "village", "capital", "island", "region", "province", "district"})
STATES = frozenset({"country", "nation", "state", "republic", "kingdom"})
NAMING = frozenset({"name", "call", "know", "identify", "dub"})
GENDERED = {
    "spokesman": "m", "spokeswoman": "f", "man": "m", "woman": "f", "mother": "f", "father": "m", "wife": "f",
    "husband": "m", "son": "m", "daughter": "f", "king": "m", "queen": "f", "prince": "m", "princess": "f",
    "brother": "m", "sister": "f", "businessman": "m", "businesswoman": "f", "congressman": "m", "congresswoman": "f",
    "girl": "f",
    "boy": "m", "actress": "f", "policeman": "m", "chairman": "m", "chairwoman": "f", "widow": "f", "monk": "m",
    "nun": "f",
}  # fmt: skip
RECENT = 4
"""Sentences back in which "the group" finds a body that its name does not call a group."""


def noun(word: str) -> str:
    """A role noun by which two descriptions can be of one person: "spokeswoman" and "spokesperson" are one."""
    for end in ("woman", "person", "people", "men", "man"):
        if word.endswith(end) and len(word) > len(end) + 2:
            return word[: -len(end)] + "man"
    return word


class Describer:
    """Joins descriptions to the chains of names."""

    def __init__(self, parse: Parse, knowledge: Knowledge, chains: Chains, found: list[Candidate]) -> None:
        self.parse, self.knowledge, self.chains = parse, knowledge, chains
        self.at = {c.head: c for c in found}

    def titles(self, candidate: Candidate) -> None:
        """Take the words before a person's name as what they are: "White House spokesperson Jane Doe"."""
        chain, (first, core) = self.chains.of[candidate.head], (candidate.first, candidate.core[0])
        words = [i for i in range(first, core) if self.parse.pos[i] in ("NOUN", "PROPN", "ADJ")]
        words = [i for i in words if self.parse.lower[i] not in CIVIL]
        if not words or chain.kind not in ("person", None) or self.parse.pos[words[-1]] == "ADJ":
            return
        if self.parse.tag[words[-1] + 1] == "POS":
            return
        self._role(chain, words[-1], range(words[0], words[-1] + 1))
        chain.kind = "person"

    def _role(self, chain: Chain, head: int, tokens: range) -> None:
        parse = self.parse
        chain.heads.add(noun(parse.lemma[head] if parse.pos[head] == "NOUN" else parse.lower[head]))
        chain.words.update(parse.lower[i] for i in tokens)
        text = parse.span(tokens[0], tokens[-1] + 1).text
        if text not in chain.titles:
            chain.titles.append(text)
        chain.gender = chain.gender or GENDERED.get(parse.lower[head])

    def nominal(self, candidate: Candidate) -> None:
        """Join a description to what it is in apposition to, is predicated of, or takes up again; or begin a chain."""
        chain = self._apposed(candidate) or self._predicated(candidate)
        if chain is not None:
            self._role(chain, candidate.head, range(candidate.first, candidate.last))
        else:
            chain = self._anaphor(candidate)
        if chain is not None:
            self.chains.add(chain, candidate)
            chain.members.sort(key=lambda m: m.head)
            return
        chain = self.chains.start(candidate)
        chain.kind = self.kind(candidate)
        if chain.kind == "other" and self.parse.dep[candidate.head] == "nsubj":
            chain.kind = "group" if candidate.plural else "person"
        chain.heads.add(self._head(candidate))
        chain.words.update(self._modifiers(candidate) | {self.parse.lower[candidate.head]})
        chain.country = self._country(candidate)
        chain.gender = GENDERED.get(self.parse.lower[candidate.head])

    def kind(self, candidate: Candidate) -> EntityKind:
        """The kind that a description's head noun says; "other" where no table knows the noun."""
        word, lemma = self.parse.lower[candidate.head], self.parse.lemma[candidate.head]
        offices = self.knowledge.tables.offices
        if candidate.plural and word in offices:
            return "group" if offices[word][1] == "person" else offices[word][1]
        row = offices.get(word) or offices.get(lemma)
        kind = row[1] if row else KIND_OF_SOURCE.get(source_nouns().get(lemma, "unknown"), "other")
        return "group" if candidate.plural and kind in ("person", "organization") else kind

    def _apposed(self, candidate: Candidate) -> Chain | None:
        parse, i = self.parse, candidate.head
        other = apposed_to(parse, i)
        if other is None:
            other = next(appositions(parse, i), None)
        chain = self.chains.of.get(other) if other is not None else None
        chain = chain or self._called_so(candidate) or self._beside(candidate) or self._named_after(candidate)
        return chain if chain and self._fits(chain, candidate) else None

    def _called_so(self, candidate: Candidate) -> Chain | None:
        """The name behind "a student named …", "another group called …", "a negotiator known as …"."""
        parse = self.parse
        for c in parse.children[candidate.head]:
            if parse.dep[c] not in ("acl", "relcl") or parse.tag[c] != "VBN" or parse.lemma[c] not in NAMING:
                continue
            by = parse.child(c, "prep")
            name = parse.child(c, "oprd", "dobj", "attr") if by is None else parse.child(by, "pobj")
            if name is not None and (found := self.chains.of.get(name)) is not None and found.named:
                return found
        return None

    def _beside(self, candidate: Candidate) -> Chain | None:
        """A person's name right before ", the …," where the parse has no apposition."""
        parse, first = self.parse, candidate.first
        if (
            first < 2
            or parse.word[first - 1] != ","
            or parse.lower[first] not in ("the", "a", "an", "its", "his", "her")
        ):
            return None
        if candidate.last < len(parse) and parse.word[candidate.last] not in (",", ".", ")", ";", "who", "and"):
            return None
        chain = self.chains.of.get(first - 2)
        if chain is None or chain.kind != "person" or parse.sentence_of[first - 2] != parse.sentence_of[first]:
            return None
        return chain if parse.word[candidate.last : candidate.last + 1] != ("and",) else None

    def _named_after(self, candidate: Candidate) -> Chain | None:
        """A person's name in apposition right after "the director of …,", whatever it is attached to."""
        parse, comma = self.parse, candidate.last
        if comma + 1 >= len(parse) or parse.word[comma] != ",":
            return None
        name = next((c for c in map(self.at.get, range(comma + 1, comma + 8)) if c is not None), None)
        if name is None or name.form != "name" or name.first != comma + 1:
            return None
        if parse.dep[name.head] != "appos" and not self._set_off(name):
            return None
        return self.chains.of.get(name.head)

    def _set_off(self, name: Candidate) -> bool:
        """Whether a person's name stands between commas, not as one of a list."""
        parse, last = self.parse, name.last
        if name.label != "PERSON" or last + 1 >= len(parse) or parse.word[last] != ",":
            return False
        return parse.lower[last + 1] not in ("and", "or") and parse.pos[last + 1] != "PROPN"

    def _predicated(self, candidate: Candidate) -> Chain | None:
        """The subject of "is the …", "became …"."""
        parse, verb = self.parse, self.parse.head[candidate.head]
        if parse.dep[candidate.head] != "attr" or parse.lemma[verb] not in ("be", "become", "remain"):
            return None
        if any(parse.dep[c] == "neg" for c in parse.children[verb]):
            return None
        subject = parse.child(verb, "nsubj")
        chain = self.chains.of.get(subject) if subject is not None else None
        return chain if chain and chain.named and self._fits(chain, candidate) else None

    def _fits(self, chain: Chain, candidate: Candidate) -> bool:
        kind = self.kind(candidate)
        if chain.plural != candidate.plural:
            return False
        if kind == "other" or chain.kind in (None, "other"):
            return True
        return kind == chain.kind or {kind, chain.kind or kind} <= BODIES

    def _head(self, candidate: Candidate) -> str:
        return noun(
            self.parse.lemma[candidate.head]
            if self.parse.pos[candidate.head] == "NOUN"
            else self.parse.lower[candidate.head]
        )

    def _modifiers(self, candidate: Candidate) -> set[str]:
        """The words that tell a description from others of its head."""
        parse = self.parse
        inside = range(candidate.first, candidate.last)
        words = {
            parse.lower[i] for i in inside if parse.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM") and i != candidate.head
        }
        return words - NEUTRAL

    def _country(self, candidate: Candidate) -> str | None:
        words = self.parse.word[candidate.first : candidate.head]
        return next((code for w in words if (code := self.knowledge.country(w)) is not None and w[:1].isupper()), None)

    def definite(self, candidate: Candidate) -> bool:
        """Whether a description takes up something known."""
        below = [self.parse.dep[c] for c in self.parse.children[candidate.head]]
        if self.parse.lower[candidate.first] in DEFINITE or "poss" in below:
            return True
        return not candidate.plural and "det" not in below and "nummod" not in below

    def _anaphor(self, candidate: Candidate) -> Chain | None:
        """The chain that a description takes up: of the same role or noun, else of the kind that its noun needs."""
        head, modifiers, country = self._head(candidate), self._modifiers(candidate), self._country(candidate)
        if not self.definite(candidate):
            return self._repeated(candidate, head, modifiers) if candidate.plural else None
        kind = self.kind(candidate)
        rest = modifiers - self._nations(modifiers)
        for chain, last in self.chains.before(candidate.head, len(self.parse.sentences), self.parse):
            if last.first <= candidate.head < last.last or chain.plural != candidate.plural:
                continue
            if country and chain.country and chain.country != country:
                continue
            if kind in ("organization", "group") and chain.kind == "person":
                continue
            if kind in ("person", "other") and not rest and self._borne(chain, head):
                return chain
            if head in chain.heads and (rest <= chain.words or (not chain.named and not chain.words - {head} - rest)):
                return chain
            if kind != "person" and chain.named and chain.kind != "person" and self._called(chain, head) and not rest:
                return chain
        return self._generic(candidate, head, rest, country) or self._named_later(candidate, head, rest, country)

    def _named_later(self, candidate: Candidate, head: str, rest: set[str], country: str | None) -> Chain | None:
        """The one name that comes after its description: "the minister …", and then "Minister Jane Doe"."""
        if candidate.plural:
            return None
        fitting = [
            chain
            for chain in self.chains.all()
            if chain.named and chain.members[0].head > candidate.head and head in chain.heads and rest <= chain.words
            if country is None or chain.country in (None, country)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _nations(self, words: set[str]) -> set[str]:
        return {w for w in words if w in self.knowledge.tables.countries or w in ("us", "u.s.", "uk", "u.k.")}

    def _called(self, chain: Chain, head: str) -> bool:
        """Whether a body's own name has the noun: "the court" and "Supreme Court", or "Supreme Court of Halden"."""
        return any(head == self._last(m) for m in chain.members if m.form == "name")

    def _last(self, name: Candidate) -> str:
        """The last word of a name, or that before its "of"."""
        words = self.parse.lower[slice(*name.core)]
        return words[words.index("of") - 1] if "of" in words[1:] else words[-1]

    def _borne(self, chain: Chain, head: str) -> bool:
        """Whether a person's name has the noun for a title, one that no table knows: "Commodore Ida Brandt"."""
        names = (m.core for m in chain.members if m.form == "name" and m.core[1] - m.core[0] > 1)
        return chain.kind == "person" and any(self.parse.lower[first] == head for first, _ in names)

    def _repeated(self, candidate: Candidate, head: str, modifiers: set[str]) -> Chain | None:
        """The same bare plural once more ("protesters"), if it says something."""
        weak = self.knowledge.tables.offices.get(head, ("", "person", False))[2]
        if (weak and not modifiers) or head in ("source", "people", "person", "man"):
            return None
        return next(
            (
                chain
                for chain, _ in self.chains.before(candidate.head, len(self.parse.sentences), self.parse)
                if not chain.named
                and chain.plural
                and head in chain.heads
                and chain.words - {self.parse.lower[candidate.head]} == modifiers
            ),
            None,
        )

    def _generic(self, candidate: Candidate, head: str, rest: set[str], country: str | None) -> Chain | None:
        """The latest thing of the kind for nouns that fit many: "the Israeli leader", "the group", "the country"."""
        if rest or candidate.plural or self.parse.lower[candidate.first] not in ("the", "this", "that"):
            return None
        near = self.chains.before(candidate.head, RECENT, self.parse)
        return next((chain for chain, _ in near if chain.named and self._is_a(chain, head, country)), None)

    def _is_a(self, chain: Chain, head: str, country: str | None) -> bool:
        if head == "leader":
            return chain.kind == "person" and bool(chain.heads & RULERS) and country in (None, chain.country)
        if head in TOWNS:
            return (
                chain.kind == "place" and self.knowledge.country(self.parse.span(*chain.members[0].core).text) is None
            )
        if head in STATES:
            return chain.kind == "place" and chain.country is not None
        if head in ANY_BODY:
            return chain.kind == "organization" and country in (None, chain.country)
        if head in ("man", "woman"):
            return chain.kind == "person" and chain.gender in (None, GENDERED[head])
        return False
