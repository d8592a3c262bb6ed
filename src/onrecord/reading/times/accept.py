"""Whether a match of the grammar is a time where it stands: the parse tells "May" from "may"."""

from __future__ import annotations

from onrecord.language import Parse
from onrecord.reading.people import age
from onrecord.reading.pieces import Piece
from onrecord.reading.times.match import Found

YEAR_BEFORE = frozenset(
    "in of since by until till during from to and between through before after early late the for around circa fiscal "
    "mid back year than about ( - – /".split()
)
NAMED_DAYS = frozenset("super black bloody cyber giving ash fat maundy holy shrove ruby".split())
PAPERS = frozenset("newspaper paper tabloid broadsheet journal".split())
TITLES = frozenset({"ORG", "WORK_OF_ART", "PRODUCT"})
TITLED = frozenset("act bill agenda vision programme program plan strategy project".split())
CURRENCY = frozenset({"$", "€", "£", "¥", "%", "#", "rs", "no"})


def accepted(parse: Parse, cut: tuple[Piece, ...], found: Found, tokens: range) -> bool:
    """Whether the words are used as a time."""
    op = found.rule.op
    if op in ("month", "season") and _bare(found):
        return _name_like(parse, found, tokens)
    if op == "year" and len(found.slots) == 1:
        return _is_year(parse, cut, found, tokens)
    if op == "set" and found.has("per"):
        return (found.get("UNIT") or "")[:1] != "T"
    if op == "length":
        return _is_length(parse, cut, found)
    if op == "decade":
        return _is_decade(cut, found)
    if op == "ref":
        return _is_ref(parse, found, tokens)
    return not _of_name(parse, cut, found, tokens)


def _of_name(parse: Parse, cut: tuple[Piece, ...], found: Found, tokens: range) -> bool:
    """Words of a name: "Super Tuesday", "the Daily Courier", "Voice Today"; "a daily" that is a newspaper."""
    op, i = found.rule.op, tokens[-1]
    if op == "weekday" and _bare(found):
        return found.first > 0 and cut[found.first - 1].word in NAMED_DAYS and cut[found.first - 1].title
    opens = tokens[0] == parse.sentences[parse.sentence_of[tokens[0]]][0]
    capital = parse.word[tokens[0]][:1].isupper() and not opens
    if op == "literal":
        return capital or parse.lower[min(i + 1, len(parse) - 1)] in PAPERS or parse.tag[i] == "NN"
    if op == "deictic" and capital:
        return any(n.first <= i < n.last and n.label in TITLES and n.last - n.first > 1 for n in parse.names)
    if op == "holiday":
        return parse.dep[i] == "compound" and parse.tag[parse.head[i]] == "NNP" and parse.head[i] == i + 1
    return False


def _bare(found: Found) -> bool:
    return len(found.slots) == 1


def _name_like(parse: Parse, found: Found, tokens: range) -> bool:
    """A month or season alone: a noun, not a verb or a person's name."""
    i = tokens[0]
    if parse.pos[i] in ("AUX", "VERB", "ADJ", "ADV") and found.rule.op == "season":
        return False
    if parse.pos[i] == "AUX" or parse.tag[i] == "MD" or (parse.pos[i] == "VERB" and i == parse.head[i]):
        return False
    if i and parse.dep[i - 1] == "compound" and parse.head[i - 1] == i and parse.pos[i - 1] == "PROPN":
        return False
    return not any(n.first <= i < n.last and n.label in ("PERSON", "GPE") and n.last - n.first > 1 for n in parse.names)


def _is_year(parse: Parse, cut: tuple[Piece, ...], found: Found, tokens: range) -> bool:
    """Four digits as a year, not as a count, a price or part of a name."""
    before = cut[found.first - 1].word if found.first else ""
    after = cut[found.last] if found.last < len(cut) else None
    if before in CURRENCY or (after is not None and after.word in ("%", "percent", "per", "km", "miles", "people")):
        return False
    i = tokens[-1]
    if before == "/" or (found.first and _titled(cut, found.first - 1)):
        return False
    counted = parse.dep[i] in ("nummod", "compound") and parse.head[i] == i + 1 and parse.tag[i + 1] == "NNS"
    if counted and before not in ("the", "in", "of", "during"):
        return False
    value = int(found.get("YEAR") or 0)
    return before in YEAR_BEFORE or 1800 <= value <= 2100


def _titled(cut: tuple[Piece, ...], at: int) -> bool:
    """Whether the piece is a bill or a programme, which a year behind it names: "Reform Bill 2019"."""
    return cut[at].title and cut[at].word in TITLED


def _is_length(parse: Parse, cut: tuple[Piece, ...], found: Found) -> bool:
    """Units of time as a duration: not part of an age, not "a second opinion", not "three quarters of"."""
    after = [p.word for p in cut[found.last : found.last + 2]]
    if found.get("NUM") and any(
        cut[k].kind == "numeral" and age(parse, cut, k + 1) for k in range(found.first, found.last)
    ):
        return False
    before = cut[found.first - 1].word if found.first else ""
    if after in (["-", "old"], ["-", "olds"]):
        return False
    if found.get("UNIT") == "TS" and not found.get("NUM"):
        return False
    if found.has("a") and after[:1] == ["of"] and not (found.get("NUM") or found.get("VAGUE") or before == "within"):
        return False
    if found.get("UNIT") == "Q" and not found.has("-"):
        return False
    bare = len(found.slots) == 1
    if bare and (before == "-" or (before in ("early", "late", "first") and after[:1] == ["of"])):
        return False
    return not (bare and found.get("UNITS") in ("Q", "TS") and before not in ("within", "for", "in"))


def _is_decade(cut: tuple[Piece, ...], found: Found) -> bool:
    """Not an age ("in his 30s"), nor a plural of a number."""
    before = cut[found.first - 1].word if found.first else ""
    whole = sum(c.isdigit() for c in found.get("DECADE") or "") == 4
    return whole or found.has("the") or before in ("early", "late", "mid", "-")


def _is_ref(parse: Parse, found: Found, tokens: range) -> bool:
    """ "The past" as a noun, not "the past president"."""
    return not found.has("past") or found.has("recent") or parse.tag[tokens[-1]] in ("NN", "NNS")


def is_rate(cut: tuple[Piece, ...], found: Found) -> bool:
    """ "$5 a year", "twice a week": a set, not a duration."""
    if not found.has("a") or found.get("NUM") or found.get("VAGUE") or found.has("half"):
        return False
    before = cut[found.first - 1] if found.first else None
    return before is not None and (
        before.kind == "numeral" or before.word in ("times", "once", "twice", "dollars", "%")
    )
