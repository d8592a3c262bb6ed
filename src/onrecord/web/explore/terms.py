"""Words as the archive's index has them (`base.terms`), and patterns that find them in a text without the index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

_WORD = re.compile(r"[^\W_]+")
_IN_SQL, _IN_PYTHON = (r"[\p{L}\p{N}]", r"[^\p{L}\p{N}]"), (r"[^\W_]", r"[\W_]")


def fold(words: str) -> str:
    """Words without case and accents."""
    apart = unicodedata.normalize("NFD", "".join(map(str.lower, words)))
    return unicodedata.normalize("NFC", "".join(ch for ch in apart if not unicodedata.combining(ch)))


def stem(word: str) -> str:
    """A word without its plural ending: Harman's S-stemmer (JASIS 42, 1991)."""
    if not word.endswith("s") or len(word) < 2:
        return word
    if word.endswith("ies") and len(word) > 3 and word[-4] not in "ea":
        return word[:-3] + "y"
    if word.endswith("es") and len(word) > 2 and word[-3] not in "aeo":
        return word[:-1]
    return word[:-1] if word[-2] not in "us" else word


def terms(words: str) -> list[str]:
    """The terms of some words, in their order."""
    return [stem(word) for word in _WORD.findall(fold(words))]


def pattern(wanted: Sequence[str], *, sql: bool = True) -> str:
    """A regular expression for terms that stand one after the other in folded text; RE2's or Python's (`sql` False).

    A term stands for every word that has it as its stem.
    """
    _, other = _IN_SQL if sql else _IN_PYTHON
    return f"(?:^|{other}){bare(wanted, sql=sql)}(?:$|{other})"


def bare(wanted: Sequence[str], *, sql: bool = True) -> str:
    """As `pattern`, without what must stand around it."""
    _, other = _IN_SQL if sql else _IN_PYTHON
    return f"{other}+".join(_forms(term) for term in wanted)


def _forms(term: str) -> str:
    forms = [form for form in (term + "s", term, term[:-1] + "ies") if form and stem(form) == term]
    return "(?:" + "|".join(re.escape(form) for form in forms) + ")"


class _Folded(dict[int, str]):
    """What each character is without case and accents: one character for one, so that places stay."""

    def __missing__(self, code: int) -> str:
        made = fold(chr(code))
        self[code] = made[0] if made else chr(code)
        return self[code]


@cache
def _table() -> _Folded:
    return _Folded()


def folded_in_place(text: str) -> str:
    """A text without case and accents, every character at its place."""
    return text.lower() if text.isascii() else text.translate(_table())
