"""What the archive knows around a report: its copies, the earliest, versions, and where its items stand elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.linking.copies import Block, Comparison, compare_texts
from onrecord.linking.copies.words import Sentence, sentences
from onrecord.record import Article, Range
from onrecord.web.asked import Asked, Row

_HEAD = """
SELECT r.reading, k.version, r.copy_group, r.story,
    (SELECT count(*) FROM base.reading v WHERE v.report = $id AND v.why <> 'reread') AS versions,
    (SELECT count(*) FROM told_report o WHERE o.story = r.story) AS story_reports
FROM told_report r JOIN base.reading k USING (reading) WHERE r.report = $id
"""
_COPIES = """
SELECT id, outlet, published, title, relation, kept, added, origin, agency FROM told_copy
WHERE copy_group = $group ORDER BY published NULLS LAST, id LIMIT 500
"""
_TEXT = 'SELECT a."text", a.published FROM base.known k JOIN base.article a USING (reading) WHERE k.report = $id'
_VERSIONS = """
SELECT version, arg_max(published, reading) AS published, min(recorded_at) AS recorded_at, max(words) AS words
FROM base.reading WHERE report = $id GROUP BY version ORDER BY version DESC LIMIT 100
"""
_KEYS = "SELECT local, who AS entity FROM actor_member WHERE reading = $reading AND NOT is_country"
_ELSEWHERE = "SELECT item, reports, earliest, outlet FROM told_elsewhere WHERE reading = $reading"


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that one report has and the other lacks; `paragraph` from 1 where they stand in the one shown."""

    text: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a copy did to the report that had it first."""

    origin: str
    cut: tuple[Passage, ...]
    added: tuple[Passage, ...]
    figures: tuple[tuple[str, str], ...]
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The surroundings of a report."""

    reading: int
    version: int
    versions: list[Row]
    story: str
    story_reports: int
    copies: list[Row]
    keys: dict[str, str]
    elsewhere: dict[str, Row]

    @property
    def origin(self) -> str | None:
        """The report of its copy group that had it first."""
        return self.copies[0]["origin"] if self.copies else None


def beside(asked: Asked, report: str) -> Beside:
    """What the archive knows around a report that it has."""
    head = asked.table(_HEAD, {"id": report})[0]
    reading = {"reading": head["reading"]}
    return Beside(
        reading=head["reading"],
        version=head["version"],
        versions=asked.table(_VERSIONS, {"id": report}) if head["versions"] > 1 else [],
        story=head["story"],
        story_reports=head["story_reports"],
        copies=_copies(asked, head["copy_group"]),
        keys={row["local"]: row["entity"] for row in asked.table(_KEYS, reading)},
        elsewhere={row["item"]: row for row in asked.table(_ELSEWHERE, reading)},
    )


def _copies(asked: Asked, group: str) -> list[Row]:
    found = asked.table(_COPIES, {"group": group})
    return found if len(found) > 1 else []


def difference(asked: Asked, report: str, article: Article, surroundings: Beside) -> Difference | None:
    """What this report cut from the one that had it first, and added; None where it is that one."""
    origin = surroundings.origin
    if origin is None or origin == report:
        return None
    found = asked.table(_TEXT, {"id": origin})
    if not found:
        return None
    text, published = found[0]["text"], found[0]["published"]
    compared = compare_texts(text, article.text, published, article.published)
    made: Comparison = compared.comparison
    cut, added = (made.added, made.cut) if compared.swapped else (made.cut, made.added)
    figures = tuple((b, a) for a, b in made.figures) if compared.swapped else made.figures
    theirs, own = sentences(text), sentences(article.text)
    ranges = tuple(_range(article.text, block, own) for block in added)
    return Difference(
        origin=origin,
        cut=tuple(Passage(text[r.start : r.end]) for r in (_range(text, block, theirs) for block in cut)),
        added=tuple(Passage(article.text[r.start : r.end], _paragraph(article, r)) for r in ranges),
        figures=figures,
        ranges=ranges,
    )


def _range(text: str, block: Block, of: tuple[Sentence, ...]) -> Range:
    start, end = of[block.first].start, of[block.last - 1].end
    while start < end - 1 and text[start].isspace():
        start += 1
    while start < end - 1 and text[end - 1].isspace():
        end -= 1
    return Range(start=start, end=end)


def _paragraph(article: Article, span: Range) -> int | None:
    return next((n for n, p in enumerate(article.paragraphs, 1) if p.overlaps(span)), None)
