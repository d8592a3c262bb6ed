"""Attributions read off the dependency parse: a cue word, its subject and what it takes as content.

Finds what a sentence says in words (clauses, infinitives, objects, "as" and "of" phrases), at any depth,
so also statements within statements. The tagger does not need it for what it was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.language import Attribution, Parse
from onrecord.reading.statements.lexicon import CLASS_OF, CueWord, cue_words
from onrecord.record import Range

AUXILIARIES = ("aux", "auxpass", "neg", "prt")
SUBJECTS = ("nsubj", "csubj", "expl")
HEDGES = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
CONFIDENCE = 0.5
INNER = ("think", "intend", "feel", "perceive", "promise")
GIVEN_AS_SPEAKER = frozenset({"quote", "cite", "determine", "agree"})
"""Verbs whose passive has its speaker, or who is so minded, as subject: "was quoted as saying", "is determined"."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A cue token in its parse: the tokens of its cue, and of its contents."""

    token: int
    word: CueWord
    content: tuple[range, ...]


def by_parse(parse: Parse) -> tuple[Attribution, ...]:
    """The attributions of a text, each with confidence 0.5."""
    return (*_by_words(parse), *(a for a in _by_phrase(parse) if a.content))


def _by_words(parse: Parse) -> Iterator[Attribution]:
    """Those that a verb, noun or adjective anchors."""
    return (
        Attribution(
            source=_source(parse, anchor.token),
            cue=(_cue(parse, anchor.token),),
            content=tuple(_trimmed(parse, tokens) for tokens in anchor.content),
            confidence=CONFIDENCE,
        )
        for anchor in _anchors(parse)
    )


def _by_phrase(parse: Parse) -> Iterator[Attribution]:
    """Those of "according to …" and of "reportedly": their content is the clause they stand in, if any."""
    for i, word in enumerate(parse.lower):
        if word == "according" and (to := parse.child(i, "prep", "pcomp", "prt")) is not None:
            who = parse.child(to, "pobj")
            if who is not None and to > i:
                yield _phrase(parse, i, (i, to + 1), range(*parse.edges[i]), noun_phrase(parse, who))
        elif word in HEDGES and parse.dep[i] == "advmod":
            yield _phrase(parse, i, (i, i + 1), range(i, i + 1), None)


def is_hedge(a: Attribution, parse: Parse) -> bool:
    """Whether an attribution is anchored by an adverb that says someone says so: "reportedly"."""
    return any(parse.lower[t] in HEDGES for cue in a.cue for t in parse.tokens(cue))


def _phrase(parse: Parse, i: int, cue: tuple[int, int], out: range, source: range | None) -> Attribution:
    clause = parse.head[i]
    tokens = [t for t in range(*parse.edges[clause]) if t not in out]
    return Attribution(
        source=(_trimmed(parse, source),) if source else (),
        cue=(Range(start=parse.start[cue[0]], end=parse.end[cue[1] - 1]),),
        content=tuple(_trimmed(parse, run) for run in _unbroken(parse, tokens)),
        confidence=CONFIDENCE,
    )


def _anchors(parse: Parse) -> Iterator[Anchor]:
    table = cue_words()
    for i, lemma in enumerate(parse.lemma):
        kind = CLASS_OF.get(parse.pos[i])
        word = table.get((lemma, kind)) if kind else None
        if (
            word is None
            or not word.anchors
            or parse.dep[i] in ("amod", "compound", "aux", "auxpass")
            or _purpose(parse, i)
        ):
            continue
        content = _content(parse, i, word)
        if content and (kind != "adj" or parse.dep[i] in ("acomp", "oprd")):
            yield Anchor(i, word, content)


def _purpose(parse: Parse, i: int) -> bool:
    """ "To …" as a purpose or a property, and "in order to": no one speaks yet."""
    if parse.pos[i] == "NOUN":
        return parse.dep[i] == "pobj" and parse.lower[parse.head[i]] == "in" and parse.lemma[i] == "order"
    return parse.dep[i] in ("advcl", "relcl", "acl") and any(parse.tag[c] == "TO" for c in parse.children[i])


def _content(parse: Parse, i: int, word: CueWord) -> tuple[range, ...]:
    """The content of cue token `i`: the first of its frames that the parse has."""
    if (clause := _clause(parse, i)) is not None and _fits(parse, clause, word):
        return _runs(parse, _with_object(parse, i, clause), i)
    if "as" in word.frames and (rest := _predicate(parse, i)) is not None:
        return (rest,)
    if (
        "object" in word.frames
        and parse.dep[i] != "pcomp"
        and (thing := parse.child(i, "dobj")) is not None
        and _proposition(parse, thing)
    ):
        return (range(*_with_preposition(parse, i, thing)),)
    return ()


def _clause(parse: Parse, i: int) -> int | None:
    found = parse.child(i, "ccomp", "xcomp")
    if found is None and parse.pos[i] == "NOUN":
        found = next((c for c in parse.children[i] if parse.dep[c] in ("acl", "relcl") and _marked(parse, c)), None)
    return found


def _marked(parse: Parse, clause: int) -> bool:
    """Whether a clause that hangs on a noun is its content: "that …" without a gap, "to …"."""
    return any(
        (parse.dep[c] == "mark" and parse.lower[c] == "that") or (parse.tag[c] == "TO" and parse.dep[c] == "aux")
        for c in parse.children[clause]
    )


def _fits(parse: Parse, clause: int, word: CueWord) -> bool:
    below = [parse.tag[c] for c in parse.children[clause] if parse.dep[c] == "aux"]
    if "TO" in below:
        return "inf" in word.frames or (
            "clause" in word.frames and parse.child(clause, "nsubj") is None and _passive(parse, clause)
        )
    if parse.tag[clause] == "VBG" and not below and parse.child(clause, *SUBJECTS) is None:
        return "gerund" in word.frames
    if parse.dep[clause] == "xcomp" and parse.pos[clause] not in ("VERB", "AUX"):
        return "as" in word.frames
    return "clause" in word.frames or "as" in word.frames


def _passive(parse: Parse, clause: int) -> bool:
    """Whether the clause hangs on a passive: "was reported to have …"."""
    return parse.child(parse.head[clause], "auxpass", "nsubjpass") is not None


def _with_object(parse: Parse, i: int, clause: int) -> tuple[int, int]:
    """Tokens of the clause; with the one who is to act before an infinitive ("urged him to resign")."""
    first, last = parse.edges[clause]
    doer = parse.child(i, "dobj")
    infinitive = any(parse.tag[c] == "TO" for c in parse.children[clause])
    if doer is not None and infinitive and parse.edges[doer][1] <= first and parse.lemma[i] not in ("tell", "promise"):
        first = parse.edges[doer][0]
    return first, last


def _runs(parse: Parse, tokens: tuple[int, int], cue: int) -> tuple[range, ...]:
    """The token range without the cue and its subject, which may stand inside it, as unbroken runs."""
    out = {cue}
    for c in parse.children[cue]:
        if parse.dep[c] in (*AUXILIARIES, *SUBJECTS, "nsubjpass", "agent", "npadvmod", "advmod"):
            out.update(range(*parse.edges[c]))
    return _unbroken(parse, [k for k in range(*tokens) if k not in out])


def _unbroken(parse: Parse, tokens: list[int]) -> tuple[range, ...]:
    """Tokens as runs; punctuation and a lone relative pronoun are none."""
    runs: list[range] = []
    for k in tokens:
        if runs and runs[-1].stop == k:
            runs[-1] = range(runs[-1].start, k + 1)
        else:
            runs.append(range(k, k + 1))
    return tuple(run for run in runs if any(parse.pos[k] != "PUNCT" and parse.tag[k] not in ("WDT", "WP") for k in run))


def _predicate(parse: Parse, i: int) -> range | None:
    """What something is called or regarded as: "called it a mistake", "described him as ill"."""
    thing = parse.child(i, "dobj", "nsubjpass")
    name = parse.child(i, "oprd")
    if name is None:
        name = next((c for c in parse.children[i] if parse.lower[c] == "as" and parse.dep[c] == "prep"), None)
    if name is None:
        return None
    if all(parse.pos[t] in ("PROPN", "PUNCT", "DET") for t in range(*parse.edges[name])):
        return None
    first, last = parse.edges[name]
    if thing is not None and i < thing < name:
        first = parse.edges[thing][0]
    return range(first, last)


def _proposition(parse: Parse, thing: int) -> bool:
    return parse.pos[thing] in ("NOUN", "PROPN", "PRON") and parse.tag[thing] not in ("WP", "WDT")


def _with_preposition(parse: Parse, i: int, thing: int) -> tuple[int, int]:
    """The object, with what it is blamed or praised for."""
    first, last = parse.edges[thing]
    for c in parse.children[i]:
        if c >= last and parse.dep[c] == "prep" and parse.lower[c] in ("of", "for", "over"):
            last = parse.edges[c][1]
    return first, last


def _cue(parse: Parse, i: int) -> Range:
    """The cue word with the auxiliaries, negation and particle that adjoin it."""
    first, last = i, i + 1
    verb = parse.head[i] if parse.dep[i] in ("acomp", "oprd") else i
    parts = {verb, i} | {c for c in parse.children[verb] if parse.dep[c] in AUXILIARIES}
    while first - 1 in parts or (first - 2 in parts and parse.dep[first - 1] == "advmod"):
        first -= 1 if first - 1 in parts else 2
    while last in parts:
        last += 1
    return Range(start=parse.start[first], end=parse.end[last - 1])


def _source(parse: Parse, i: int) -> tuple[Range, ...]:
    tokens = source_tokens(parse, i)
    return (Range(start=parse.start[tokens[0]], end=parse.end[tokens[-1]]),) if tokens else ()


def source_tokens(parse: Parse, i: int) -> range | None:
    """The noun phrase of who speaks at cue token `i`, without relative clauses and participles."""
    subject = _possessor(parse, i) if parse.pos[i] == "NOUN" else _subject(parse, i)
    if subject is None:
        return None
    if parse.tag[subject] in ("WP", "WDT"):
        clause = next((a for a in parse.ancestors(subject) if parse.dep[a] == "relcl"), None)
        subject = parse.head[clause] if clause is not None else subject
    return noun_phrase(parse, subject)


def passive_of_speech(parse: Parse, verb: int) -> bool:
    """Whether the subject of a verb of speech is who is spoken to or of: "he was asked", "he is accused"."""
    word = cue_words().get((parse.lemma[verb], "verb"))
    if parse.tag[verb] != "VBN" or word is None or word.act in INNER or parse.lemma[verb] in GIVEN_AS_SPEAKER:
        return False
    if parse.child(verb, "auxpass") is not None:
        return True
    return parse.dep[verb] in ("advcl", "acl") and parse.child(verb, "aux", *SUBJECTS) is None


def _possessor(parse: Parse, noun: int) -> int | None:
    """Whose claim, by whom: the genitive, or the subject of the verb that carries the noun."""
    if (owner := parse.child(noun, "poss")) is not None:
        return owner
    for c in parse.children[noun]:
        if parse.dep[c] == "prep" and parse.lower[c] in ("by", "from", "of"):
            return parse.child(c, "pobj")
    carrier = parse.head[noun]
    if parse.dep[noun] == "dobj" and parse.pos[carrier] == "VERB":
        return _subject(parse, carrier)
    return None


def _subject(parse: Parse, i: int) -> int | None:
    if parse.dep[i] in ("acomp", "oprd"):
        return _subject(parse, parse.head[i])
    if (agent := parse.child(i, "agent")) is not None:
        return parse.child(agent, "pobj")
    own = parse.child(i, *SUBJECTS)
    if own is not None:
        return None if parse.dep[own] == "expl" or (parse.lower[own] == "it" and _impersonal(parse, i)) else own
    if parse.child(i, "nsubjpass") is not None or passive_of_speech(parse, i):
        return None
    return _shared_subject(parse, i)


def _impersonal(parse: Parse, i: int) -> bool:
    return parse.child(i, "auxpass") is not None


def _shared_subject(parse: Parse, i: int) -> int | None:
    """The subject of a verb without its own: that of the verb it is joined to, adds to, or is governed by."""
    head = parse.head[i]
    if head == i:
        return None
    if parse.dep[i] in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp"):
        subject = parse.child(head, "nsubj", "nsubjpass")
        return subject if subject is not None else _shared_subject(parse, head)
    return head if parse.dep[i] == "acl" and parse.pos[head] in ("NOUN", "PROPN") else None


def noun_phrase(parse: Parse, noun: int) -> range:
    """The minimal noun phrase of `noun`: with modifiers, title and prepositional phrases, no clause."""
    first, last = parse.edges[noun]
    for c in parse.children[noun]:
        if c > noun and parse.dep[c] in ("relcl", "acl", "appos", "advcl", "punct", "cc", "conj"):
            if parse.dep[c] in ("cc", "conj") and not _comma_before(parse, c):
                continue
            last = min(last, parse.edges[c][0])
    while first < noun and parse.tag[first] in ("WDT", "WP", ",", ":"):
        first += 1
    while last - 1 > noun and parse.pos[last - 1] == "PUNCT":
        last -= 1
    return range(first, max(last, noun + 1))


def _comma_before(parse: Parse, i: int) -> bool:
    first = parse.edges[i][0]
    return first > 0 and parse.word[first - 1] == ","


def _trimmed(parse: Parse, tokens: range) -> Range:
    """The range of the tokens without stray punctuation at its ends; closing marks stay with what they close."""
    first, last = tokens[0], tokens[-1]
    while first < last and parse.word[first] in (",", ";", ":", ".", "-", "–", "—"):
        first += 1
    while last > first and parse.word[last] in (",", ";", ":", ".", "-", "–", "—"):
        last -= 1
    return Range(start=parse.start[first], end=parse.end[last])
