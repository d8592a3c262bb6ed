"""The fields of a statement that its spans decide: manner, act, kind of source, anonymity, addressee."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.language import Parse
from onrecord.reading.statements.layout import turn
from onrecord.reading.statements.lexicon import CLASS_OF, cue_words, source_nouns
from onrecord.reading.statements.parsed import noun_phrase
from onrecord.reading.statements.quotes import inside
from onrecord.record import Entity, Range, Span, span_of
from onrecord.record.labels import Act, Manner, SourceKind

GROUP_PRONOUNS = frozenset(
    {"they", "we", "both", "some", "many", "others", "all", "those", "most", "few", "several", "everyone", "everybody"}
)
GROUP_WORDS = frozenset({"few", "several", "many", "most", "some", "others", "both"})
COLLECTIONS = frozenset({"group", "number", "handful", "series", "couple", "pair", "dozen", "host", "team", "crowd"})
PARTS = frozenset({"part", "portion", "section", "half", "rest", "majority", "minority", "most"})
SOCIAL = frozenset({
    "association", "charity", "chamber", "club", "coalition", "committee", "company", "delegation", "federation",
    "firm", "forum", "group", "movement", "network", "operator", "organisation", "organization", "party", "police",
    "school", "syndicate", "team", "union", "wing",
})  # fmt: skip
"""Bodies of which there are many: without a name these say little of who speaks."""
Offices = Callable[[str], bool]
TITLES = ("compound", "amod", "nmod")
PLURAL_TAGS = ("NNS", "NNPS")
KIND_OF_ENTITY: dict[str, SourceKind] = {
    "person": "person", "organization": "organization", "group": "group", "place": "organization",
    "document": "document",
}  # fmt: skip
KIND_OF_LABEL: dict[str, SourceKind] = {
    "ORG": "organization", "GPE": "organization", "LOC": "organization", "NORP": "group",
}  # fmt: skip
HINTS = ("anonym", "name", "identified", "quoted", "background", "authori", "entitled")
"""Of which a sentence has one where ANONYMITY can match."""
ANONYMITY = re.compile(
    r"(?:(?:speaking|spoke|talking|talked|interviewed|quoted)\b[^.;]{0,40}?\s)?(?:"
    r"(?:only\s)?(?:on|under)\s(?:the\s)?condition\sof\s(?:strict\s)?anonymity|anonymously|on\s(?:deep\s)?background"
    r"|(?:who\s)?(?:asked|requested|wished|wanted|insisted|preferred|declined|refused|agreed|spoke)\b[^.;,]{0,30}?\s"
    r"(?:not\s)?to\s(?:be\s(?:un)?(?:named|identified|quoted)|remain\sanonymous)"
    r"|request(?:ed|ing)\sanonymity|(?:not|n['’]t|un)\s?(?:been\s)?(?:be\s)?authori[sz]ed\sto\s"
    r"(?:speak|talk|discuss|comment|brief|release|address|give)\b[^.;,”\"]*"
    r"|condition\s(?:that\s)?(?:he|she|they)\snot\sbe\s(?:named|identified)"
    r"|(?:insist(?:ed|ing)\son|on\sthe\sunderstanding\sof)\sanonymity"
    r"|on\s(?:the\s)?(?:condition|understanding|basis)\sthat\s[^.;,]{0,40}?\b(?:be\s)?(?:un)?(?:named|identified|quoted)"
    r"|(?:would|could|did|must)(?:\snot|n['’]t)\s(?:want\sto\s)?be\s(?:named|identified|quoted)"
    r"|(?:would|could)\s(?:only\s)?speak\sonly\sif\snot\s(?:named|identified)"
    r"|(?:who\s)?(?:gave|giving|would\sgive)\sonly\s(?:his|her|their)\s(?:first\s)?name"
    r"|not\sentitled\sto\s(?:speak|talk|comment)\b[^.;,”\"]*"
    r"|whose\sname\s(?:was|is|has\sbeen)\s(?:withheld|not)[^.;,]*)",
    re.I,
)


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
    """Whether "when asked …" or "in response" stands in what the cue governs."""
    for t in range(*parse.edges[cue]):
        if parse.lemma[t] == "ask" and parse.tag[t] == "VBN" and parse.dep[t] in ("advcl", "acl"):
            return True
        if parse.lower[t] in ("response", "reply") and parse.dep[t] == "pobj" and parse.lower[parse.head[t]] == "in":
            return True
    return False


def source_kind(parse: Parse, source: Range | None, entity: Entity | None, offices: Offices) -> SourceKind:
    """Who speaks by kind: plurals are a group, an office or a state an organization.

    `offices` tells whether a word is a title that a person bears.
    """
    if source is None:
        return "unknown"
    tokens = parse.tokens(source)
    head = parse.root(tokens)
    if parse.lower[head] in GROUP_WORDS or (parse.pos[head] == "NUM" and parse.lower[head] != "one"):
        return "group"
    if parse.pos[head] == "PRON":
        return _pronoun_kind(parse.lower[head], entity)
    if parse.pos[head] == "NOUN":
        return _noun_kind(parse, tokens, _whole(parse, head))
    return _name_kind(parse, tokens, head, entity, offices)


def _whole(parse: Parse, head: int) -> int:
    """The noun that says what speaks: of "part of the order" the order, of "a group of miners" the miners."""
    of = next((c for c in parse.children[head] if parse.dep[c] == "prep" and parse.lower[c] == "of"), None)
    whole = parse.child(of, "pobj") if of is not None else None
    if whole is None or parse.pos[whole] != "NOUN":
        return head
    several = parse.lemma[head] in COLLECTIONS and parse.tag[whole] in PLURAL_TAGS
    return whole if several or parse.lemma[head] in PARTS else head


def _pronoun_kind(word: str, entity: Entity | None) -> SourceKind:
    if word in GROUP_PRONOUNS and (entity is None or entity.kind == "person"):
        return "group"
    return KIND_OF_ENTITY.get(entity.kind, "person") if entity else ("organization" if word == "it" else "person")


def _noun_kind(parse: Parse, tokens: range, head: int) -> SourceKind:
    kind = source_nouns().get(parse.lemma[head])
    plural = parse.tag[head] in PLURAL_TAGS and parse.lower[head] != parse.lemma[head]
    if kind is not None and not (kind == "organization" and plural):
        return kind
    return (
        "group"
        if parse.tag[head] in PLURAL_TAGS or _joined(parse, tokens, head) or parse.lemma[head] == "people"
        else "person"
    )


def _joined(parse: Parse, tokens: range, head: int) -> bool:
    return any(parse.dep[t] == "conj" and parse.head[t] == head for t in tokens)


def _name_kind(parse: Parse, tokens: range, head: int, entity: Entity | None, offices: Offices) -> SourceKind:
    if _joined(parse, tokens, head):
        return "group"
    known = source_nouns().get(parse.lemma[head])
    if known is not None:
        return known
    titles = [parse.lemma[t] for t in tokens if t < head and parse.dep[t] in TITLES]
    if any(source_nouns().get(title) == "media" for title in titles):
        return "media"
    if any(map(offices, titles)):
        return "person"
    if parse.tag[head] == "NNPS" and (entity is None or entity.kind != "organization"):
        return "group"
    if entity is not None:
        media = entity.sector == "MED" and entity.kind == "organization"
        return "media" if media else KIND_OF_ENTITY.get(entity.kind, "person")
    label = next((name.label for name in parse.names if name.first <= head < name.last), "")
    return KIND_OF_LABEL.get(label, "person")


def named(parse: Parse, source: Range | None, entity: Entity | None, kind: SourceKind) -> bool:
    """Whether a person, organization, state or document is named, by the source or by what it refers to."""
    if source is None or kind == "unknown":
        return False
    tokens = parse.tokens(source)
    head = parse.root(tokens)
    if kind == "group":
        return parse.pos[head] == "PROPN" and _joined(parse, tokens, head) and parse.tag[head] == "NNP"
    if parse.pos[head] == "PROPN" and not (entity is not None and entity.kind == "group"):
        return True
    within = entity is not None and any(m.form == "name" and source.covers(m) for m in entity.mentions)
    if kind == "person":
        pronoun = parse.pos[head] == "PRON" and entity is not None and entity.kind == "person"
        return within or (pronoun and entity is not None and _has_name(entity))
    if kind in ("organization", "media"):
        return within or _body_named(parse, tokens, head, entity, kind)
    return any(parse.pos[t] == "PROPN" for t in tokens)


def _has_name(entity: Entity) -> bool:
    return any(m.form == "name" for m in entity.mentions)


def _body_named(parse: Parse, tokens: range, head: int, entity: Entity | None, kind: SourceKind) -> bool:
    """Whether a body that a common noun or a pronoun refers to is a particular one: "the ministry", not "a union"."""
    if entity is not None and _has_name(entity):
        return True
    if kind == "media" or parse.lower[tokens[0]] in ("a", "an", "one"):
        return False
    if parse.pos[head] == "PRON":
        return entity is None or entity.name.split()[-1].lower() not in SOCIAL
    return parse.lemma[head] not in SOCIAL or any(parse.pos[t] == "PROPN" for t in tokens)


def anonymity(text: str, sentence: Range) -> Span | None:
    """The condition or reason for not being named that a sentence gives."""
    words = text[sentence.start : sentence.end].lower()
    hinted = any(hint in words for hint in HINTS)
    found = ANONYMITY.search(text, sentence.start, sentence.end) if hinted else None
    return span_of(text, found.start(), found.end()) if found else None


def addressee(parse: Parse, cue: Range | None) -> Span | None:
    """Who is spoken to: the object of "told", "asked" or "warned", or what follows "said to"."""
    if cue is None:
        return None
    verb = parse.root(parse.tokens(cue))
    if parse.pos[verb] != "VERB":
        return None
    heard = next((c for c in parse.children[verb] if c > verb and parse.dep[c] in ("dative", "dobj")), None)
    if (
        heard is not None
        and parse.dep[heard] == "dobj"
        and parse.lemma[verb] not in ("tell", "inform", "assure", "remind", "notify")
    ):
        heard = None
    if heard is not None and parse.tag[heard] in ("IN", "TO"):
        heard = parse.child(heard, "pobj")
    if heard is None or parse.pos[heard] not in ("NOUN", "PROPN", "PRON"):
        return None
    tokens = noun_phrase(parse, heard)
    return parse.span(tokens[0], tokens[-1] + 1)
