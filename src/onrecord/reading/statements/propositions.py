"""What of the tagger's findings is a statement: something said or thought, not only done.

PolNeAR counts as attribution what bodies decide ("voted to …", "approved the budget"); the guideline has
these as events only. Where the tagger is unsure, a cue that is no word of saying or thinking needs a
content that is said: quoted, or a clause of its own.
"""

from __future__ import annotations

from onrecord.language import Attribution, Parse
from onrecord.reading.statements.lexicon import CLASS_OF, cue_words
from onrecord.record import Range

LIKELY = 0.5
"""Confidence from which a finding needs no further ground."""
QUOTED = 3
"""Words in quotation marks from which a content is someone's: one or two are a way of naming."""
OPENERS = frozenset({"that", "whether", "if"})
DESCRIBING = frozenset({"relcl", "acl", "advcl"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def proposes(parse: Parse, a: Attribution, quoted: tuple[Range, ...]) -> bool:
    """Whether the attribution is likely, or gives something said or thought."""
    return a.confidence >= LIKELY or not a.cue or _says(parse, a) or _quotes(parse, a, quoted) or _asserts(parse, a)


def _says(parse: Parse, a: Attribution) -> bool:
    return any(_speaks(parse, t) for span in a.cue for t in parse.tokens(span))


def _speaks(parse: Parse, t: int) -> bool:
    """Whether a token is a word of the cue table; with its particle, where it has one ("call off" is not "call")."""
    particle = parse.child(t, "prt")
    lemma = parse.lemma[t] if particle is None else f"{parse.lemma[t]} {parse.lower[particle]}"
    word = cue_words().get((lemma, CLASS_OF.get(parse.pos[t], "verb")))
    return word is not None and word.speaks


def _quotes(parse: Parse, a: Attribution, quoted: tuple[Range, ...]) -> bool:
    shared = ((max(q.start, c.start), min(q.end, c.end)) for q in quoted for c in a.content if q.overlaps(c))
    return any(len(parse.text[start:end].split()) >= QUOTED for start, end in shared)


def _asserts(parse: Parse, a: Attribution) -> bool:
    """Whether a content is a clause of its own, not a noun that a clause describes."""
    return any(_is_clause(parse, parse.tokens(span)) for span in a.content)


def _is_clause(parse: Parse, tokens: range) -> bool:
    if tokens and parse.lower[tokens[0]] in OPENERS:
        return True
    verbs = (parse.head[t] for t in tokens if parse.dep[t] in SUBJECTS)
    return any(verb in tokens and parse.dep[verb] not in DESCRIBING for verb in verbs)
