"""Actors and recipients of an event, from where its trigger stands.

A frame names where parties stand. `plain`: the subject acts, the object receives. `mutual`: all take
part and all are actors. `visit`, `host`: the visitor acts, the host receives. `none`: no recipient.
`obj`: the object receives whatever it is. Others are the prepositions of the recipient, `|` between.
"""

from __future__ import annotations

from onrecord.reading.events.matching import is_one_of
from onrecord.reading.events.parties import MEASURES, counted, is_party
from onrecord.reading.events.status import light_verbs
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.triggers import Trigger

RECEIVING = frozenset({"against", "to", "toward", "towards", "at", "on", "upon"})
PLACING = frozenset({"COERCE", "SANCTION", "PROTEST", "RETREAT"})
"""Types whose object receives where it is a place; that of an assault does whatever it is."""
PLACES = frozenset({"PLACES"})
SITED = frozenset({"ASSAULT", "PROTEST"})
"""Types for which a city before the noun is where it was, not who did it ("a Kabul bombing")."""
BY = frozenset({"by"})
OF = frozenset({"of"})
WITH = frozenset({"with", "between", "among"})
FORCES = frozenset({"police", "army", "rebel", "government"})


def roles(syntax: Syntax, trigger: Trigger) -> tuple[list[int], list[int]]:
    """The heads of actors and of recipients, in text order, none in both."""
    pos = syntax.parse.pos[trigger.head]
    if pos == "VERB" and syntax.parse.dep[trigger.head] != "amod":
        actors, recipients = _verb(syntax, trigger)
    elif pos == "NOUN":
        actors, recipients = _noun(syntax, trigger)
    elif pos == "AUX":
        actors, recipients = _obligation(syntax, trigger.head)
    else:
        actors, recipients = [], _participle(syntax, trigger)
    actors = _clean(syntax, trigger, actors)
    return actors, [r for r in _clean(syntax, trigger, recipients) if r not in actors]


def _clean(syntax: Syntax, trigger: Trigger, found: list[int]) -> list[int]:
    heads = dict.fromkeys(counted(syntax, i) for i in found)
    return sorted(i for i in heads if not trigger.first <= i < trigger.last)


def _obligation(syntax: Syntax, modal: int) -> tuple[list[int], list[int]]:
    """Who says that another must, and who must."""
    v = syntax.parse.head[modal]
    bound = [s for n in syntax.children(v, "nsubj", "nsubjpass") for s in syntax.conjuncts(n)]
    return syntax.agents(syntax.parse.head[v]), bound


def _participle(syntax: Syntax, trigger: Trigger) -> list[int]:
    head = syntax.parse.head[trigger.head]
    return [head] if is_party(syntax, head) else _owners(syntax, head)


def _verb(syntax: Syntax, trigger: Trigger) -> tuple[list[int], list[int]]:
    v, frame = trigger.head, trigger.frame
    agents = [a for a in syntax.agents(v) if is_party(syntax, a)]
    patients = _to_parties(syntax, trigger, syntax.patients(v))
    if frame == "mutual":
        others = [o for o in syntax.patients(v) + syntax.pobj(v, WITH) if is_party(syntax, o)]
        return agents + others, []
    if frame == "host":
        return patients, agents
    if frame == "none":
        return agents or [a for a in patients if is_party(syntax, a)], []
    named = frozenset(frame.split("|"))
    receiving = _to_parties(syntax, trigger, syntax.pobj(v, named)) if frame not in ("plain", "obj", "visit") else []
    if frame == "visit":
        receiving = _to_parties(syntax, trigger, syntax.pobj(v, RECEIVING | WITH))
    return agents, receiving or patients or _complement_subjects(syntax, trigger) or _late(syntax, trigger)


def _late(syntax: Syntax, trigger: Trigger) -> list[int]:
    if trigger.frame != "plain":
        return []
    return [o for o in syntax.pobj(trigger.head, RECEIVING) if is_party(syntax, o)]


def _complement_subjects(syntax: Syntax, trigger: Trigger) -> list[int]:
    """ "urged Paris to act", "demanded that Paris act": Paris, where the parse makes it the subject below."""
    p = syntax.parse
    for c in syntax.children(trigger.head, "ccomp", "xcomp", "advcl"):
        words = {p.lower[a] for a in syntax.children(c, "aux", "mark")}
        if ("to" in words and (p.dep[c] != "advcl" or "for" in words)) or (
            trigger.type == "REQUEST" and p.dep[c] == "ccomp"
        ):
            below = [s for n in syntax.children(c, "nsubj", "nsubjpass") for s in syntax.conjuncts(n)]
            if below:
                return [s for s in below if is_party(syntax, s)]
    return []


def _against(syntax: Syntax, n: int) -> list[int]:
    """Parties after an "against" anywhere below noun `n` ("charges of fraud against the firm")."""
    p = syntax.parse
    found = (t for t in range(n + 1, p.edges[n][1]) if p.lower[t] == "against")
    return [o for t in found for c in syntax.children(t, "pobj") for o in syntax.conjuncts(c) if is_party(syntax, o)]


def _to_parties(syntax: Syntax, trigger: Trigger, found: list[int]) -> list[int]:
    """The parties among `found`; for a thing its owner ("criticised the court's ruling": the court)."""
    parties: list[int] = []
    for i in found:
        if is_party(syntax, i):
            parties.append(i)
        else:
            owners = _owners(syntax, i)
            parties += owners or ([i] if _receives(syntax, trigger, i) else [])
    return parties


def _receives(syntax: Syntax, trigger: Trigger, i: int) -> bool:
    if syntax.labels[i] in MEASURES:
        return False
    if trigger.type == "ASSAULT" or trigger.frame in ("obj", "visit"):
        return syntax.parse.pos[i] in ("NOUN", "PROPN", "PRON")
    return trigger.type in PLACING and is_one_of(syntax, i, PLACES)


def _owners(syntax: Syntax, n: int) -> list[int]:
    p = syntax.parse
    owners = [c for o in syntax.children(n, "poss") for c in syntax.conjuncts(o)]
    owners += [o for o in syntax.pobj(n, OF | BY) if p.dep[n] != "poss"]
    owners += [c for c in syntax.children(n, "amod", "compound", "nmod") if syntax.labels[c] in ("NORP", "GPE", "ORG")]
    return [o for o in owners if is_party(syntax, o)][:3]


def _noun(syntax: Syntax, trigger: Trigger) -> tuple[list[int], list[int]]:
    n, frame = trigger.head, trigger.frame
    owners = [c for o in syntax.children(n, "poss") for c in syntax.conjuncts(o)]
    actors = [o for o in owners + syntax.pobj(n, BY) if is_party(syntax, o)]
    actors = actors or _describing(syntax, trigger)
    if frame == "mutual":
        around = actors + [o for o in syntax.pobj(n, WITH | OF) if is_party(syntax, o)]
        return around + [a for a in _carrier_agents(syntax, n) if a not in around], []
    named = RECEIVING if frame in ("plain", "visit") else frozenset(frame.split("|"))
    recipients = _to_parties(syntax, trigger, syntax.pobj(n, named))
    actors = actors or _carrier_agents(syntax, n)
    if not actors and "of" not in named:
        actors = [o for o in syntax.pobj(n, OF) if is_party(syntax, o)]
    return actors, recipients or _carrier_patients(syntax, trigger) or _against(syntax, n)


def _describing(syntax: Syntax, trigger: Trigger) -> list[int]:
    """ "the Israeli offensive", "police violence": the word before the noun that says whose it is."""
    p = syntax.parse
    labels = ("NORP", "ORG") if trigger.type in SITED else ("NORP", "GPE", "ORG")
    found = syntax.children(trigger.head, "amod", "compound", "nmod")
    return [c for c in found if syntax.labels[c] in labels or p.lower[c] in FORCES or p.word[c].strip(".").isupper()]


def _carrier(syntax: Syntax, n: int) -> int | None:
    """The light verb that carries noun `n` ("launched an attack")."""
    p = syntax.parse
    while p.dep[n] == "conj":
        n = p.head[n]
    v = p.head[n]
    if p.dep[n] == "pobj":
        v = p.head[v]
    return (
        v if p.pos[v] == "VERB" and p.lemma[v] in light_verbs() and p.dep[n] in ("dobj", "nsubjpass", "pobj") else None
    )


def _carrier_agents(syntax: Syntax, n: int) -> list[int]:
    v = _carrier(syntax, n)
    return [] if v is None else [a for a in syntax.agents(v) if a != n and is_party(syntax, a)]


def _carrier_patients(syntax: Syntax, trigger: Trigger) -> list[int]:
    """Recipients at the verb: "launched an attack on", and what an attack that is a subject did to whom."""
    n, p = trigger.head, syntax.parse
    v = _carrier(syntax, n)
    if v is not None:
        named = RECEIVING if trigger.frame in ("plain", "mutual", "visit") else frozenset(trigger.frame.split("|"))
        return _to_parties(syntax, trigger, syntax.pobj(v, named - OF))
    if p.dep[n] == "nsubj" and trigger.type == "ASSAULT":
        return [o for o in syntax.patients(p.head[n]) if is_party(syntax, o)]
    return []
