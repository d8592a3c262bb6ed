"""What kind of source speaks, and whether it is named."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.language import Parse
from onrecord.reading.sources import source_nouns
from onrecord.record import Entity, Range
from onrecord.record.labels import SourceKind

GROUP_PRONOUNS = frozenset(
    {"we", "both", "some", "many", "others", "all", "those", "most", "few", "several", "everyone", "everybody"}
)
GROUP_WORDS = frozenset(
    {"few", "several", "many", "most", "some", "others", "both", "percent", "third", "quarter", "none", "nobody"}
)
EACH = frozenset({"no", "every", "each"})
COLLECTIONS = frozenset({"group", "number", "handful", "series", "couple", "pair", "dozen", "host", "team", "crowd"})
PARTS = frozenset({"part", "portion", "section", "half", "rest", "majority", "minority", "most"})
SOCIAL = frozenset({
    "association", "charity", "chamber", "club", "coalition", "committee", "company", "delegation", "federation",
    "firm", "forum", "group", "movement", "network", "operator", "organisation", "organization", "party", "police",
    "school", "syndicate", "team", "union", "wing",
})  # fmt: skip
"""Bodies of which there are many: without a name these say little of who speaks."""
MASTHEADS = frozenset({
    "broadcasting", "chronicle", "courier", "dispatch", "examiner", "express", "gazette", "globe", "guardian", "herald",
    "independent", "inquirer", "journal", "mail", "mirror", "news", "observer", "post", "press", "radio", "star", "sun",
    "telegraph", "television", "times", "tribune", "tv",
})  # fmt: skip
"""Last words of names that newspapers and broadcasters bear."""
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
    if parse.lower[head] == "one" and parse.lower[tokens[0]] in EACH:
        return "group"
    if parse.pos[head] == "PRON":
        return _pronoun_kind(parse.lower[head], entity)
    if _ends_in_name(parse, source, entity):
        return "person"
    if parse.pos[head] == "NOUN":
        return _noun_kind(parse, tokens, _whole(parse, head))
    return _name_kind(parse, tokens, head, entity, offices)


def _ends_in_name(parse: Parse, source: Range, entity: Entity | None) -> bool:
    """Whether a source is a description that ends in the name of whom it describes: "expert and critic Ida Brandt"."""
    if entity is None or entity.kind != "person":
        return False
    name = next(
        (m for m in entity.mentions if m.form == "name" and m.end == source.end and m.start >= source.start), None
    )
    if name is None:
        return False
    before = parse.tokens(name)[0] - 1
    body = source_nouns().get(parse.lemma[before]) if before >= 0 and parse.start[before] >= source.start else None
    return body not in ("organization", "media")


def _whole(parse: Parse, head: int) -> int:
    """The noun that says what speaks: of "part of the order" the order, of "a group of miners" the miners."""
    of = next((c for c in parse.children[head] if parse.dep[c] == "prep" and parse.lower[c] == "of"), None)
    whole = parse.child(of, "pobj") if of is not None else None
    if whole is None or parse.pos[whole] != "NOUN":
        return head
    several = parse.lemma[head] in COLLECTIONS and parse.tag[whole] in PLURAL_TAGS
    return whole if several or parse.lemma[head] in PARTS else head


def _pronoun_kind(word: str, entity: Entity | None) -> SourceKind:
    if word == "they" or (word in GROUP_PRONOUNS and (entity is None or entity.kind == "person")):
        return "group"
    return KIND_OF_ENTITY.get(entity.kind, "person") if entity else ("organization" if word == "it" else "person")


def _noun_kind(parse: Parse, tokens: range, head: int) -> SourceKind:
    kind = source_nouns().get(parse.lemma[head]) or source_nouns().get(parse.lower[head])
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
    if _masthead(parse, tokens, head, entity):
        return "media"
    known = source_nouns().get(parse.lemma[head])
    if known is not None:
        return known
    titles = [parse.lemma[t] for t in tokens if t < head and parse.dep[t] in TITLES]
    if any(source_nouns().get(title) == "media" for title in titles):
        return "media"
    if any(map(offices, titles)):
        return "group" if _several(parse, head, offices) else "person"
    if _several(parse, head, offices) or (parse.tag[head] == "NNPS" and _people(parse, tokens, entity)):
        return "group"
    if entity is not None:
        media = entity.sector == "MED" and entity.kind == "organization"
        return "media" if media else KIND_OF_ENTITY.get(entity.kind, "person")
    label = next((name.label for name in parse.names if name.first <= head < name.last), "")
    return KIND_OF_LABEL.get(label, "person")


def _masthead(parse: Parse, tokens: range, head: int, entity: Entity | None) -> bool:
    """Whether a name of several words is one that newspapers and broadcasters bear: "the Northern Herald"."""
    person = entity is not None and entity.kind == "person"
    return len(tokens) > 1 and not person and parse.lower[head] in MASTHEADS and parse.word[head][:1].isupper()


def _several(parse: Parse, head: int, offices: Offices) -> bool:
    """Whether a head in capitals is a plural of people: "Fishermen", "Republican Representatives"."""
    word = parse.lower[head]
    return word.endswith("men") or (word.endswith("s") and parse.tag[head] in PLURAL_TAGS and offices(word[:-1]))


def _people(parse: Parse, tokens: range, entity: Entity | None) -> bool:
    """Whether a plural name is of people: not a person's ("Morales"), and of a body only where it has no article."""
    if entity is None:
        return True
    body = entity.kind == "organization" and (len(tokens) > 1 or parse.lower[tokens[0]] == "the")
    return entity.kind != "person" and not body


def named(parse: Parse, source: Range | None, entity: Entity | None, kind: SourceKind, offices: Offices) -> bool:
    """Whether a person, organization, state or document is named, by the source or by what it refers to.

    An office in capitals ("the President") names nobody; a document is named by its own name, not by its author's.
    """
    if source is None or kind == "unknown":
        return False
    tokens = parse.tokens(source)
    head = parse.root(tokens)
    proper = parse.pos[head] == "PROPN" and parse.word[head][:1].isupper()
    if proper and offices(parse.lower[head]):
        proper = any(name.label == "PERSON" and name.first in tokens for name in parse.names)
    if kind == "group":
        return proper and _joined(parse, tokens, head) and parse.tag[head] == "NNP"
    if proper and not (entity is not None and entity.kind == "group"):
        return True
    within = entity is not None and any(m.form == "name" and source.covers(m) for m in entity.mentions)
    if kind == "person":
        pronoun = parse.pos[head] == "PRON" and entity is not None and entity.kind == "person"
        return within or (pronoun and entity is not None and _has_name(entity))
    return kind != "document" and (within or _body_named(parse, tokens, head, entity, kind))


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
