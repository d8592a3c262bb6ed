"""Attributions that layout gives and no word: speaker labels of transcripts, posts embedded in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.language import Attribution
from onrecord.record import Article, Range
from onrecord.record.labels import Act

LABEL = re.compile(r"(?P<who>(?:[A-Z][\w.'’-]*|[A-Z]{2,})(?:\s(?:[A-Z][\w.'’-]*|of|the|de|van|al)){0,4}):\s+(?=\S)")
LETTERS = frozenset({"Q", "A"})
"""Labels that name nobody: question and answer."""
POST = re.compile(
    r"(?P<words>\S.*?\S)\s*(?:[—–―-]\s*)?(?P<who>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4})\s\(@\w{1,30}\)(?P<date>[^.!?]{0,40})$",
    re.S,
)
LEAST = 2
"""Times a label stands before it is a speaker's, not a heading's."""
CONFIDENCE = 0.7


def by_layout(article: Article) -> tuple[Attribution, ...]:
    """What speakers with labels say, and what posts with their author's name and handle say; none has a cue."""
    return tuple(sorted((*_labelled(article), *_posts(article)), key=lambda a: a.content[0].start))


def _labelled(article: Article) -> Iterator[Attribution]:
    found = [(m, p) for p in article.paragraphs if (m := LABEL.match(article.text, p.start, p.end)) is not None]
    labels = [m["who"] for m, _ in found]
    speaking = {who for who in labels if labels.count(who) >= LEAST or who in LETTERS}
    if sum(who in speaking for who in labels) < LEAST:
        return
    for m, paragraph in found:
        if m["who"] in speaking:
            named = m["who"] not in LETTERS
            source = (Range(start=m.start("who"), end=m.end("who")),) if named else ()
            yield _said(source, Range(start=m.end(), end=paragraph.end))


def _posts(article: Article) -> Iterator[Attribution]:
    for p in article.paragraphs:
        handle = article.text.find("(@", p.start, p.end) >= 0
        post = POST.fullmatch(article.text, p.start, p.end) if handle else None
        if post is not None:
            source = Range(start=post.start("who"), end=post.end("who"))
            yield _said((source,), Range(start=post.start("words"), end=post.end("words")))


def _said(source: tuple[Range, ...], content: Range) -> Attribution:
    return Attribution(source=source, cue=(), content=(content,), confidence=CONFIDENCE)


def turn(text: str, content: Range) -> Act:
    """What a turn without a cue is: a question, the answer to one, or neither."""
    if text[: content.end].rstrip("”\"' ").endswith("?"):
        return "ask"
    line = text.rfind("\n", 0, content.start)
    before = text[: max(line, 0)].rstrip().endswith("?")
    return "answer" if before and LABEL.match(text, line + 1) is not None else "say"
