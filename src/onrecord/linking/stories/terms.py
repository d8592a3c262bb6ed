"""What a report is about, as weighted terms: words, names and word pairs, its beginning counted double."""

from __future__ import annotations

import re
from collections import Counter
from math import log, sqrt

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
COMMON = frozenset(
    "a about after all also an and any are as at be been before being but by can could did do does down for "
    "from had has have he her here him his how i if in into is it its may me might more most mr mrs ms must my "
    "new no not of on one or other our out over said say says shall she should so some than that the their "
    "them there these they this those to two under up us was we were what when where which who why will with "
    "would you your".split()
)
ENDINGS = ("ing", "ed", "es", "s")
LEAD = 2
"""So many first lines (headline and lead) count double."""


def terms(text: str) -> Counter[str]:
    """Terms of a text, one paragraph a line, and how often each stands: `word`, `=name`, `word_word`."""
    counts: Counter[str] = Counter()
    lines = [line for line in text.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        weight = 2 if number < LEAD else 1
        before = ""
        for place, token in enumerate(TOKEN.findall(line)):
            word = token.lower()
            if word in COMMON or len(word) < 2:
                before = ""
                continue
            word = stem(word)
            counts[word] += weight
            if place and token[0].isupper():
                counts["=" + word] += weight
            if before:
                counts[f"{before}_{word}"] += weight
            before = word
    return counts


def stem(word: str) -> str:
    """A word without its possessive and its inflection, roughly; four letters stay."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def weigh(counts: Counter[str], spread: Counter[str], reports: int) -> dict[str, float]:
    """TF-IDF of length one: logarithmic in the count, with `spread` the number of reports that have a term.

    Terms that no other report has are kept in the length, as they tell that a report is about something else.
    """
    raw = {term: (1 + log(n)) * log((reports + 1) / (spread[term] + 0.5)) for term, n in counts.items()}
    length = sqrt(sum(value * value for value in raw.values())) or 1.0
    return {term: value / length for term, value in raw.items()}
