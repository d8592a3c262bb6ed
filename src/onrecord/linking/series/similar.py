"""How alike two figures are in what they count, and what forbids that they count one thing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.linking.around import Vector, cosine, stems, vectors, words_around
from onrecord.record.event import REPORTER

TOLL = frozenset({"killed", "injured", "missing", "detained", "displaced", "held"})
"""Kinds of which a story has few: they are joined on less than the others."""
EASE = 0.1
UNFOLLOWED = frozenset({"age"})
"""Kinds that make no series."""
ANYONE = frozenset("people person victim casualty fatality dead death body life human soul".split())
"""Stems of words that count persons of whatever sort."""
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
PART = re.compile(r"^(?:an?)?(?:other|others|additional|further|extra|more|fewer|less|new|remaining)\b", re.IGNORECASE)
"""Words of a number that comes on top of another one: no figure for the whole."""
SCALES = frozenset(
    "mln bln million billion thousand hundred dlr dlrs dollar cts cent pct percent stg pound yen 000".split()
)
"""Stems of scales and currencies, which say nothing of what is measured."""
CUT = re.compile(
    r"\s*(?:,|\(|\b(?:of|for|in|that|who|whom|which|whose|from|by|with|at|on|to|inside|including|containing|still|"
    r"when|where|and|or|as|under|over|after|before|during|across|around|near)\b).*",
    re.DOTALL | re.IGNORECASE,
)
"""What follows the noun that is counted."""
SET_AGAINST = re.compile(
    r"\b(?:however|but|while|whereas|although|though|yet|meanwhile|instead|earlier|initially|previously|later|"
    r"contradict\w*|disput\w*|differ\w*|conflicting|rose|risen|increased|climbed|revised)\b",
    re.IGNORECASE,
)
"""Words with which a report sets one account of a toll against another."""
BESIDE = re.compile(
    r"\b(?:another|other|second|third|fourth|separate\w*|elsewhere|neighbou?ring|total\w*|out of|since|"
    r"respectively|on the spot|altogether|bring\w*|brought)\b",
    re.IGNORECASE,
)
"""Words with which it tells of one beside another, of a part or of a sum."""
NAME = re.compile(r"(?<![.!?] )(?<![“\"‘(])(?<!^)(?<!\n)\b[A-Z][^\W\d_]+|\b[A-Z][^\W\d_]+(?= [A-Z])")
"""Words that are written as names are, not only because a sentence begins with them."""
NO_NAMES = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday The Co Corp Inc Ltd Plc PLC Group Company Mr Mrs Ms Dr".split()
)
SAME_NAMES = 1 / 3
"""Of two figures with names: so many of those that the one with fewer has, the other has, too."""
ALMOST = 0.85
"""Sentences that are nearly the same."""
SPREAD = 4.0
"""What is no toll, and so many times another number, is another thing."""
FEWEST = 6
"""Words around a figure of nothing named, fewer of which are a row of a table ("Revs 99.4 mln vs 96.2 mln")."""
APART = -9.0
"""A pair that can't be one: no mean with it in reaches a threshold."""
CROWDED = 400
"""Different figures of one story and kind that are compared; where there are more, those beyond are left alone."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure as it is compared. `group` is its story; `report` and `voice` tell who gives it.

    `around`: the sentence; `lead`: the report's first; `value`, and its bounds `low`, `high`; `when`: first and last
    day of its event, ISO 8601; `happening`: its event across reports; `old`: told as background.
    """

    group: int
    report: str
    voice: str
    kind: str
    around: str
    lead: str = ""
    of: str | None = None
    unit: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    when: tuple[str, str] | None = None
    country: str | None = None
    happening: str | None = None
    old: bool | None = None

    @property
    def size(self) -> float:
        """A number for it: the value, or the bound that is given."""
        return next((n for n in (self.value, self.low, self.high) if n is not None), 0.0)


def similarities(figures: Sequence[Counted]) -> dict[tuple[int, int], float]:
    """The similarity of each pair `(i, j)`, `i < j`, of one story and kind; `APART` where it can't be one thing."""
    context = vectors([_words(figure) for figure in figures])
    counted = [what_counts(figure) for figure in figures]
    names = [_names(figure) for figure in figures]
    told = [i for i, figure in enumerate(figures) if is_followed(figure)]
    found = {}
    for i, j in _pairs(figures, told):
        one, other = figures[i], figures[j]
        if not may_be_one(one, other) or not _same_subject(one, other, names[i], names[j]):
            found[i, j] = APART
        elif (alike := _alike(one, other, counted[i], counted[j], context[i], context[j])) is not None:
            found[i, j] = alike
    return found


def is_followed(figure: Counted) -> bool:
    """Whether it says what it counts, and can be followed."""
    if figure.kind in UNFOLLOWED or figure.size <= 0 or PART.match(figure.of or ""):
        return False
    return figure.kind in TOLL or bool(what_counts(figure)) or len(_words(figure)) >= FEWEST


def _words(figure: Counted) -> Counter[str]:
    return words_around(DIGITS.sub(" ", figure.around))


def _pairs(figures: Sequence[Counted], among: Sequence[int]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i in among:
        figure = figures[i]
        blocks[figure.group, figure.kind].append(i)
    for members in blocks.values():
        yield from combinations(members[:CROWDED], 2)


def what_counts(figure: Counted) -> frozenset[str]:
    """The stems of the noun phrase that is counted, up to its head; of persons of whatever sort, none."""
    words = stems(CUT.sub("", figure.of, count=1)) if figure.of else []
    words = [word for word in words if word not in SCALES]
    if figure.kind in TOLL and (not words or _singular(words[-1]) in ANYONE):
        return frozenset()
    return frozenset(map(_singular, words))


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else "body" if word.startswith("bod") else word.rstrip("s") or word


def may_be_one(one: Counted, other: Counted) -> bool:
    """Whether nothing that both say differs: unit, days, country.

    A report that gives two numbers counts two things, unless it sets two voices against each other on a toll.
    """
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if one.report == other.report and one.size != other.size and not _set_against(one, other):
        return False
    if one.happening and one.happening == other.happening:
        return True
    if one.when and other.when and (one.when[1] < other.when[0] or other.when[1] < one.when[0]):
        return False
    if one.old is not None and other.old is not None and one.old != other.old:
        return False
    return not (one.country and other.country and one.country != other.country)


def _set_against(one: Counted, other: Counted) -> bool:
    """Whether a report cites two voices for one toll, in words that set one against the other."""
    if one.kind not in TOLL or one.voice == other.voice or REPORTER in (one.voice, other.voice):
        return False
    sentences = (one.around, other.around)
    return any(map(SET_AGAINST.search, sentences)) and not any(map(BESIDE.search, sentences))


def _names(figure: Counted) -> frozenset[str]:
    return frozenset(NAME.findall(f"{figure.around}\n{figure.lead}")) - NO_NAMES


def _same_subject(one: Counted, other: Counted, names: frozenset[str], also: frozenset[str]) -> bool:
    """Whether figures that are no tolls and differ may be of one thing: by their size, and the names beside them."""
    if one.kind in TOLL or one.size == other.size:
        return True
    if _near(one.size, other.size) < 1 / SPREAD:
        return False
    return not names or not also or len(names & also) >= SAME_NAMES * min(len(names), len(also))


def _alike(
    one: Counted, other: Counted, counted: frozenset[str], also: frozenset[str], around: Vector, beside: Vector
) -> float | None:
    """The similarity in [0, 1]: of what is counted, of the sentences, of the numbers; None where nothing counted fits.

    A toll that grows keeps its series; of other kinds, another number needs sentences that are nearly the same, the
    more so where nothing says what is counted.
    """
    words, number = cosine(around, beside), _near(one.size, other.size)
    shared = len(counted & also) / len(counted | also) if counted and also else float(counted == also)
    if not shared:
        return None
    if one.kind in TOLL:
        return 0.45 * shared + 0.35 * words + 0.2 * number + EASE
    if not counted and number != 1.0 and words < ALMOST:
        return None
    number = number if number == 1.0 else number / 2
    return 0.3 * shared + 0.5 * words + 0.2 * number if counted else 0.7 * words + 0.3 * number


def _near(one: float, other: float) -> float:
    """The smaller over the larger; 1 where they are equal."""
    if one == other:
        return 1.0
    small, large = sorted((abs(one), abs(other)))
    return small / large if one * other > 0 else 0.0
