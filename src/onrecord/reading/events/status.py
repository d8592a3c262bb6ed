"""Whether an event happened, is planned, was called off, is denied or only possible, as its sentence has it.

From auxiliaries, negation, conditionals, purpose and infinitives, and the words above the trigger
(`governors.csv`), climbing through light verbs, control and coordination.
"""

from __future__ import annotations

from functools import cache

from onrecord.reading.events.lexicon import rows
from onrecord.reading.events.syntax import Syntax
from onrecord.record.labels import Status

CONDITIONAL = frozenset({"if", "unless", "whether", "lest"})
MODALS: dict[str, Status] = {
    "will": "planned", "'ll": "planned", "’ll": "planned", "shall": "planned", "wo": "planned", "would": "possible",
    "could": "possible", "may": "possible", "might": "possible", "can": "possible", "ca": "possible",
    "should": "possible", "must": "possible", "'d": "possible",
}  # fmt: skip
SETTLED = ("planned", "called_off")
"""What a participle after a noun says of it ("talks scheduled for May")."""
LISTING = frozenset({"include", "be"})
REACHING = frozenset("call ask push press appeal plan hope prepare agree seek invite".split())
"""Verbs whose effect reaches a noun through a preposition ("asked for talks")."""
DEPTH = 8
"""How many words above the trigger are asked at most."""


@cache
def _governors() -> dict[tuple[str, str], Status]:
    """Status by word and class; a verb's row holds for its objects and its clauses."""
    found: dict[tuple[str, str], Status] = {}
    for row in rows("governors"):
        kinds = ("object", "clause") if row["class"] == "verb" else (row["class"],)
        if row["class"] != "light":
            found |= {(row["word"], kind): row["status"] for kind in kinds}  # type: ignore[misc]
    return found


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that carry a noun, or start or end an action: the status of what they govern is theirs."""
    return frozenset(row["word"] for row in rows("governors") if row["class"] == "light")


def status(syntax: Syntax, head: int) -> Status:
    """The status of the event whose trigger has head `head`."""
    p = syntax.parse
    if p.dep[head] in ("amod", "aux"):
        return "happened"
    if p.pos[head] == "NOUN":
        return _noun(syntax, head, DEPTH)
    if p.dep[head] == "acomp":
        return _verb(syntax, p.head[head], DEPTH)
    return _verb(syntax, head, DEPTH)


def _verb(syntax: Syntax, v: int, depth: int) -> Status:
    p = syntax.parse
    if depth == 0:
        return "happened"
    if _negated(syntax, v):
        return "denied"
    if any(p.lower[m] in CONDITIONAL for m in syntax.children(v, "mark")):
        return "possible"
    auxiliaries = syntax.children(v, "aux")
    modal = next((p.lower[a] for a in auxiliaries if p.lower[a] in MODALS), None)
    if modal is not None:
        return _modal(syntax, v, modal)
    dep, head = p.dep[v], p.head[v]
    if dep == "conj" and p.pos[head] == "VERB" and not auxiliaries and not syntax.children(v, "nsubj", "nsubjpass"):
        return _verb(syntax, head, depth - 1)
    if any(p.lower[a] == "to" for a in auxiliaries) or p.tag[v] in ("VBG", "VB", "NN"):
        return _untensed(syntax, v, depth)
    if dep == "ccomp" and _effect(syntax, head, "clause") in ("denied", "possible") and head != v:
        return _finite_below(syntax, head)
    return "happened"


def _negated(syntax: Syntax, v: int) -> bool:
    p = syntax.parse
    return any(
        p.dep[c] == "neg" or (p.lower[c] in ("never", "no", "neither") and p.dep[c] == "advmod") for c in p.children[v]
    )


def _modal(syntax: Syntax, v: int, modal: str) -> Status:
    """ "said it would go" looks forward from the past; with an if-clause all is possible."""
    p = syntax.parse
    above = p.head[v]
    conditional = any(
        p.lower[m] in CONDITIONAL for c in syntax.children(v, "advcl") for m in syntax.children(c, "mark")
    )
    if conditional:
        return "possible"
    if modal in ("would", "'d") and p.dep[v] == "ccomp" and p.tag[above] in ("VBD", "VBN", "VBG"):
        return "possible" if _effect(syntax, above, "clause") == "possible" else "planned"
    return MODALS[modal]


def _finite_below(syntax: Syntax, head: int) -> Status:
    return _effect(syntax, head, "clause") or "happened"


def _untensed(syntax: Syntax, v: int, depth: int) -> Status:
    """An infinitive, gerund or bare form: what stands above it decides."""
    p = syntax.parse
    dep, head = p.dep[v], p.head[v]
    to = any(p.lower[a] == "to" for a in syntax.children(v, "aux"))
    if head == v:
        return "possible" if p.tag[v] == "VB" and not syntax.children(v, "nsubj", "aux") else "happened"
    if dep == "pcomp":
        return _under_preposition(syntax, head)
    if dep in ("advcl", "prep", "relcl") or (dep == "acl" and p.pos[head] != "NOUN"):
        return "possible" if to else "happened"
    if dep == "acl":
        return (_effect(syntax, head, "noun") or "possible") if to else "happened"
    if dep in ("xcomp", "ccomp", "dobj", "nsubj", "csubj", "attr", "oprd", "conj"):
        return _complement(syntax, v, head, to, depth)
    return "possible" if to else "happened"


def _complement(syntax: Syntax, v: int, head: int, to: bool, depth: int) -> Status:
    p = syntax.parse
    effect = _effect(syntax, head, "clause")
    if effect is not None:
        return _under(syntax, head, effect)
    if p.lemma[head] == "go" and p.tag[head] == "VBG":
        return "planned"
    if p.lemma[head] == "be" and to:
        return "planned"
    if p.lemma[head] in light_verbs() or not to:
        return _verb(syntax, head, depth - 1) if p.pos[head] in ("VERB", "AUX") else "happened"
    return "possible"


def _under(syntax: Syntax, head: int, effect: Status) -> Status:
    """The effect of a governing word, turned where the word itself is denied."""
    p = syntax.parse
    if p.pos[head] == "VERB" and _negated(syntax, head):
        return "happened" if effect == "denied" else "denied"
    return effect


def _effect(syntax: Syntax, i: int, kind: str) -> Status | None:
    p = syntax.parse
    table, lemma = _governors(), p.lemma[i].lower()
    for c in p.children[i]:
        if p.dep[c] in ("prt", "prep") and (f"{lemma} {p.lower[c]}", kind) in table:
            return table[f"{lemma} {p.lower[c]}", kind]
    return table.get((lemma, kind))


def _under_preposition(syntax: Syntax, preposition: int) -> Status:
    p = syntax.parse
    word, head = p.lower[preposition], p.head[preposition]
    if word == "without":
        return "denied"
    if word in ("after", "since", "by", "for", "before", "while", "when"):
        return "happened"
    if p.pos[head] in ("VERB", "AUX"):
        effect = _effect(syntax, head, "object" if word in ("for", "of", "to", "on") else "clause")
        return effect or "happened"
    return _effect(syntax, head, "noun") or "happened"


def _noun(syntax: Syntax, n: int, depth: int) -> Status:
    p = syntax.parse
    if depth == 0:
        return "happened"
    table = _governors()
    for c in p.children[n]:
        if p.dep[c] in ("amod", "det", "compound", "neg"):
            found = table.get((p.lower[c], "modifier"))
            if found is not None:
                return found
        if p.dep[c] == "acl" and p.tag[c] == "VBN":
            effect = _effect(syntax, c, "object")
            if effect in SETTLED:
                return effect
    dep, head = p.dep[n], p.head[n]
    if dep == "conj":
        return _noun(syntax, head, depth - 1) if p.pos[head] in ("NOUN", "PROPN") else "happened"
    if dep == "pobj":
        return _noun_below(syntax, head, depth)
    if dep in ("dobj", "nsubjpass", "dative", "attr", "oprd", "nsubj") and p.pos[head] in ("VERB", "AUX"):
        return _noun_at_verb(syntax, n, head, depth)
    return "happened"


def _noun_below(syntax: Syntax, preposition: int, depth: int) -> Status:
    """A noun after a preposition: what the preposition hangs on decides."""
    p = syntax.parse
    word, head = p.lower[preposition], p.head[preposition]
    if word == "without":
        return "denied"
    if p.pos[head] in ("VERB", "AUX"):
        effect = _effect(syntax, head, "object") if word in ("for", "on", "to", "of", "against", "with") else None
        if effect in ("possible", "planned") and p.lemma[head] in REACHING:
            return _under(syntax, head, effect)
        return _verb(syntax, head, depth - 1) if p.lemma[head] in light_verbs() else "happened"
    if p.pos[head] == "NOUN":
        effect = _effect(syntax, head, "noun") if word in ("of", "for", "to", "on", "at") else None
        return effect or "happened"
    return "happened"


def _noun_at_verb(syntax: Syntax, n: int, v: int, depth: int) -> Status:
    p = syntax.parse
    dep = p.dep[n]
    if p.dep[v] == "prep":
        return "happened"
    if dep != "nsubj":
        effect = _effect(syntax, v, "object")
        if effect is not None:
            return _under(syntax, v, effect)
        if dep == "nsubjpass" and syntax.children(v, "xcomp"):
            return _effect(syntax, v, "clause") or "happened"
    if p.lemma[v] in LISTING and dep in ("dobj", "attr"):
        listed = [e for s in syntax.children(v, "nsubj") if (e := _effect(syntax, s, "noun"))]
        if listed:
            return listed[0]
    if p.lemma[v] in light_verbs():
        return _verb(syntax, v, depth - 1)
    above = _verb(syntax, v, depth - 1)
    return above if dep == "nsubj" and above == "planned" else "happened"
