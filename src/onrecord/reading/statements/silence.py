"""Silence as a statement: declining to comment, no immediate comment, not answering a request."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Attribution, Parse
from onrecord.reading.statements.parsed import CONFIDENCE, noun_phrase, source_tokens
from onrecord.record import Range

REFUSING = frozenset({"decline", "refuse"})
SPEAKING = frozenset(
    {"comment", "say", "answer", "respond", "reply", "elaborate", "specify", "disclose", "discuss", "confirm",
     "explain", "identify", "name", "give", "provide", "speak", "reveal", "clarify", "detail"}
)  # fmt: skip
WITHHELD = frozenset(
    {"detail", "date", "reason", "name", "figure", "explanation", "information", "number", "motive", "timetable"}
)
UNANSWERED = frozenset({"comment", "respond", "reply", "return", "answer", "elaborate"})
REQUESTS = frozenset({"request", "call", "message", "email", "comment", "question", "inquiry", "enquiry"})


def silences(parse: Parse) -> tuple[Attribution, ...]:
    """Reports of silence: those on something particular have it as content, the others have none."""
    return tuple(_found(parse))


def _found(parse: Parse) -> Iterator[Attribution]:
    for i, lemma in enumerate(parse.lemma):
        if parse.pos[i] == "VERB":
            yield from _refused(parse, i, lemma)
            yield from _unanswered(parse, i, lemma)
            if _out_of_reach(parse, i):
                yield _silence(parse, i, i, content=False)
        elif lemma == "comment" and any(parse.lower[c] == "no" for c in parse.children[i]):
            yield _no_comment(parse, i)


def _refused(parse: Parse, i: int, lemma: str) -> Iterator[Attribution]:
    """ "declined to comment", "refused to say whether …", "would not say whether …"."""
    act = next((c for c in parse.children[i] if parse.dep[c] == "xcomp" and _speaking(parse, c)), None)
    if lemma in REFUSING and act is not None:
        yield _silence(parse, i, act)
    elif lemma in SPEAKING and _negated(parse, i) and _withheld(parse, i):
        yield _silence(parse, i, i)


def _speaking(parse: Parse, act: int) -> bool:
    return parse.lemma[act] in SPEAKING or (parse.lemma[act] == "draw" and parse.child(act, "auxpass") is not None)


def _out_of_reach(parse: Parse, i: int) -> bool:
    """ "could not be reached (for comment)"."""
    return parse.lemma[i] in ("reach", "contact") and _negated(parse, i) and parse.child(i, "auxpass") is not None


def _withheld(parse: Parse, i: int) -> bool:
    """A negated verb of speech is silence where it names a question, not where it denies a claim."""
    asked = parse.child(i, "ccomp")
    open_question = asked is not None and any(
        parse.tag[t] in ("WRB", "WP", "WDT") or parse.lower[t] in ("whether", "if")
        for t in range(*parse.edges[asked])[:2]
    )
    return open_question or (
        parse.lemma[i] in ("give", "provide", "identify", "name", "specify", "disclose")
        and (parse.child(i, "dobj") is not None and parse.child(i, "nsubj") is not None and _of_speech(parse, i))
    )


def _of_speech(parse: Parse, i: int) -> bool:
    thing = parse.child(i, "dobj")
    return thing is not None and parse.lemma[thing] in WITHHELD


def _unanswered(parse: Parse, i: int, lemma: str) -> Iterator[Attribution]:
    if lemma not in UNANSWERED or not _negated(parse, i) or parse.child(i, "ccomp") is not None:
        return
    tokens = range(*parse.edges[i])
    bare = lemma in ("answer", "reply", "respond") and parse.child(i, "dobj") is None
    if lemma == "comment" or bare or any(parse.lemma[t] in REQUESTS for t in tokens):
        yield _silence(parse, i, i, content=False)


def _negated(parse: Parse, i: int) -> bool:
    return parse.child(i, "neg") is not None


def _silence(parse: Parse, i: int, act: int, content: bool = True) -> Attribution:
    subject = _unreached(parse, i) or source_tokens(parse, i)
    withheld = _what(parse, act) if content and parse.lemma[act] != "comment" else None
    first = min([i, *(c for c in parse.children[i] if parse.dep[c] in ("aux", "neg"))])
    return Attribution(
        source=(_range(parse, subject),) if subject else (),
        cue=(_range(parse, range(first, act + 1)),),
        content=(_range(parse, withheld),) if withheld else (),
        confidence=CONFIDENCE,
    )


def _unreached(parse: Parse, i: int) -> range | None:
    """Who could not be reached: the subject of the passive."""
    subject = parse.child(i, "nsubjpass")
    return noun_phrase(parse, subject) if subject is not None and parse.lemma[i] in ("reach", "contact") else None


def _what(parse: Parse, act: int) -> range | None:
    asked = parse.child(act, "ccomp", "dobj", "xcomp")
    return range(*parse.edges[asked]) if asked is not None and parse.edges[asked][0] > act else None


def _no_comment(parse: Parse, i: int) -> Attribution:
    by = next((c for c in parse.children[i] if parse.lower[c] in ("from", "by") and parse.dep[c] == "prep"), None)
    who = parse.child(by, "pobj") if by is not None else None
    tokens = noun_phrase(parse, who) if who is not None else source_tokens(parse, i)
    first = min(c for c in (*parse.children[i], i) if c <= i)
    return Attribution(
        source=(_range(parse, tokens),) if tokens else (),
        cue=(_range(parse, range(first, i + 1)),),
        content=(),
        confidence=CONFIDENCE,
    )


def _range(parse: Parse, tokens: range) -> Range:
    return Range(start=parse.start[tokens[0]], end=parse.end[tokens[-1]])
