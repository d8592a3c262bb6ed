"""Numbers that are no figures: times, names, ordinals, addresses, scores, pronouns."""

from __future__ import annotations

from onrecord.language import Parse
from onrecord.reading.figures.amount import Amount
from onrecord.reading.figures.tables import kinds
from onrecord.reading.people import is_person
from onrecord.reading.pieces import Piece

NAMED = frozenset({"ORG", "PRODUCT", "GPE", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PERSON", "LANGUAGE"})
NUMBERED = frozenset(
    "article section chapter resolution room gate flight route highway interstate number no part phase group team unit "
    "page line item level category tier type class type model version channel radio proposition amendment title act "
    "psalm verse division brigade battalion regiment case docket apartment suite box terminal pier runway platform "
    "season episode volume issue block sector zone district ward precinct stage round grade step covid sars bill "
    "protocol annex clause rule order paragraph windows playstation".split()
)
STREETS = frozenset(
    "street avenue road downing drive boulevard lane square plaza quai rue via calle strasse parkway".split()
)
MARKS = (["."], [")"])
DIALLED = frozenset({"call", "dial", "phone"})
COUNTERS = frozenset({"week", "day", "year", "grade", "age", "line", "hole", "lap", "aisle", "lot", "row"})
OPENERS = frozenset({".", "\n", "“", '"'})
VOTING = frozenset({"vote", "pass", "approve", "reject", "ballot", "majority", "favor", "favour", "ratify", "elect"})
OCCASIONS = frozenset("occasion hand side point instance case respect sense end".split())
NO_ONE = frozenset({"no", "any", "every", "some", "each", "another", "this", "that", "which", "the", "only", "my"})


def rejected(parse: Parse, cut: tuple[Piece, ...], amount: Amount, tokens: range, names: set[str]) -> bool:
    """Whether the number is used as a name, a pronoun or a base of a rate; `names`: what was a name before."""
    if not tokens:
        return True
    if amount.unit is not None or amount.kind is not None:
        return False
    word = cut[amount.core].word
    if _marker(cut, amount) or _age_of_thing(cut, amount):
        return True
    if word in names and word.isdigit() and len(word) > 1 and parse.dep[tokens[-1]] != "nummod":
        return True
    if amount.tally:
        first, last = parse.sentences[parse.sentence_of[tokens[0]]]
        return VOTING.isdisjoint(parse.lemma[first:last])
    return (
        _base(cut, amount)
        or _glued(parse, cut, amount)
        or _in_name(parse, amount, tokens)
        or _numbered(cut, amount)
        or _after_noun(parse, tokens)
        or _pronoun(parse, cut, amount, tokens)
        or _verb(parse, tokens)
    )


def _marker(cut: tuple[Piece, ...], amount: Amount) -> bool:
    """The number of a list's item: "1. …" at the start of a line."""
    opens = amount.first == 0 or cut[amount.first - 1].kind == "line"
    return opens and cut[amount.core].word.isdigit() and [p.word for p in cut[amount.last : amount.last + 1]] in MARKS


def _age_of_thing(cut: tuple[Piece, ...], amount: Amount) -> bool:
    """ "A 25-year-old bridge"; the ages of people are found before."""
    words = [p.word for p in cut[amount.close : amount.close + 5] if p.word != "-"]
    return words[:1] in (["year"], ["years"], ["month"], ["months"], ["day"], ["days"]) and words[1:2] == ["old"]


def _base(cut: tuple[Piece, ...], amount: Amount) -> bool:
    """The number that a rate is of: "per 100,000", "in every 1,000"."""
    return amount.core > 0 and cut[amount.core - 1].word in ("per", "every")


def _glued(parse: Parse, cut: tuple[Piece, ...], amount: Amount) -> bool:
    """Letters and digits of one name: "G7", "F-16", "Covid-19", "B2B"."""
    first, last = cut[amount.core], cut[amount.close - 1]
    text = parse.text
    before, after = text[first.start - 1 : first.start], text[last.end : last.end + 1]
    if not first.word[0].isdigit():
        return False
    if before.isalpha() or (before in "-–+" and before and first.start >= 2 and text[first.start - 2].isalpha()):
        return True
    return (
        after.isalpha()
        or after == "~"
        or before in ("#", "/", ".", "~")
        or (after == "/" and text[last.end + 1 : last.end + 2].isdigit())
    )


def _in_name(parse: Parse, amount: Amount, tokens: range) -> bool:
    if (amount.value is None and amount.high is None) or _after_dash(parse, tokens):
        return False
    for name in parse.names:
        if name.first <= tokens[0] and tokens[-1] < name.last and name.label in NAMED:
            return True
        if name.first > tokens[-1]:
            break
    i = tokens[-1]
    if parse.tag[i] in ("NNP", "NNPS") and parse.word[i][:1].isdigit():
        return True
    if _model(parse, i):
        return True
    return parse.word[i][:1].isdigit() and _address(parse, i)


def _address(parse: Parse, i: int) -> bool:
    """A house number: the name of a street follows."""
    for k in range(i + 1, min(i + 4, len(parse))):
        if not parse.word[k][:1].isupper():
            return False
        if parse.lower[k] in STREETS:
            return True
    return False


def _after_dash(parse: Parse, tokens: range) -> bool:
    """A count in a list of names: "Labour Party - 203 seats"."""
    before, after = tokens[0] - 1, tokens[-1] + 1
    counts = after < len(parse) and parse.tag[after] == "NNS" and parse.head[tokens[-1]] == after
    return counts and before >= 0 and parse.word[before] in "-–—" and parse.end[before] < parse.start[tokens[0]]


def _after_noun(parse: Parse, tokens: range) -> bool:
    """ "Week 22", "calling 101": digits that name the noun they follow, or what is dialled."""
    i = tokens[-1]
    above = parse.head[i]
    if not parse.word[i].isdigit() or above != i - 1:
        return False
    if parse.lemma[above] in DIALLED and len(parse.word[i]) <= 4:
        return parse.dep[i] in ("dobj", "oprd")
    return parse.lower[above] in COUNTERS and parse.dep[i] in ("nummod", "appos")


def _model(parse: Parse, i: int) -> bool:
    """Digits of a product: behind a proper noun ("a Boeing 707 cargo plane"), or its first word ("737 Max")."""
    if not parse.word[i].replace("-", "").isdigit() or len(parse.word[i]) > 4 + 4 * ("-" in parse.word[i]):
        return False
    after = i + 1 < len(parse)
    if after and parse.head[i] == i + 1 and parse.tag[i + 1] == "NNP":
        return True
    if i == 0 or parse.sentence_of[i - 1] != parse.sentence_of[i] or parse.tag[i - 1] != "NNP":
        return False
    one_phrase = parse.head[i - 1] in (i, parse.head[i]) or parse.head[i] == i - 1
    return one_phrase and not (
        after and (parse.tag[i + 1] in ("NNS", "NNPS", "JJ", "VBN") or parse.lower[i + 1] == "%")
    )


def _numbered(cut: tuple[Piece, ...], amount: Amount) -> bool:
    """ "Article 50", "Boeing 737", "No. 3": a number that names."""
    k = amount.core - 1
    if k >= 0 and cut[k].word in (".", "-"):
        k -= 1
    if k < 0:
        return False
    before, after = cut[k], cut[amount.close] if amount.close < len(cut) else None
    alone = after is None or after.kind != "word"
    if before.word in NUMBERED and amount.first == amount.core:
        return alone or before.title or not cut[amount.core].word[0].isdigit()
    near = amount.core - 1 == k and cut[amount.core].start - before.end <= 1
    named = before.title and before.kind == "word" and k > 0 and cut[k - 1].word not in OPENERS
    joined = after is not None and after.word in ("-", "–")
    return near and named and alone and not joined and cut[amount.core].word.isdigit()


def _pronoun(parse: Parse, cut: tuple[Piece, ...], amount: Amount, tokens: range) -> bool:
    """ "One" that counts nothing: "no one", "one of the", "one another", "on one occasion", "one senator said"."""
    i = tokens[-1]
    if parse.lower[i] != "one" or amount.value != 1:
        return False
    before = cut[amount.first - 1].word if amount.first else ""
    after = parse.lower[i + 1] if i + 1 < len(parse) else ""
    if amount.first != amount.core or before in ("but", "except", "including"):
        return False
    if before in NO_ONE or after in ("another", "day", "thing", "way", "who", "that", "'s", "’s", "can", "must"):
        return True
    if _harmed(parse, i):
        return False
    if after == "of" or parse.tag[i] == "PRP" or parse.lower[parse.head[i]] in OCCASIONS:
        return True
    if parse.dep[i] == "nsubj":
        return parse.lemma[parse.head[i]] == "be"
    if parse.dep[i] == "nummod":
        return _someone(parse, parse.head[i])
    return parse.dep[i] not in ("dobj", "nsubjpass", "conj", "appos")


def _harmed(parse: Parse, i: int) -> bool:
    """Whether the verb or adjective that governs "one" tells the kind of a figure ("one of them died")."""
    noun = parse.head[i] if parse.dep[i] == "nummod" else i
    role = {"nsubj": "subject", "nsubjpass": "object", "dobj": "object"}.get(parse.dep[noun])
    return role is not None and parse.lemma[parse.head[noun]] in kinds(role)


def _someone(parse: Parse, noun: int) -> bool:
    """ "One senator said": a person of whom something is told, not a count."""
    verb = parse.head[noun]
    return parse.dep[noun] == "nsubj" and parse.child(verb, "ccomp", "dobj") is not None and is_person(parse, noun)


def _verb(parse: Parse, tokens: range) -> bool:
    return parse.pos[tokens[0]] == "VERB" and parse.lower[tokens[0]] == "scores"
