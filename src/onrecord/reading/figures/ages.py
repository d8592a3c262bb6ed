"""Numbers that are ages: "46-year-old", "aged 46", "Name, 46,", "she was 46"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.language import Parse
from onrecord.reading.figures.amount import Amount, Pieces
from onrecord.reading.people import age
from onrecord.record import Range

OLDEST = 110
PERSONAL = frozenset({"he", "she", "i", "who"})
NOW = frozenset({"now", "then", "only", "just"})


def aged(parse: Parse, cut: Pieces, amount: Amount, tokens: range, ages: set[int]) -> Amount:
    """The amount as an age if it is one; `ages`: the tokens of ages found before."""
    told = age(parse, cut, amount.close)
    if told is not None:
        return replace(amount, last=told[0], unit=told[1], kind="age")
    before = [p.word for p in cut[max(0, amount.first - 2) : amount.first]]
    listed = parse.dep[tokens[0]] in ("conj", "appos") and parse.head[tokens[0]] in ages if tokens else False
    if before[-1:] == ["aged"] or before == ["age", "of"] or before[-1:] == ["age"] or (listed and not amount.unit):
        return replace(amount, unit="year", kind="age")
    bare = amount.unit is None and isinstance(amount.value, int) and 1 <= amount.value <= OLDEST
    if bare and tokens and (_in_commas(parse, cut, amount) or _told(parse, tokens)):
        return replace(amount, unit="year", kind="age")
    return amount


def _in_commas(parse: Parse, cut: Pieces, amount: Amount) -> bool:
    """A number between commas after one person: "Anna Lind, 46,", "Ola and Per Lind, now 46 and 49,"."""
    k = amount.core
    if amount.first != k or not cut[k].word.isdigit():
        return False
    k -= cut[k - 1].word in NOW if k else 0
    if k < 2 or cut[k - 1].word != "," or not _closed(cut, amount.close):
        return False
    before = parse.tokens(Range(start=cut[k - 2].start, end=cut[k - 2].end))
    return bool(before) and parse.pos[before[0]] in ("PROPN", "NOUN") and parse.tag[before[0]] != "NNS"


def _closed(cut: Pieces, at: int) -> bool:
    """Whether a mark, or another number and a mark, closes what stands before piece `at`."""
    if at < len(cut) and cut[at].word == "and" and at + 1 < len(cut) and cut[at + 1].word.isdigit():
        at += 2
    return at >= len(cut) or cut[at].word in (",", ".", ";", ")")


def _told(parse: Parse, tokens: range) -> bool:
    """A number that someone is said to be or turn: "she was 46", "when he turned 46"."""
    i = parse.root(tokens)
    verb = parse.head[i]
    if parse.dep[i] not in ("attr", "acomp", "dobj") or parse.lemma[verb] not in ("be", "turn"):
        return False
    if parse.lemma[verb] == "be" and parse.dep[i] == "dobj":
        return False
    if any(
        parse.dep[c] in ("prep", "relcl", "acl") and parse.lower[c] in ("of", "for", "to") for c in parse.children[i]
    ):
        return False
    subject = parse.child(verb, "nsubj")
    return subject is not None and (parse.lower[subject] in PERSONAL or _person(parse, subject))


def _person(parse: Parse, token: int) -> bool:
    return any(n.first <= token < n.last and n.label == "PERSON" for n in parse.names)
