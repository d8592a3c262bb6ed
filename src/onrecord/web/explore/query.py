"""What is looked for: words, "phrases", AND, OR, NOT and brackets; or a list of names, one of which is to be there.

`oil AND (price OR "interest rates") NOT gold`. Words side by side are joined by AND; a minus before one is NOT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from onrecord.web.explore.terms import terms

_TOKEN = re.compile(r'"([^"]*)"|([()])|(-?)([^\s()"]+)')
MOST_PARTS = 40
MOST_NAMES = 500
LONGEST = 2000
LONGEST_NAMES = 20_000


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these phrases, each some terms one after the other."""

    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What is not to be there."""

    part: Wanted


@dataclass(frozen=True, slots=True)
class All:
    """Everything is to be there."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One at least is to be there."""

    parts: tuple[Wanted, ...]


Wanted = AnyOf | Not | All | Some


def parse(words: str, names: str = "") -> Wanted:
    """What is looked for: the expression `words`, and one of the lines of `names`. Raises 400 where it says nothing."""
    if len(words) > LONGEST or len(names) > LONGEST_NAMES or "\0" in words + names:
        raise HTTPException(400, f"q: {LONGEST} characters at most; names: {LONGEST_NAMES}")
    parts: list[Wanted] = []
    if words.strip():
        parts.append(_Parser(words).whole())
    listed = tuple(tuple(found) for line in names.splitlines() if (found := terms(line)))
    if len(listed) > MOST_NAMES:
        raise HTTPException(400, f"names: {MOST_NAMES} at most")
    if listed:
        parts.append(AnyOf(tuple(dict.fromkeys(listed))))
    if not parts or not any(True for part in parts for _ in phrases(part)):
        raise HTTPException(400, "q: no word to look for")
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def phrases(wanted: Wanted) -> Iterator[tuple[str, ...]]:
    """The phrases that are to be there: not those behind a NOT."""
    if isinstance(wanted, AnyOf):
        yield from wanted.phrases
    elif not isinstance(wanted, Not):
        for part in wanted.parts:
            yield from phrases(part)


class _Parser:
    """A reader of expressions: OR binds least, then AND, then NOT."""

    def __init__(self, words: str) -> None:
        self._tokens = list(_tokens(words))
        self._at = 0
        if len(self._tokens) > 3 * MOST_PARTS:
            raise HTTPException(400, f"q: {MOST_PARTS} words at most")

    def whole(self) -> Wanted:
        """The whole expression."""
        made = self._some()
        if self._at < len(self._tokens):
            raise HTTPException(400, "q: a bracket is closed that was not opened")
        return made

    def _peek(self) -> str | Sequence[str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _some(self) -> Wanted:
        parts = [self._all()]
        while self._peek() == "OR":
            self._at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _all(self) -> Wanted:
        parts = [self._one()]
        while (token := self._peek()) and token not in ("OR", ")"):
            self._at += token == "AND"
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Wanted:
        token = self._peek()
        self._at += 1
        if token == "NOT":
            return Not(self._one())
        if token == "(":
            made = self._some()
            if self._peek() != ")":
                raise HTTPException(400, "q: a bracket is opened that is not closed")
            self._at += 1
            return made
        if not token or isinstance(token, str):
            raise HTTPException(400, f"q: a word is missing {f'before {token}' if token else 'at the end'}")
        return AnyOf((tuple(token),))


def _tokens(words: str) -> Iterator[str | tuple[str, ...]]:
    """Operators as text, phrases as their terms."""
    for phrase, bracket, minus, word in _TOKEN.findall(words):
        if bracket:
            yield bracket
        elif word in ("AND", "OR", "NOT") and not minus:
            yield word
        else:
            found = tuple(terms(phrase or word))
            if found and minus:
                yield "NOT"
            if found:
                yield found
