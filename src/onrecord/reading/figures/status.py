"""Whether what a figure counts is given as fact, as planned, possible or denied."""

from __future__ import annotations

from onrecord.language import Parse
from onrecord.record.labels import Status

WILL = frozenset({"will", "'ll", "’ll", "shall"})
MODAL = frozenset({"may", "might", "could", "would", "can", "should", "must"})
PLAN = frozenset({"plan", "expect", "schedule", "intend", "pledge", "promise", "propose", "aim", "vow", "set"})
FEAR = frozenset({"fear", "threaten", "consider", "want", "ask", "demand", "request", "call", "urge", "estimate"})


def status(parse: Parse, head: int) -> Status:
    """The status of a figure by the verb that governs it; `happened` where nothing says otherwise."""
    verb = next((v for v in (head, *parse.ancestors(head)) if parse.pos[v] in ("VERB", "AUX")), None)
    if verb is None:
        return "happened"
    words = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass", "neg")}
    if words & {"not", "n't", "n’t"}:
        return "denied"
    if words & WILL:
        return "planned"
    if words & MODAL:
        return "possible"
    if "to" in words and parse.tag[verb] == "VB":
        above = parse.lemma[parse.head[verb]]
        return "planned" if above in PLAN else "possible" if above in FEAR else "happened"
    return "happened"
