"""Whether a token fills what an entry of the lexicon asks for."""

from __future__ import annotations

from onrecord.reading.events.lexicon import Condition, Entry, classes
from onrecord.reading.events.syntax import Syntax

NAMED: dict[str, frozenset[str]] = {
    "PERSONS": frozenset({"PERSON", "NORP"}),
    "PARTY": frozenset({"PERSON", "NORP", "ORG", "GPE"}),
    "PLACES": frozenset({"GPE", "LOC", "FAC"}),
}
"""The named-entity labels that belong to a class of words."""
PERSONAL = frozenset({"PERSONS", "PARTY"})
"""Classes that a proper name without a label is taken to belong to."""
QUANTITIES = frozenset(
    "number thousand hundred dozen million score group series lot majority member part rest ten some most many all"
    " several one two three none both handful piece round wave kind type form state decade year month week day".split()
)
FUNCTIONS = frozenset(
    "subj obj oprd xcomp ccomp inf passive prt dep advmod mod poss gov tag that head".split()
)  # fmt: skip


def holds(syntax: Syntax, i: int, entry: Entry) -> bool:
    """Whether all conditions of `entry` hold at token `i`."""
    return all(_fills(syntax, i, c) == c.wanted for c in entry.conditions)


def _fills(syntax: Syntax, i: int, condition: Condition) -> bool:
    p = syntax.parse
    if condition.slot == "dep":
        return p.dep[i] in condition.values
    if condition.slot == "tag":
        return p.tag[i] in condition.values
    if condition.slot == "report":
        return not syntax.lemmas.isdisjoint(condition.values)
    if condition.slot == "sentence":
        first, last = p.sentences[p.sentence_of[i]]
        return any(is_one_of(syntax, t, condition.values) for t in range(first, last))
    return any(is_one_of(syntax, f, condition.values) for f in fillers(syntax, i, condition.slot))


def fillers(syntax: Syntax, i: int, slot: str) -> list[int]:
    """The tokens in function `slot` of token `i`; any other word is taken as a preposition."""
    if slot not in FUNCTIONS:
        return syntax.pobj(i, frozenset({slot}))
    if slot == "subj":
        return syntax.agents(i)
    if slot == "obj":
        return syntax.patients(i)
    return _complements(syntax, i, slot)


def _complements(syntax: Syntax, i: int, slot: str) -> list[int]:
    p = syntax.parse
    if slot == "inf":
        return [c for c in syntax.children(i, "xcomp", "ccomp", "advcl") if _infinitive(syntax, i, c)]
    if slot == "ccomp":
        below = syntax.children(i, "ccomp", "advcl")
        return below + [m for c in below for m in syntax.children(c, "mark", "advmod", "acomp", "attr", "nsubj", "det")]
    if slot == "passive":
        return [i] if syntax.passive(i) else []
    if slot == "oprd":
        return syntax.children(i, "oprd", "acomp", "xcomp", "attr")
    if slot == "that":
        return syntax.children(i, "acl", "ccomp")
    if slot in ("gov", "head"):
        return [p.head[i]] if p.head[i] != i else []
    deps = {"mod": ("compound", "amod", "nmod", "nummod"), "prt": ("prt",), "poss": ("poss",)}
    return syntax.children(i, *deps.get(slot, (slot,)))


def _infinitive(syntax: Syntax, i: int, c: int) -> bool:
    p = syntax.parse
    to = any(p.lower[a] == "to" for a in syntax.children(c, "aux"))
    return to and ((p.dep[c] != "advcl" and bool(syntax.children(c, "nsubj", "nsubjpass"))) or bool(syntax.patients(i)))


def is_one_of(syntax: Syntax, i: int, values: frozenset[str]) -> bool:
    """Whether token `i`, what it counts, or a word before it is among `values`."""
    if "*" in values:
        return True
    p = syntax.parse
    counted = syntax.pobj(i, frozenset({"of"})) if p.lemma[i].lower() in QUANTITIES else []
    if counted:
        return any(is_one_of(syntax, o, values) for o in counted)
    if p.lemma[i] in values or p.lower[i] in values:
        return True
    named = syntax.labels[i]
    for name in values:
        if name.isupper() and (named in NAMED.get(name, ()) or _worded(syntax, i, name)):
            return True
    return any(p.lemma[m].lower() in values for m in syntax.children(i, "compound", "amod"))


def _worded(syntax: Syntax, i: int, name: str) -> bool:
    words = classes().get(name, frozenset())
    p = syntax.parse
    if p.pos[i] == "PROPN" and not syntax.labels[i] and name in PERSONAL:
        return True
    return p.lemma[i].lower() in words and p.pos[i] != "ADJ"
