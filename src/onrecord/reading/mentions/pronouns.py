"""Who "she", "they" and "it" are: by gender and number, nearness, subjecthood, and who was speaking."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.language import Parse
from onrecord.reading.mentions.chains import Chain, Chains
from onrecord.reading.mentions.spans import FEMALE, MALE, NEUTER, PLURAL, SPEAKER, Candidate
from onrecord.reading.mentions.verbs import verbs

BACK = {"person": 5, "plural": 2, "neuter": 1}
"""Sentences back in which an antecedent is looked for."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
TELLER = 1.0
"""What speaks for whoever says the clause that a pronoun is the subject of."""
MARKS = {"“": "”", '"': '"', "«": "»"}


class Pronouns:
    """Joins pronouns to chains, in text order; `speaking` are the tokens that head sources which the tagger found."""

    def __init__(self, parse: Parse, chains: Chains, speaking: frozenset[int] = frozenset()) -> None:
        self.parse, self.chains, self.speaking = parse, chains, speaking
        self.quotes = _quotes(parse)
        self.starts = [first for first, _ in self.quotes]

    def add(self, candidate: Candidate) -> None:
        """Join a pronoun to its best antecedent, if there is one."""
        word = self.parse.lower[candidate.head]
        gender = "m" if word in MALE else "f" if word in FEMALE else None
        back = BACK["person" if gender else "plural" if word in PLURAL else "neuter"]
        if word in SPEAKER:
            self._own(candidate)
            return
        if word in NEUTER and not self._refers(candidate.head):
            return
        speaker = self._speaker(candidate.head)
        best: tuple[float, Chain] | None = None
        for chain, last in self.chains.before(candidate.head, back, self.parse):
            if chain is speaker or self._nobody(chain) or not self._agrees(chain, word, gender):
                continue
            if self._bound(candidate, last):
                continue
            score = self._score(candidate, chain, last)
            if best is None or score > best[0]:
                best = score, chain
        if best is not None:
            chain = best[1]
            self.chains.add(chain, candidate)
            chain.members.sort(key=lambda m: m.head)
            chain.gender = chain.gender or gender

    def _own(self, candidate: Candidate) -> None:
        """Join "I" in a quotation to whoever speaks it."""
        speaker = self._speaker(candidate.head)
        if speaker is not None and speaker.kind == "person" and not speaker.plural:
            self.chains.add(speaker, candidate)
            speaker.members.sort(key=lambda m: m.head)

    def _refers(self, i: int) -> bool:
        """Whether "it" is no mere dummy: a possessive, a source, or the subject of a verb of speech."""
        if self.parse.lower[i] in ("its", "itself") or i in self.speaking:
            return True
        verb = self.parse.head[i]
        return (
            self.parse.dep[i] == "nsubj"
            and self.parse.lemma[verb] in verbs("speech")
            and self.parse.child(verb, "auxpass") is None
        )

    def _nobody(self, chain: Chain) -> bool:
        """Whether a chain is of nobody: "no one", "no fisherman"."""
        return self.parse.lower[chain.members[0].first] in ("no", "nobody", "none", "neither")

    def _agrees(self, chain: Chain, word: str, gender: str | None) -> bool:
        if gender:
            return chain.kind == "person" and not chain.plural and chain.gender in (None, gender)
        if word in PLURAL:
            return chain.plural or chain.kind == "group" or (chain.kind == "organization" and chain.named)
        return chain.kind in ("organization", "place") and not chain.plural

    def _bound(self, pronoun: Candidate, last: Candidate) -> bool:
        """Whether grammar forbids the two to be one: arguments of one verb, or one inside the other."""
        parse, i, j = self.parse, pronoun.head, last.head
        if last.first <= i < last.last:
            return True
        if parse.word[i].endswith(("self", "selves")) or parse.dep[i] == "poss":
            return False
        return (
            self._verb(i) == self._verb(j)
            and parse.dep[j] in (*SUBJECTS, "dobj", "pobj")
            and parse.dep[i] not in SUBJECTS
        )

    def _verb(self, i: int) -> int:
        """The verb an argument belongs to, through a preposition."""
        head = self.parse.head[i]
        return self.parse.head[head] if self.parse.dep[i] == "pobj" else head

    def _score(self, pronoun: Candidate, chain: Chain, last: Candidate) -> float:
        parse, i = self.parse, pronoun.head
        here = parse.sentence_of[i]
        apart = here - parse.sentence_of[last.head]
        mentions = [
            m for m in chain.members if m.head < i and parse.sentence_of[m.head] == parse.sentence_of[last.head]
        ]
        subject = any(parse.dep[m.head] in SUBJECTS for m in mentions)
        score = -1.3 * apart + 1.0 * subject + 0.4 * chain.named + 0.2 * min(6, len(chain.members))
        if apart and any(self._speaks(m.head) for m in mentions):
            score += 0.8 if self._speaks(i) else 0.3
        if any(m.head == self._teller(i) for m in mentions):
            score += TELLER
        if chain.gender is not None:
            score += 0.3
        if self._quote(last.head) != self._quote(i):
            score -= 0.4
        return score

    def _teller(self, i: int) -> int | None:
        """The subject of the verb of speech whose clause token `i` is the subject of: "Keller said he would go"."""
        parse, verb = self.parse, self.parse.head[i]
        if parse.dep[i] not in SUBJECTS or parse.dep[verb] != "ccomp":
            return None
        subject = parse.child(parse.head[verb], *SUBJECTS)
        return subject if subject is not None and self._speaks(subject) else None

    def _speaks(self, i: int) -> bool:
        """Whether token `i` is a source, or the subject of a verb of speech."""
        return i in self.speaking or (
            self.parse.dep[i] in SUBJECTS and self.parse.lemma[self.parse.head[i]] in verbs("speech")
        )

    def _quote(self, i: int) -> int:
        """The number of the quotation that token `i` stands in, -1 for none."""
        at = bisect_right(self.starts, i) - 1
        return at if at >= 0 and i < self.quotes[at][1] else -1

    def _speaker(self, i: int) -> Chain | None:
        """Who speaks the quotation that token `i` stands in, as the sentences about it say: not "he" in it."""
        quote = self._quote(i)
        if quote < 0:
            return None
        first, last = self.quotes[quote]
        here, begin = self.parse.sentence_of[i], self.parse.sentence_of[first]
        after = self.parse.sentence_of[min(last, len(self.parse) - 1)]
        for sentence in dict.fromkeys((here, begin, after, begin - 1)):
            if sentence < 0:
                continue
            for j in range(*self.parse.sentences[sentence]):
                if self._speaks(j) and self._quote(j) < 0:
                    return self.chains.of.get(j)
        return None


def _quotes(parse: Parse) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, each within a paragraph-long stretch."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for i, word in enumerate(parse.word):
        if opened is None and word in MARKS:
            opened = i, MARKS[word]
        elif opened is not None and word == opened[1]:
            found.append((opened[0], i + 1))
            opened = None
        elif opened is not None and i - opened[0] > 200:
            opened = None
    return found
