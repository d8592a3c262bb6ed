"""Grammatical functions of a parse as events need them: deep subjects, objects, complements.

After the usual dependency rules (relative clauses, control, coordination, passives, participles) over
ClearNLP labels; every function answers with token numbers.
"""

from __future__ import annotations

from functools import cached_property

from onrecord.language import Parse

RELATIVE = frozenset({"who", "which", "that", "whom"})
SUBJECTS = ("nsubj", "nsubjpass")
DEPTH = 6
"""How many steps a missing subject is looked for above its verb."""


class Syntax:
    """A parse with look-ups by function; made once a report."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    @cached_property
    def labels(self) -> list[str]:
        """The named-entity label of each token, empty where none."""
        found = [""] * len(self.parse)
        for name in self.parse.names:
            for i in range(name.first, name.last):
                found[i] = name.label
        return found

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the report."""
        return frozenset(lemma.lower() for lemma in self.parse.lemma)

    def finite(self, v: int) -> bool:
        """Whether a verb that the parse hangs before a noun has a subject or tense of its own."""
        return self.parse.tag[v] == "VBD" or bool(self.children(v, "nsubj", "npadvmod"))

    def children(self, i: int, *deps: str) -> list[int]:
        """Dependents of `i` with one of the labels."""
        return [c for c in self.parse.children[i] if self.parse.dep[c] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is coordinated with it."""
        found = [i]
        for c in self.children(i, "conj"):
            found += self.conjuncts(c)
        return found

    def passive(self, v: int) -> bool:
        """Whether `v` is a passive verb or a past participle after its noun."""
        p = self.parse
        if self.children(v, "auxpass", "nsubjpass"):
            return True
        if p.tag[v] != "VBN" or self.children(v, "aux", "nsubj"):
            return False
        if p.dep[v] == "conj":
            return self.passive(p.head[v])
        return p.dep[v] in ("acl", "amod", "advcl", "relcl") and not self.children(v, "dobj")

    def surface(self, v: int, depth: int = DEPTH) -> int | None:
        """The surface subject of verb `v`, looked for above it where it has none of its own."""
        p = self.parse
        own = self.children(v, *SUBJECTS) or (self.children(v, "npadvmod") if p.dep[v] == "amod" else [])
        if own:
            return self._antecedent(v, own[-1])
        head, dep = p.head[v], p.dep[v]
        if depth == 0 or head == v:
            return None
        if dep in ("acl", "amod"):
            return self._of_noun(head, depth) if p.tag[v] == "VB" else head
        if dep == "relcl":
            return head if not self.children(v, "mark") else None
        if dep in ("pcomp", "prep"):
            return self._above(p.head[head] if dep == "pcomp" else head, depth)
        if dep == "xcomp":
            return self._controller(head, depth)
        return self._above(head, depth) if dep in ("conj", "advcl", "ccomp", "dep") else None

    def _above(self, i: int, depth: int) -> int | None:
        pos = self.parse.pos[i]
        if pos in ("VERB", "AUX"):
            return self.surface(i, depth - 1)
        return self._of_noun(i, depth) if pos == "NOUN" else None

    def _of_noun(self, n: int, depth: int) -> int | None:
        """Whose the noun is ("their refusal to"), else the subject of what governs it."""
        owner = self.children(n, "poss")
        if owner:
            return owner[0]
        head = self.parse.head[n]
        return self.surface(head, depth - 1) if self.parse.pos[head] in ("VERB", "AUX") and head != n else None

    def _controller(self, h: int, depth: int) -> int | None:
        objects = self.children(h, "dobj", "dative")
        if objects and not self.passive(h):
            return self._antecedent(h, objects[0])
        return self.surface(h, depth - 1)

    def _antecedent(self, v: int, i: int) -> int:
        p = self.parse
        if p.lower[i] in RELATIVE and p.tag[i] in ("WP", "WDT", "IN"):
            while p.dep[v] == "conj" and p.head[v] != v:
                v = p.head[v]
            if p.dep[v] == "relcl":
                return p.head[v]
        return i

    def agents(self, v: int) -> list[int]:
        """Who does what verb `v` says."""
        if self.passive(v):
            return self.pobj(v, frozenset({"by"}))
        subject = self.surface(v)
        return [] if subject is None else self.conjuncts(subject)

    def patients(self, v: int) -> list[int]:
        """Whom or what it is done to: objects, the subject of a passive, the noun a relative clause hangs on."""
        p = self.parse
        if self.passive(v):
            subject = self.surface(v)
            return [] if subject is None else self.conjuncts(subject)
        own = [self._antecedent(v, c) for c in self.children(v, "dobj", "dative")]
        if not own and p.dep[v] == "amod" and self.finite(v):
            own = [p.head[v]]
        if not own and p.dep[v] == "relcl" and self._gap(v):
            own = [p.head[v]]
        if not own:
            shared = [c for c in self.children(v, "conj") if p.tag[c] == p.tag[v]]
            own = [o for c in shared[:1] if c - v <= 3 for o in self.children(c, "dobj")]
        return [c for o in own for c in self.conjuncts(o)]

    def _gap(self, v: int) -> bool:
        subjects = self.children(v, "nsubj")
        return bool(subjects) and self.parse.lower[subjects[-1]] not in RELATIVE and not self.children(v, "prep", "prt")

    def pobj(self, i: int, prepositions: frozenset[str]) -> list[int]:
        """What the prepositions of `i` govern, coordination opened; "out of" is looked through."""
        found: list[int] = []
        for c in self.children(i, "prep", "agent", "dative"):
            if self.parse.lower[c] in prepositions:
                for o in self.children(c, "pobj", "pcomp"):
                    found += self.conjuncts(o)
            elif self.children(c, "prep"):
                found += self.pobj(c, prepositions)
        return found
