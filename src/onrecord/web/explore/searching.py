"""From what is looked for to SQL: the reports or statements that have it, how well, and where in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from onrecord.web.explore.fields import Clause
from onrecord.web.explore.query import All, AnyOf, Not, Wanted, phrases
from onrecord.web.explore.terms import bare, folded_in_place, pattern

AROUND = 110
"""Characters before and after a hit that are shown with it."""


@dataclass(slots=True)
class _Parameters:
    """Values under names of their own."""

    given: dict[str, object] = field(default_factory=dict)

    def add(self, value: object) -> str:
        """The mark that stands for a value."""
        name = f"w{len(self.given)}"
        self.given[name] = value
        return f"${name}"


def one_of(wanted: Sequence[Sequence[str]]) -> str:
    """A pattern that finds one of several phrases in folded text (RE2)."""
    return "(?:^|[^\\p{L}\\p{N}])(?:" + "|".join(bare(phrase) for phrase in wanted) + ")(?:$|[^\\p{L}\\p{N}])"


def in_reports(wanted: Wanted, column: str = "x.id") -> Clause:
    """The condition that a report has what is looked for."""
    values = _Parameters()
    return f"{column} IN ({_reports(wanted, values, exact=True)})", values.given


def in_rows(wanted: Wanted, folded: str = "x.folded", report: str = "x.report") -> Clause:
    """The condition that a row's own words have it; the index narrows the reports first."""
    values = _Parameters()
    narrow = f"{report} IN ({_reports(wanted, values, exact=False)})"
    return f"CASE WHEN {narrow} THEN {_row(wanted, folded, values)} ELSE false END", values.given


def _reports(wanted: Wanted, values: _Parameters, *, exact: bool) -> str:
    """A selection of reports; without `exact`, of all that may have it in one of their parts."""
    if isinstance(wanted, AnyOf):
        return _phrases(wanted, values, exact)
    if isinstance(wanted, Not):
        every = "SELECT report FROM listed_length"
        return f"{every} EXCEPT ({_reports(wanted.part, values, exact=True)})" if exact else every
    joined = " INTERSECT " if isinstance(wanted, All) else " UNION "
    return joined.join(f"({_reports(part, values, exact=exact)})" for part in wanted.parts)


def _phrases(wanted: AnyOf, values: _Parameters, exact: bool) -> str:
    if len(wanted.phrases) == 1:
        having = " INTERSECT ".join(
            f"SELECT report FROM listed_posting WHERE term = {values.add(term)}"
            for term in dict.fromkeys(wanted.phrases[0])
        )
    else:
        firsts = list(dict.fromkeys(phrase[0] for phrase in wanted.phrases))
        having = f"SELECT report FROM listed_posting WHERE term IN ({', '.join(map(values.add, firsts))})"
    if not exact or all(len(phrase) == 1 for phrase in wanted.phrases):
        return having
    mark = values.add(one_of(wanted.phrases))
    there = f"CASE WHEN id IN ({having}) THEN regexp_matches(folded, {mark}) ELSE false END"
    return f"SELECT id AS report FROM listed_text WHERE {there}"


def _row(wanted: Wanted, folded: str, values: _Parameters) -> str:
    if isinstance(wanted, AnyOf):
        return f"regexp_matches({folded}, {values.add(one_of(wanted.phrases))})"
    if isinstance(wanted, Not):
        return f"NOT ({_row(wanted.part, folded, values)})"
    joined = " AND " if isinstance(wanted, All) else " OR "
    return "(" + joined.join(_row(part, folded, values) for part in wanted.parts) + ")"


def scores(wanted: Wanted) -> Clause:
    """A selection of `report, score`: BM25 of the words that are looked for (k1 1.2, b 0.75), as `onrecord search`."""
    found = list(dict.fromkeys(term for phrase in phrases(wanted) for term in phrase))
    given: dict[str, object] = {f"score_{n}": term for n, term in enumerate(found)}
    among = f"term IN ({', '.join(f'${name}' for name in given)})"
    sql = f"""
    SELECT p.report, round(sum(ln(1 + (w.reports - d.df + 0.5) / (d.df + 0.5))
        * p.n * 2.2 / (p.n + 1.2 * (0.25 + 0.75 * l.terms / w.terms)) ORDER BY p.term), 4) AS score
    FROM listed_posting p JOIN listed_length l USING (report)
    JOIN (SELECT term, count(*) AS df FROM listed_posting WHERE {among} GROUP BY term) d ON d.term = p.term
    CROSS JOIN (SELECT count(*) AS reports, avg(terms) AS terms FROM listed_length) w
    WHERE p.{among} GROUP BY p.report
    """
    return sql, given


@dataclass(frozen=True, slots=True)
class Hit:
    """Where it stands: the words and what is around them; offsets are code points of the text."""

    start: int
    end: int
    before: str
    words: str
    after: str

    def shown(self) -> dict[str, object]:
        """As an object."""
        return asdict(self)


def hits(text: str, wanted: Wanted, most: int = 2) -> list[Hit]:
    """The first places of what is looked for in a text, phrases and rare (long) ones first, in text order."""
    folded, found = folded_in_place(text), list[tuple[int, int]]()
    for phrase in sorted(phrases(wanted), key=lambda phrase: (-len(phrase), -len("".join(phrase)))):
        match = re.compile(pattern(phrase, sql=False)).search(folded)
        if match and len(found) < most:
            start, end = _inside(folded, match.start(), match.end())
            if all(abs(start - other) > AROUND for other, _ in found):
                found.append((start, end))
    return [_hit(text, start, end) for start, end in sorted(found)]


def _inside(folded: str, start: int, end: int) -> tuple[int, int]:
    """Without the characters that only bound the words."""
    while start < end and not folded[start].isalnum():
        start += 1
    while end > start and not folded[end - 1].isalnum():
        end -= 1
    return start, end


def _hit(text: str, start: int, end: int) -> Hit:
    left = max(0, start - AROUND)
    right = min(len(text), end + AROUND)
    before, after = text[left:start], text[end:right]
    if left:
        before = "…" + before.partition(" ")[2]
    if right < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Hit(start, end, before.replace("\n", " "), text[start:end], after.replace("\n", " "))
