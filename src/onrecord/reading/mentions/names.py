"""Names of one thing: variants of a person's name, acronyms, and names that the tables say are one."""

from __future__ import annotations

from onrecord.knowledge import Knowledge
from onrecord.knowledge.names import key
from onrecord.language import Parse
from onrecord.reading.mentions.chains import Chain, Chains
from onrecord.reading.mentions.spans import Candidate
from onrecord.reading.mentions.verbs import verbs
from onrecord.record.labels import EntityKind

HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "king": "m", "prince": "m", "lord": "m", "father": "m",
    "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "lady": "f", "queen": "f", "princess": "f",
}  # fmt: skip
KIND_OF: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "du", "la", "&"})
PREFIXES = frozenset(
    {"al", "el", "-", "de", "del", "della", "di", "da", "dos", "la", "le", "van", "der", "den", "von", "ten"}
)
MARKS = frozenset({"'s", "’s", '"', "“", "”"})
PARTICLES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})


LOCATIVE = frozenset({"in", "at", "near", "from", "on", "outside", "around", "into", "across", "over"})
ACTING = "(acting)"


def acts(parse: Parse, i: int) -> bool:
    """Whether a place stands for its government at token `i`: it does something, or is spoken to or dealt with."""
    verb = parse.head[i]
    if parse.dep[i] in ("nsubj", "agent"):
        return parse.lemma[verb] not in verbs("idle")
    if parse.dep[i] in ("dobj", "dative"):
        return parse.lemma[verb] in verbs("addressed")
    if parse.dep[i] == "conj":
        return acts(parse, verb) if verb != i else False
    return parse.dep[i] == "pobj" and parse.lower[verb] in ("between", "by", "with", "against")


class Names:
    """The chains of names so far, to be asked for the one that a further name belongs to."""

    def __init__(self, parse: Parse, knowledge: Knowledge, day: str | None) -> None:
        self.parse, self.knowledge, self.day = parse, knowledge, day
        self.chains = Chains()
        self.by_key: dict[str, Chain] = {}
        self.by_last: dict[str, list[Chain]] = {}
        self.by_first: dict[str, list[Chain]] = {}
        self.by_middle: dict[str, list[Chain]] = {}
        self.acronyms: dict[str, Chain] = {}

    def add(self, candidate: Candidate) -> None:
        """Join a name to its chain, or begin one."""
        words = self.words(candidate)
        at = key(" ".join(words))
        if self._stands_for(at) and acts(self.parse, candidate.head):
            at = f"{at} {ACTING}"
        gender = self._honorific(candidate)
        chain = self.by_key.get(at) or self._variant(candidate, words, gender) or self._known(at)
        if chain is None:
            chain = self.chains.start(candidate)
            self._describe(chain, candidate, at, words)
        else:
            self.chains.add(chain, candidate)
        chain.gender = chain.gender or gender
        self._index(chain, at, words)

    def words(self, candidate: Candidate) -> list[str]:
        """The words of the name itself, without honorific."""
        words = _hyphened([w for w in self.parse.word[slice(*candidate.core)] if w not in MARKS])
        while len(words) > 1 and words[0].lower() in HONORIFICS:
            words = words[1:]
        return words

    def _honorific(self, candidate: Candidate) -> str | None:
        first, last = candidate.core
        near = (self.parse.lower[i] for i in range(max(0, first - 1), last))
        return next((HONORIFICS[w] for w in near if w in HONORIFICS), None)

    def _variant(self, candidate: Candidate, words: list[str], gender: str | None) -> Chain | None:
        if (
            len(words) == 1
            and words[0].isupper()
            and (chain := self.acronyms.get(words[0].replace(".", ""))) is not None
        ):
            return chain
        if candidate.label in ("PERSON", "") or (_only_surname(words) and _surname(words) in self.by_last):
            known = self._person(words, gender) or self._misread(candidate, words)
            return known or (self._organization(words) if not candidate.label else None)
        if candidate.label == "ORG":
            return self._organization(words) or self._short(candidate, words)
        return None

    def _person(self, words: list[str], gender: str | None) -> Chain | None:
        """The person of that surname, the one most spoken of; or of that first and last name, the latest."""
        fitting = []
        for chain in reversed(self.by_last.get(_surname(words), [])):
            if gender and chain.gender and gender != chain.gender:
                continue
            names = [n for m in chain.members if m.form == "name" and not _only_surname(n := self.words(m))]
            if _only_surname(words) or not names or any(_compatible(n, words) for n in names):
                fitting.append(chain)
        if fitting:
            return max(fitting, key=lambda chain: len(chain.members)) if _only_surname(words) else fitting[0]
        if len(words) == 1:
            at = key(words[0])
            return next(iter(reversed(self.by_first.get(at, self.by_middle.get(at, [])))), None)
        return None

    def _organization(self, words: list[str]) -> Chain | None:
        """The organization whose name begins with these words, two of them or one that is rare."""
        for chain in self.chains.all():
            if chain.kind != "organization":
                continue
            for m in chain.members:
                longer = self.words(m) if m.form == "name" else []
                if (
                    len(longer) > len(words)
                    and longer[: len(words)] == words
                    and (len(words) > 1 or not self._common(words[0]))
                ):
                    return chain
        return None

    def _short(self, candidate: Candidate, words: list[str]) -> Chain | None:
        """The organization whose name ends with these words behind "the": "the Front" and "Creek Defence Front"."""
        first = candidate.core[0]
        if not first or self.parse.lower[first - 1] != "the" or key(" ".join(words)) in self.knowledge.tables.countries:
            return None
        return next(
            (
                chain
                for chain in self.chains.all()
                if chain.kind == "organization"
                and any(_ends(self.words(m), words) for m in chain.members if m.form == "name")
            ),
            None,
        )

    def _misread(self, candidate: Candidate, words: list[str]) -> Chain | None:
        """A person's full name that the parser took for an organization's; then its chain is a person's after all."""
        if candidate.label != "PERSON" or len(words) != 1:
            return None
        for chain in self.chains.all():
            if chain.kind != "organization":
                continue
            names = [self.words(m) for m in chain.members if m.form == "name"]
            fits = any(len(n) == 2 and _ends(n, words) for n in names)
            if fits and not any(self.knowledge.named(" ".join(n)) for n in names):
                chain.kind = "person"
                return chain
        return None

    def _common(self, word: str) -> bool:
        return key(word) in self.knowledge.tables.countries or key(word) in self.knowledge.tables.offices

    def _known(self, at: str) -> Chain | None:
        """A chain under another name that the tables know to be the same."""
        canonical = self._canonical(at)
        return self.by_key.get(canonical) if canonical else None

    def _canonical(self, at: str) -> str | None:
        tables = self.knowledge.tables
        if at in tables.states:
            return f"#{tables.countries[at]}"
        if (rows := tables.actors.get(at)) and rows[0].kind != "place":
            return f"@{rows[0].name}"
        return None

    def _stands_for(self, at: str) -> bool:
        """Whether the name is a city's that may stand for a government: then city and government are two."""
        rows = self.knowledge.tables.actors.get(at)
        return rows is not None and rows[0].metonym and rows[0].kind == "place"

    def _describe(self, chain: Chain, candidate: Candidate, at: str, words: list[str]) -> None:
        """What the tables say of a name when its chain begins."""
        known = self.knowledge.named(" ".join(words), self.day)
        chain.kind = KIND_OF.get(candidate.label)
        if known is not None and at.endswith(ACTING):
            chain.kind, chain.country = "organization", known.country
            return
        if candidate.label == "NORP" and not candidate.plural:
            chain.kind = "organization" if known and known.kind == "organization" else "group"
        if known is not None and (
            chain.kind is None or (chain.kind != known.kind and len(words) > 1) or known.kind == "organization"
        ):
            chain.kind = known.kind
        if known is not None and chain.kind == known.kind:
            chain.country = known.country
            for role in known.roles:
                chain.heads.add(role.title.split()[-1])
                chain.words.update(role.title.split())
        if self._located(candidate, words) and (
            (known is None and chain.kind in (None, "organization", "person"))
            or (known is not None and known.kind == "place" and chain.kind == "person")
        ):
            chain.kind = "place"
        if chain.kind == "person" and len(words) == 1 and key(words[0]) in self.knowledge.tables.states:
            chain.kind = "place"
        if chain.kind == "person" and len(words) > 1:
            chain.gender = self.knowledge.gender(words[0])

    def _located(self, candidate: Candidate, words: list[str]) -> bool:
        """Whether a name that may be a place's stands where places do: "in Kharkiv"."""
        head = self.parse.head[candidate.head]
        if self.parse.dep[candidate.head] != "pobj" or self.parse.lower[head] not in LOCATIVE:
            return False
        return self.knowledge.place(" ".join(words)) is not None

    def _index(self, chain: Chain, at: str, words: list[str]) -> None:
        self.by_key.setdefault(at, chain)
        if (canonical := self._canonical(at)) is not None:
            self.by_key.setdefault(canonical, chain)
        if chain.kind == "person":
            self._once(self.by_last, _surname(words), chain)
            if len(words) > 1:
                self._once(self.by_first, key(words[0]), chain)
            for word in words[1:-1]:
                if word.lower() not in PREFIXES and len(word) > 2:
                    self._once(self.by_middle, key(word), chain)
        elif len(words) > 1:
            letters = "".join(w[0] for w in words if w.lower() not in SMALL and w[0].isalnum())
            if letters.isupper() and len(letters) > 1:
                self.acronyms.setdefault(letters, chain)

    @staticmethod
    def _once(index: dict[str, list[Chain]], name: str, chain: Chain) -> None:
        found = index.setdefault(name, [])
        if chain not in found:
            found.append(chain)


def _ends(longer: list[str], words: list[str]) -> bool:
    return len(longer) > len(words) and longer[-len(words) :] == words


def _hyphened(words: list[str]) -> list[str]:
    """Words with those that hyphens join as one, but for a particle before a surname ("al-Rashid")."""
    made: list[str] = []
    for i, word in enumerate(words):
        if (
            made
            and i > 1
            and words[i - 1] == "-"
            and made[-1] == "-"
            and len(made) > 1
            and made[-2].lower() not in PREFIXES
        ):
            made[-2:] = [f"{made[-2]}-{word}"]
        else:
            made.append(word)
    return made


def _surname(words: list[str]) -> str:
    """The key of a person's last name, "Jr." apart."""
    return key(words[-1] if words[-1].lower() not in PARTICLES or len(words) < 2 else words[-2])


def _only_surname(words: list[str]) -> bool:
    """Whether a name has no given name: "al-Sisi", "de la Cruz"."""
    return all(w.lower() in PREFIXES for w in words[:-1])


def _compatible(one: list[str], other: list[str]) -> bool:
    """Whether two names of a surname can be one person's: given names equal, or one name within the other."""
    a, b = list(map(key, one)), list(map(key, other))
    return a[0] == b[0] or _initial(one[0], other[0]) or set(a) <= set(b) or set(b) <= set(a)


def _initial(a: str, b: str) -> bool:
    """Whether one given name is the other's initial ("J.", "John")."""
    return a[0] == b[0] and (len(a.rstrip(".")) == 1 or len(b.rstrip(".")) == 1)
