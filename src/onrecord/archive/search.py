"""Full-text search over reports and statements, ranked by BM25 (Robertson and Zaragoza 2009: k1 1.2, b 0.75)."""

from __future__ import annotations

import re

from onrecord.archive.errors import ArchiveError
from onrecord.archive.questions import Question

_SCORED = """
WITH asked AS (SELECT DISTINCT unnest(base.terms($words)) AS term),
hit AS (
    SELECT k.report, k.reading, p.term, p.n, count(*) OVER (PARTITION BY p.term) AS df
    FROM base.posting p JOIN asked USING (term) JOIN base.known k ON k.reading = p.reading),
whole AS (SELECT count(*) AS reports, avg(terms) AS terms FROM base.length SEMI JOIN base.known USING (reading)),
scored AS (
    SELECT h.report, h.reading, round(sum(ln(1 + (w.reports - h.df + 0.5) / (h.df + 0.5))
        * h.n * 2.2 / (h.n + 1.2 * (0.25 + 0.75 * l.terms / w.terms))), 4) AS score
    FROM hit h JOIN base.length l ON l.reading = h.reading CROSS JOIN whole w
    GROUP BY h.report, h.reading HAVING count(*) = (SELECT count(*) FROM asked))
"""
_IN_ORDER = r"""CASE WHEN regexp_matches(strip_accents(lower({words})), array_to_string(list_transform(
    base.terms($p{n}), lambda term: term[:greatest(1, len(term) - 1)] || '[\p{{L}}\p{{N}}]*'), '[^\p{{L}}\p{{N}}]+'))
THEN contains(' ' || array_to_string(base.terms({words}), ' ') || ' ',
    ' ' || array_to_string(base.terms($p{n}), ' ') || ' ') ELSE false END"""
"""Taking a text apart is dear, so only one in which the words begin alike in that order is."""
_REPORTS = """
SELECT r.id AS report, r.published, r.outlet, r.title, s.score, r.words, r.copy_group, r.story
FROM scored s JOIN report r ON r.id = s.report {where} ORDER BY s.score DESC, r.id
"""
_STATEMENTS = """
SELECT x.report, r.published, r.outlet, x.id, x.source, x.act, x.content, s.score, x.quotation
FROM scored s JOIN report r ON r.id = s.report JOIN statement x ON x.report = s.report
{where} ORDER BY s.score DESC, x.report, x."start"
"""


def search(words: str, *, within: str = "reports", since: str | None = None, until: str | None = None) -> Question:
    """Reports, or statements (`within`), with all of `words`; a part in "double quotation marks" in that order.

    Words are compared without case, accents and plural endings. `since` and `until` are days of publication,
    `YYYY-MM-DD`. Raises `ArchiveError` where there is no word to look for.
    """
    if not re.search(r"\w", words):
        raise ArchiveError("no word to search for")
    phrases = re.findall(r'"([^"]*\w[^"]*)"', words)
    given: dict[str, object] = {"words": words, **{f"p{n}": phrase for n, phrase in enumerate(phrases)}}
    text = "concat_ws(' ', r.title, r.\"text\")" if within == "reports" else "x.content"
    clauses = [_IN_ORDER.format(words=text, n=n) for n in range(len(phrases))]
    if within == "statements":
        clauses.append("list_has_all(base.terms(x.content), (SELECT list(term) FROM asked))")
    for name, day, sign in (("since", since, ">="), ("until", until, "<=")):
        if day is not None:
            clauses.append(f"r.published[:10] {sign} ${name}")
            given[name] = day
    where = "WHERE " + " AND ".join(clauses) if clauses else ""
    return Question(_SCORED + (_REPORTS if within == "reports" else _STATEMENTS).format(where=where), given)
