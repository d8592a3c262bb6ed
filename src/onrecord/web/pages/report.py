"""The report page: its text as an editor would set it, its items marked and listed beside it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from onrecord.archive.changes import version_changes
from onrecord.record import Record
from onrecord.web.asked import Asked, Row
from onrecord.web.pages.beside import Beside, Difference, beside, difference
from onrecord.web.pages.cards import Card, cards
from onrecord.web.pages.given import given_id, whole
from onrecord.web.pages.marks import Paragraph, marks_of, parts, pieces
from onrecord.web.pages.voices import Voice, voices
from onrecord.web.rendering import render

KINDS = ("statement", "event", "figure", "time", "plan")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a report: `part` of `parts`, from 1."""

    record: Record
    paragraphs: list[Paragraph]
    cards: dict[str, Card]
    voices: list[Voice]
    counts: dict[str, int]
    part: int
    parts: int
    words: int


def page_of(
    record: Record, keys: dict[str, str], *, part: int = 1, item: str = "", own: Difference | None = None
) -> Page:
    """The page of a record with that part, or with the part where `item` stands."""
    spoken = voices(record)
    marks = marks_of(record, spoken, own.ranges if own else ())
    article = record.article
    divided = parts(article.text, article.paragraphs)
    wanted = next((m.start for m in marks if m.is_anchor and m.item == item), None) if item else None
    if wanted is not None:
        part = next((n for n, r in enumerate(divided, 1) if r and article.paragraphs[r[-1]].end > wanted), part)
    part = max(1, min(part, len(divided)))
    paragraphs = pieces(record, marks, divided[part - 1])
    all_cards = cards(record, spoken, keys)
    shown = {id_: all_cards[id_] for p in paragraphs for id_ in p.items if id_ in all_cards}
    counts = {kind: sum(1 for card in all_cards.values() if card.kind == kind) for kind in KINDS}
    distinct = list({v.letter: v for v in spoken.values()}.values())
    return Page(record, paragraphs, shown, distinct, counts, part, len(divided), len(article.text.split()))


def report(asked: Asked) -> Response:
    """A report by its id; `version` asks for an earlier one, `part` and `item` for a page of a long one."""
    id_ = given_id(asked)
    version = whole(asked, "version")
    record = asked.record(id_, version)
    around = beside(asked, id_)
    is_current = version is None or version == around.version
    own = difference(asked, id_, record.article, around) if is_current else None
    page = page_of(
        record, around.keys if is_current else {}, part=whole(asked, "part") or 1, item=asked.query.get("item", ""),
        own=own,
    )  # fmt: skip
    return _rendered(
        asked.request, page, around, own, _changes(asked, id_, around), version if not is_current else None
    )


def _rendered(
    request: Request, page: Page, around: Beside | None, own: Difference | None, changes: dict[int, list[Row]],
    version: int | None,
) -> Response:  # fmt: skip
    article = page.record.article
    return render(
        request, "report.html", page=page, article=article, around=around, own=own, changes=changes, version=version,
        source=safe_address(article.url), corrections=[f for f in article.furniture if f.reason == "correction"],
    )  # fmt: skip


def unkept(request: Request, record: Record) -> Response:
    """The page of a record that is in no archive."""
    return _rendered(request, page_of(record, {}, part=1), None, None, {}, None)


def _changes(asked: Asked, id_: str, around: Beside) -> dict[int, list[Row]]:
    """What each version changed, by its number."""
    if not around.versions:
        return {}
    question = version_changes(id_)
    made: dict[int, list[Row]] = {}
    for row in asked.table(question.sql, question.parameters, rows=500):
        made.setdefault(row["version"], []).append(row)
    return made


def record_json(asked: Asked) -> Response:
    """The record of a report as JSON."""
    record = asked.record(given_id(asked), whole(asked, "version"))
    return Response(record.to_json(), media_type="application/json")


def safe_address(url: str | None) -> str | None:
    """An address that a page may lead to: of the web, not one that runs a script."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
