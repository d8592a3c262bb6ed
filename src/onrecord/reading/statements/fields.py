"""The fields of a statement that its cue and content decide: manner, act, addressee."""

from __future__ import annotations

from onrecord.language import Parse
from onrecord.reading.statements.layout import turn
from onrecord.reading.statements.lexicon import CLASS_OF, cue_words
from onrecord.reading.statements.parsed import noun_phrase
from onrecord.reading.statements.quotes import inside
from onrecord.record import Range, Span
from onrecord.record.labels import Act, Manner

WORDS = frozenset({"question", "query", "letter", "post", "tweet", "remark", "reporter", "journalist", "speech"})
"""What an answer may be one to, besides the nouns that anchor attributions."""
ADDRESSING = frozenset({
    "advise", "ask", "assure", "beg", "caution", "command", "direct", "encourage", "entreat", "exhort", "forbid",
    "implore", "inform", "instruct", "invite", "notify", "order", "persuade", "press", "pressure", "remind", "tell",
    "urge", "warn",
})  # fmt: skip
"""Verbs whose object is spoken to."""
BIDDING = frozenset({"advise", "command", "direct", "encourage", "forbid", "order", "press", "urge"})
"""Those whose object is so only before what it is to do."""
SPOKEN_TO = frozenset({
    "admit", "announce", "appeal", "call", "complain", "confess", "confirm", "explain", "mention", "plead", "protest",
    "remark", "repeat", "report", "say", "speak", "suggest", "talk", "write",
})  # fmt: skip
"""Verbs with whom they speak to behind "to" (of "call", behind "on")."""


def manner(content: tuple[Span, ...], quoted: tuple[Range, ...], text: str) -> Manner | None:
    """`direct` where all words of the content stand in quotation marks, `mixed` where some do."""
    if not content:
        return None
    within, total = inside(content, quoted, text)
    if not within:
        return "indirect"
    return "direct" if within >= total else "mixed"


def act(parse: Parse, cue: Range | None, content: tuple[Span, ...]) -> Act:
    """The act that the cue decides; a statement without a cue word of the table says."""
    if not content:
        return "decline"
    if cue is None:
        return turn(parse.text, content[0])
    tokens = parse.tokens(cue)
    first = next(iter(parse.tokens(content[0])), None)
    if _withholds(parse, tokens, first):
        return "decline"
    table, frame = cue_words(), _form(parse, first)
    for i in sorted(tokens, key=lambda t: (parse.pos[t] not in ("VERB", "NOUN"), -t)):
        particle = f"{parse.lemma[i]} {parse.lower[i + 1]}" if i + 1 < len(parse) else ""
        named = CLASS_OF.get(parse.pos[i], "verb")
        word = (
            table.get((particle, "verb")) or table.get((parse.lemma[i], named)) or table.get((parse.lemma[i], "verb"))
        )
        if word is not None:
            return "answer" if word.act == "say" and _answers(parse, i) else word.act_in(frame)
    return "say"


def _withholds(parse: Parse, cue: range, first: int | None) -> bool:
    """ "declined to say …", "would not say whether …": silence on something particular."""
    if any(parse.lemma[t] in ("decline", "refuse") for t in cue) and len(cue) > 1:
        return True
    asked = first is not None and (parse.tag[first] in ("WRB", "WP", "WDT") or parse.lower[first] in ("whether", "if"))
    return asked and any(parse.dep[t] == "neg" for t in cue)


def _form(parse: Parse, first: int | None) -> str:
    if first is None:
        return "clause"
    later = (t for t in range(first, min(first + 6, len(parse))) if parse.tag[t] in ("TO", "MD", "VBD", "VBZ", "VBP"))
    if parse.tag[first] == "VBG":
        return "gerund"
    verb = next(later, None)
    return "inf" if verb is not None and parse.tag[verb] == "TO" and parse.dep[verb] == "aux" else "clause"


def _answers(parse: Parse, cue: int) -> bool:
    """Whether "when asked …" or "in response" to something said stands in what the cue governs."""
    for t in range(*parse.edges[cue]):
        if parse.lemma[t] == "ask" and parse.tag[t] == "VBN" and parse.dep[t] in ("advcl", "acl"):
            return True
        if parse.lower[t] in ("response", "reply") and parse.dep[t] == "pobj" and parse.lower[parse.head[t]] == "in":
            return _to_words(parse, t)
    return False


def _to_words(parse: Parse, response: int) -> bool:
    """Whether a response is one to words: to a question or a claim, not to an outbreak."""
    to = next((c for c in parse.children[response] if parse.lower[c] == "to"), None)
    what = parse.child(to, "pobj") if to is not None else None
    return what is None or parse.lemma[what] in WORDS or (parse.lemma[what], "noun") in cue_words()


def addressee(parse: Parse, cue: Range | None) -> Span | None:
    """Who is spoken to: the object of "told" or "urged" or the subject of their passive, or behind "said to"."""
    if cue is None:
        return None
    verb = parse.root(parse.tokens(cue))
    heard = _heard(parse, verb) if parse.pos[verb] == "VERB" else None
    if heard is None or parse.pos[heard] not in ("NOUN", "PROPN", "PRON") or parse.tag[heard] in ("WDT", "WP"):
        return None
    tokens = noun_phrase(parse, heard)
    return parse.span(tokens[0], tokens[-1] + 1)


def _heard(parse: Parse, verb: int) -> int | None:
    """The head token of whom a verb of speech addresses."""
    below = [c for c in parse.children[verb] if c > verb]
    given = next((c for c in below if parse.dep[c] == "dative" and parse.tag[c] not in ("IN", "TO")), None)
    if given is not None:
        return given
    if parse.lemma[verb] in ADDRESSING and (found := _addressed(parse, verb, below)) is not None:
        return found
    calls = parse.lemma[verb] == "call"
    words = ("on", "upon") if calls else ("to",)
    to = next((c for c in below if parse.dep[c] in ("dative", "prep") and parse.lower[c] in words), None)
    if to is None or parse.lemma[verb] not in SPOKEN_TO or (calls and to != verb + 1):
        return None
    return parse.child(to, "pobj")


def _addressed(parse: Parse, verb: int, below: list[int]) -> int | None:
    """The object of a verb that addresses, who is to act as it says, or the subject of its passive."""
    if parse.tag[verb] == "VBN" and (passive := parse.child(verb, "nsubjpass")) is not None:
        return passive
    if parse.tag[verb] == "VBN" and parse.dep[verb] in ("advcl", "acl"):
        return parse.child(parse.head[verb], "nsubj")
    clause = next((c for c in below if parse.dep[c] in ("ccomp", "xcomp")), None)
    own = next((c for c in below if parse.dep[c] == "dobj"), None)
    if own is not None:
        return own if clause is not None or parse.lemma[verb] not in BIDDING else None
    if clause is not None and any(parse.tag[c] == "TO" for c in parse.children[clause]):
        return parse.child(clause, "nsubj")
    return None
