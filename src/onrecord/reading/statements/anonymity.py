"""The condition or reason for not being named that a report gives."""

from __future__ import annotations

import re

from onrecord.language import Parse
from onrecord.record import Range, Span, span_of

HINTS = ("anonym", "name", "identified", "quoted", "background", "authori", "entitled", "permi", "repris", "retali",
         "retribution", "condition that")  # fmt: skip
"""Of which a sentence has one where ANONYMITY can match."""
SPEAKERS = frozenset({"he", "she", "they", "both", "neither", "one"})
ASKING = (
    r"(?:ask|request|wish|want|insist|prefer|declin|refus|agree|spoke|beg|demand|plead|seek|sought)(?:ed|ing|es|s|e|d)?"
)
BEING = r"(?:named|identified|quoted(?:\sby\sname)?|mentioned\sby\sname)"
HIDDEN = (
    r"(?:withheld|left\sout|kept\s(?:back|out|secret|private)|omitted|used|published|printed|given|known|disclosed)"
)
ANONYMITY = re.compile(
    r"(?:who\s)?(?:(?:speaking|spoke|talking|talked|interviewed|quoted)\b[^.;]{0,40}?\s)?(?:"
    r"(?:on|under)\s(?:[^\s.;,]+\s){0,4}anonymity|anonymously|on\s(?:deep\s)?background"
    rf"|{ASKING}\b[^.;,]{{0,30}}?\s(?:not\s)?to\s(?:be\s(?:un)?{BEING}|remain\s(?:anonymous|unnamed|nameless))"
    rf"|{ASKING}\s(?:for\s|on\s)?anonymity"
    rf"|{ASKING}\b[^.;,]{{0,50}}?\bbe\s(?:not\s)?(?:un)?{BEING}"
    rf"|{ASKING}\b[^.;,]{{0,40}}?\b(?:names?|identity|identities)\s(?:not\s)?(?:(?:to\s)?be\s)?(?:not\s)?{HIDDEN}"
    r"|(?:not|n['’]t|un|never)\s?(?:been\s)?(?:be\s)?(?:authori[sz]ed|permitted|allowed|entitled|cleared)\sto\s"
    r"(?:speak|talk|discuss|comment|brief|release|address|give|describe|disclose|be\squoted)\b[^.;,”\"]*"
    r"|condition\s(?:that\s)?(?:he|she|they)\snot\sbe\s(?:named|identified)"
    r"|on\s(?:the\s)?(?:condition|understanding|basis)\sthat\s[^.;,]{0,60}?\b"
    r"(?:(?:un)?(?:named|identified|quoted)|names?|rank|printed|published|withheld)\b"
    r"|on\s(?:the\s)?understanding\sof\sanonymity"
    rf"|(?:would|could|did|must)(?:\snot|n['’]t)\s(?:want\sto\s|wish\sto\s)?be\s{BEING}"
    rf"|(?:would|could)\s(?:only\s)?speak\sonly\sif\snot\s{BEING}"
    r"|(?:gave|giving|would\sgive)\sonly\s(?:his|her|their)\s(?:first\s)?name"
    r"|whose\s(?:name|identity)\s(?:was|is|has\sbeen|is\sbeing|was\sbeing)\s(?:withheld|not)[^.;,]*"
    rf"|without\s(?:being\s{BEING}|giving\s(?:his|her|their)\s(?:full\s)?names?)"
    r"|(?:fearing|for\sfear\sof|citing\s(?:a\s)?fears?\sof)\s(?:\w+\s)?(?:reprisals?|retaliation|retribution)"
    r")(?:,?\s(?:because|since|as|for\sfear|fearing|citing|owing\sto|due\sto|given)\b[^.;,”\"]*)?",
    re.I,
)


def anonymity(parse: Parse, cue: Range, source: Range | None) -> Span | None:
    """The condition or reason that the sentence of `cue` gives, or the next one where it goes on about who speaks."""
    for first, last in _sentences(parse, cue, source):
        start, end = parse.start[first], parse.end[last - 1]
        words = parse.text[start:end].lower()
        found = ANONYMITY.search(parse.text, start, end) if any(hint in words for hint in HINTS) else None
        if found is not None:
            return span_of(parse.text, found.start(), found.end())
    return None


def _sentences(parse: Parse, cue: Range, source: Range | None) -> list[tuple[int, int]]:
    """The sentence of `cue`, and the next of its paragraph if that begins with who speaks: "they", "the officials"."""
    tokens = parse.tokens(cue)
    if not tokens:
        return []
    number = parse.sentence_of[tokens[0]]
    first, last = parse.sentences[number]
    after = parse.sentences[number + 1 : number + 2]
    if not after or "\n" in parse.text[parse.end[last - 1] : parse.start[after[0][0]]]:
        return [(first, last)]
    speaker = parse.tokens(source) if source is not None else range(0)
    head = parse.lower[parse.root(speaker)] if speaker else ""
    begins = parse.lower[after[0][0] : after[0][0] + 2]
    same = begins[0] in SPEAKERS or (begins[0] == "the" and len(begins) > 1 and begins[1] in (head, "person", "people"))
    return [(first, last), after[0]] if same else [(first, last)]
