"""Attributions that layout gives and no word: speaker labels of transcripts, posts embedded in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.language import Attribution
from onrecord.record import Article, Range
from onrecord.record.labels import Act

LABEL = re.compile(
    r"(?:(?P<letter>[QA])[.:]|(?P<who>(?:[A-Z][\w.'’-]*|[A-Z]{2,})(?:\s(?:[A-Z][\w.'’-]*|of|the|de|van|al)){0,4})"
    r"(?:,\s[^:.!?\n]{1,40}|\s\([^):\n]{1,40}\))?:)\s+(?=\S)"
)
"""A speaker's label, on its first turn with what the speaker is: "JANE DOE, HOST:", "Doe:", "Q."."""
WHO = r"(?P<who>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4})\s\(@\w{1,30}\)(?P<date>[^.!?]{0,40})$"
POST = re.compile(rf"(?P<words>\S.*?\S)\s*(?:[—–―-]\s*|(?<=[.!?…”\"])\s){WHO}", re.S)
SIGNATURE = re.compile(rf"[—–―-]\s*{WHO}")
LEAST = 2
"""Times a label stands before it is a speaker's, not a heading's."""
CONFIDENCE = 0.7


def by_layout(article: Article) -> tuple[Attribution, ...]:
    """What speakers with labels say, and what posts with their author's name and handle say; none has a cue."""
    return tuple(sorted((*_labelled(article), *_posts(article)), key=lambda a: a.content[0].start))


def _labelled(article: Article) -> Iterator[Attribution]:
    """The turns of speakers whose label, or the surname of it, stands twice, and those of Q and A, who are nobody.

    Without a Q, "A." is an initial.
    """
    found = [(m, p) for p in article.paragraphs if (m := LABEL.match(article.text, p.start, p.end)) is not None]
    labels = [_key(m) for m, _ in found]
    asked = any(m["letter"] == "Q" for m, _ in found)
    speaking = {who for who in labels if (labels.count(who) >= LEAST if who else asked)}
    if sum(who in speaking for who in labels) < LEAST:
        return
    for m, paragraph in found:
        if _key(m) in speaking:
            source = (Range(start=m.start("who"), end=m.end("who")),) if _key(m) else ()
            yield _said(source, Range(start=m.end(), end=paragraph.end))


def _key(label: re.Match[str]) -> str:
    """What tells a speaker from others: the last word of the label; empty for Q and A."""
    return "" if label["letter"] else label["who"].split()[-1].lower()


def _posts(article: Article) -> Iterator[Attribution]:
    """Posts signed at their end, or in a paragraph of its own behind theirs."""
    before: Range | None = None
    for p in article.paragraphs:
        if article.text.find("(@", p.start, p.end) >= 0:
            alone = SIGNATURE.fullmatch(article.text, p.start, p.end)
            signed = alone or POST.fullmatch(article.text, p.start, p.end)
            words = before if alone else signed and Range(start=signed.start("words"), end=signed.end("words"))
            if signed is not None and words is not None:
                yield _said((Range(start=signed.start("who"), end=signed.end("who")),), words)
        before = p


def _said(source: tuple[Range, ...], content: Range) -> Attribution:
    return Attribution(source=source, cue=(), content=(content,), confidence=CONFIDENCE)


def turn(text: str, content: Range) -> Act:
    """What a turn without a cue is: a question, the answer to one, or neither."""
    if text[: content.end].rstrip("”\"' ").endswith("?"):
        return "ask"
    line = text.rfind("\n", 0, content.start)
    before = text[: max(line, 0)].rstrip().endswith("?")
    return "answer" if before and LABEL.match(text, line + 1) is not None else "say"
