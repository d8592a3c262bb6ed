"""What of the tagger's findings is a statement: something said or thought, not only done.

PolNeAR counts as attribution what bodies decide ("voted to …", "approved the budget"); the guideline has
these as events only. A cue that is no word of saying or thinking needs a content that is one: quoted, or
a clause of its own.
"""

from __future__ import annotations

from onrecord.language import Attribution, Parse
from onrecord.reading.statements.lexicon import CLASS_OF, cue_words

MARKS = frozenset('"“”‘«')
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def proposes(parse: Parse, a: Attribution) -> bool:
    """Whether the attribution gives something said or thought."""
    return not a.cue or _says(parse, a) or _quotes(parse, a) or _asserts(parse, a)


def _says(parse: Parse, a: Attribution) -> bool:
    table = cue_words()
    return any(
        (parse.lemma[t], CLASS_OF.get(parse.pos[t], "verb")) in table for span in a.cue for t in parse.tokens(span)
    )


def _quotes(parse: Parse, a: Attribution) -> bool:
    return any(not MARKS.isdisjoint(parse.text[span.start : span.end]) for span in a.content)


def _asserts(parse: Parse, a: Attribution) -> bool:
    return any(parse.dep[t] in SUBJECTS for span in a.content for t in parse.tokens(span))
