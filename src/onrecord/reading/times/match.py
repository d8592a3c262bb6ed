"""Time expressions found in a text's pieces: the longest match of the grammar from each piece on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.reading.pieces import Piece
from onrecord.reading.times.lexicon import Lexicon, Node, Rule, lexicon

Slot = tuple[str, str]
Symbols = tuple[Slot, ...]
JOINED_TO_DATE = frozenset({"on", "of", ",", "in", "at", "around", "about"})
SAME = {"an": "a", "–": "-", "—": "-"}
"""Words and marks that the grammar reads as another."""
DASHES = frozenset({"-", "–", "—", "to", "and", "or", "through"})


@dataclass(frozen=True, slots=True)
class Element:
    """What the automaton reads as one: one piece or several ("Dec."), and the symbols it may be."""

    first: int
    last: int
    symbols: Symbols


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: pieces `[first, last)`, its rule, what filled the pattern, and its words.

    `hour`: the clock time or part of day that was joined to a date, as TIMEX3 writes it after the day.
    """

    first: int
    last: int
    rule: Rule
    slots: tuple[Slot, ...]
    words: frozenset[str] = frozenset()
    hour: Found | None = None

    def get(self, name: str) -> str | None:
        """What filled the first slot of a class."""
        return next((value for key, value in self.slots if key == name), None)

    def all(self, name: str) -> list[str]:
        """What filled the slots of a class."""
        return [value for key, value in self.slots if key == name]

    def has(self, *words: str) -> bool:
        """Whether one of the words stands in it."""
        return not self.words.isdisjoint(words)


def elements(pieces: tuple[Piece, ...]) -> list[Element]:
    """The pieces as the automaton reads them; a piece that no time expression has gets no symbol."""
    lex = lexicon()
    made, i = [], 0
    while i < len(pieces):
        last, symbols = _symbols(pieces, i, lex)
        made.append(Element(i, last, symbols))
        i = last
    return made


def _symbols(pieces: tuple[Piece, ...], i: int, lex: Lexicon) -> tuple[int, Symbols]:
    piece = pieces[i]
    if piece.kind == "numeral":
        return _numeral(pieces, i, lex)
    if (zone := _zone(pieces, i, lex)) > i:
        return zone, (("ZONETIME", piece.word),)
    if piece.kind in ("iso", "slash", "clock", "decade", "ampm"):
        return i + 1, ((piece.kind.upper(), piece.word),)
    if piece.kind == "ordinal":
        return i + 1, (("ORDINAL", piece.word[:-2].replace(",", "")),)
    if piece.word == ",":
        return i + 1, (("COMMA", ","),)
    if piece.title:
        for words, value in lex.holidays.get(piece.word, ()):
            if tuple(p.word for p in pieces[i : i + len(words)]) == words:
                return i + len(words), (("HOLIDAY", value),)
    found = [(c, v) for c, v, capital in lex.classes.get(piece.word, ()) if piece.title or not capital]
    word = SAME.get(piece.word, piece.word)
    if word in lex.literals:
        found.append((word, word))
    return _named(pieces, i, found)


def _zone(pieces: tuple[Piece, ...], i: int, lex: Lexicon) -> int:
    """Where a time zone that begins at a piece ends: "local time", "UTC", "Central European Time"; `i` if none does."""
    if i >= len(pieces) or pieces[i].kind != "word":
        return i
    if any(name == "ZONE" and pieces[i].title for name, _, _ in lex.classes.get(pieces[i].word, ())):
        return i + 1
    for size in (2, 3):
        words = pieces[i : i + size]
        named = all(p.title for p in words) or words[0].word == "local"
        if len(words) == size and words[-1].word == "time" and named and all(p.kind == "word" for p in words):
            return i + size
    return i


def _numeral(pieces: tuple[Piece, ...], i: int, lex: Lexicon) -> tuple[int, Symbols]:
    piece, value = pieces[i], pieces[i].value
    symbols = [("NUM", str(value))]
    if len(piece.word) == 4 and piece.word.isdigit() and _zone(pieces, i + 1, lex) > i + 1:
        return i + 1, (("CLOCK", f"{piece.word[:2]}:{piece.word[2:]}"),)
    if piece.word.isdigit():
        if len(piece.word) <= 2 and 1 <= int(piece.word) <= 31:
            symbols.append(("DAY", piece.word))
        if len(piece.word) == 4 and 1000 <= int(piece.word) <= 2100:
            symbols.append(("YEAR", piece.word))
    elif value in range(10, 21) and i + 1 < len(pieces) and pieces[i + 1].kind == "numeral":
        rest = pieces[i + 1].value
        if not pieces[i + 1].word.isdigit() and rest in range(10, 100):
            return i + 2, (("YEAR", f"{value}{rest}"),)
    elif piece.word[0].isalpha() and value in range(1900, 2100):
        symbols.append(("YEAR", str(value)))
    return i + 1, tuple(symbols)


def _named(pieces: tuple[Piece, ...], i: int, found: list[Slot]) -> tuple[int, Symbols]:
    """Months and weekdays under one class, whole or cut short ("Dec. 7", "Dec 7", "Fri.")."""
    after = pieces[i + 1] if i + 1 < len(pieces) else None
    before = pieces[i - 1] if i else None
    dotted = after is not None and after.word == "." and after.start == pieces[i].end
    symbols, last = [], i + 1
    for name, value in found:
        if name in ("MONTH", "WEEKDAY"):
            symbols.append((name + "NAME", value))
        elif name in ("MONTHSHORT", "DAYSHORT"):
            near = any(p is not None and p.kind in ("numeral", "ordinal") for p in (before, after))
            if dotted or (name == "MONTHSHORT" and near):
                symbols.append(("MONTHNAME" if name == "MONTHSHORT" else "WEEKDAYNAME", value))
                last = i + 1 + dotted
        else:
            symbols.append((name, value))
    return last, tuple(symbols)


def matches(pieces: tuple[Piece, ...]) -> list[Found]:
    """The time expressions of a text, in order, none overlapping another."""
    read = elements(pieces)
    start = lexicon().start
    made: list[Found] = []
    k = 0
    while k < len(read):
        hit = _longest(read, k, start) if read[k].symbols else None
        if hit is None:
            k += 1
            continue
        last, rule, slots = hit
        first, end = read[k].first, read[last - 1].last
        made.append(
            Found(first, end, rule, slots, frozenset("a" if p.word == "an" else p.word for p in pieces[first:end]))
        )
        k = last
    return list(_ranges(pieces, list(_merged(pieces, made))))


def _longest(read: list[Element], k: int, start: Node) -> tuple[int, Rule, tuple[Slot, ...]] | None:
    states: list[tuple[Node, tuple[Slot, ...]]] = [(start, ())]
    best = None
    while states and k < len(read):
        after = []
        for node, slots in states:
            for symbol in read[k].symbols:
                following = node.to.get(symbol[0])
                if following is not None:
                    after.append((following, (*slots, symbol)))
        states = after
        k += 1
        best = next(((k, n.rule, s) for n, s in states if n.rule), best)
    return best


def _merged(pieces: tuple[Piece, ...], found: list[Found]) -> Iterator[Found]:
    """Clock times and parts of day joined with the day beside them ("10 a.m. on Friday", "Friday night")."""
    held: Found | None = None
    for item in found:
        if held is not None and (joined := _join(pieces, held, item)):
            held = joined
            continue
        if held is not None:
            yield held
        held = item
    if held is not None:
        yield held


def _join(pieces: tuple[Piece, ...], a: Found, b: Found) -> Found | None:
    between = {p.word for p in pieces[a.last : b.first]}
    if b.first - a.last > 2 or not between <= JOINED_TO_DATE:
        return None
    day, hour = (a, b) if b.rule.op in ("part", "clock") else (b, a)
    if hour.rule.op not in ("part", "clock") or not _is_day(day) or day.hour or (a is hour and between == {"in"}):
        return None
    if hour.rule.op == "part" and day is a and (between or hour.has("the", "that", "same")):
        return None
    return replace(day, first=a.first, last=b.last, hour=hour)


def _is_day(item: Found) -> bool:
    return item.rule.op in ("day", "weekday", "deictic", "iso", "slash", "holiday", "follow")


def _ranges(pieces: tuple[Piece, ...], found: list[Found]) -> Iterator[Found]:
    """The second day of "March 3-5" and "March 3 and 5" as a time of its own."""
    for k, item in enumerate(found):
        yield item
        end = found[k + 1].first if k + 1 < len(found) else len(pieces)
        month, at = item.get("MONTHNAME"), item.last
        if item.rule.op != "day" or not month or at + 1 >= end or pieces[at].word not in DASHES:
            continue
        word = pieces[at + 1].word
        beyond = pieces[at + 2] if at + 2 < len(pieces) else None
        loose = pieces[at].word in ("and", "or", "to") and beyond is not None and beyond.kind == "word"
        if word.isdigit() and 1 <= int(word) <= 31 and not loose:
            yield replace(item, first=at + 1, last=at + 2, slots=(("MONTHNAME", month), ("DAY", word)), hour=None)
