"""The grammar of time expressions as an automaton: the tables, and a trie over the classes of pieces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from onrecord.reading.table import rows

HOLIDAY = "HOLIDAY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of grammar.csv: what may come before the pattern, the TIMEX3 type, the operation and its argument."""

    lead: str
    type: str
    op: str
    arg: str


@dataclass(slots=True)
class Node:
    """A state of the automaton: where each symbol leads, and the rule that ends here."""

    to: dict[str, Node] = field(default_factory=dict)
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of times, loaded: the automaton's start, its words, and the classes of words.

    `classes`: word to (class, value, needs a capital). `holidays`: the first word of a holiday to its
    words and value, longest first.
    """

    start: Node
    literals: frozenset[str]
    classes: dict[str, tuple[tuple[str, str, bool], ...]]
    holidays: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def lexicon() -> Lexicon:
    """The tables, loaded once."""
    words = list(rows(__package__, "words.csv"))
    start, literals = _automaton()
    classes = defaultdict(list)
    holidays = defaultdict(list)
    for row in words:
        if row["class"] == HOLIDAY:
            parts = tuple(row["word"].split())
            holidays[parts[0]].append((parts, row["value"]))
        else:
            classes[row["word"]].append((row["class"], row["value"], row["case"] == "title"))
    return Lexicon(
        start=start,
        literals=literals,
        classes={word: tuple(found) for word, found in classes.items()},
        holidays={word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in holidays.items()},
    )


def _automaton() -> tuple[Node, frozenset[str]]:
    start = Node()
    literals: set[str] = set()
    for row in rows(__package__, "grammar.csv"):
        rule = Rule(row["lead"], row["type"], row["op"], row["arg"])
        for symbols in _expanded(row["pattern"]):
            literals.update(s for s in symbols if not s.isupper())
            node = start
            for symbol in symbols:
                node = node.to.setdefault(symbol, Node())
            node.rule = node.rule or rule
    return start, frozenset(literals)


def _expanded(pattern: str) -> Iterator[tuple[str, ...]]:
    """The sequences of symbols that a pattern stands for: `x?` with and without, `a/b` each."""
    choices = []
    for item in pattern.split():
        options = item.rstrip("?").split("/")
        choices.append([*options, ""] if item.endswith("?") else options)
    for picked in product(*choices):
        yield tuple(symbol for symbol in picked if symbol)
