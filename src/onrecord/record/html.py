"""The record as a self-contained HTML page: the text marked, and every item linked to its words.

Words of a report are escaped wherever they stand; the page has no script and refuses all but its own
style by its Content-Security-Policy.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.record.article import Article
    from onrecord.record.event import Event, Party
    from onrecord.record.measure import Figure, Time
    from onrecord.record.plan import Plan
    from onrecord.record.record import Record
    from onrecord.record.statement import Statement

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
NAMES = {"called_off": "called off", "under_way": "under way"}


def page(record: Record) -> str:
    """A whole page, fit for a file or a notebook's frame."""
    title = escape(record.article.title or record.id)
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(record.article.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        '<main class="record">\n<article>\n'
        f"{_head(record.article)}{_body(record)}{_furniture(record.article)}</article>\n"
        f'<aside aria-label="Record">\n{"".join(_layers(record))}</aside>\n</main>\n</body>\n</html>\n'
    )


def _head(article: Article) -> str:
    facts = (article.outlet, article.agency, ", ".join(article.authors), article.published)
    dateline = f'<span class="dateline">{escape(article.dateline.text)}</span>' if article.dateline else ""
    return (
        f"<h1>{escape(article.title or 'Untitled report')}</h1>\n"
        f'<p class="about">{" · ".join(escape(fact) for fact in facts if fact)} {dateline}</p>\n'
    )


def _body(record: Record) -> str:
    text = record.article.text
    marks = list(_marks(record))
    return "".join(f"<p>{_marked(text, p.start, p.end, marks)}</p>\n" for p in record.article.paragraphs)


def _marks(record: Record) -> Iterator[tuple[int, int, str, str]]:
    """Every marked range: start, end, class, and the anchor or empty."""
    for s in record.statements:
        anchored = False
        for role, spans in (("cue", (s.cue,)), ("source", (s.source,)), ("content", s.content)):
            for span in spans:
                if span is not None:
                    yield span.start, span.end, f"{role} {s.act}", "" if anchored else s.id
                    anchored = True
    for e in record.events:
        yield e.trigger.start, e.trigger.end, f"event {e.status}", e.id
    for f in record.figures:
        yield f.number.start, f.number.end, "figure", f.id
    for t in record.times:
        yield t.span.start, t.span.end, "time", t.id
    for p in record.plans:
        yield p.what.start, p.what.end, "plan", p.id


def _marked(text: str, start: int, end: int, marks: list[tuple[int, int, str, str]]) -> str:
    """The text from `start` to `end`, cut at every edge, each piece in the marks that cover it."""
    here = [m for m in marks if m[0] < end and m[1] > start]
    cuts = sorted({start, end, *(c for m in here for c in m[:2] if start < c < end)})
    anchored: set[str] = set()
    return "".join(_piece(text, a, b, here, anchored) for a, b in pairwise(cuts))


def _piece(text: str, start: int, end: int, marks: list[tuple[int, int, str, str]], anchored: set[str]) -> str:
    words = escape(text[start:end])
    covering = [m for m in marks if m[0] <= start and m[1] >= end]
    if not covering:
        return words
    classes = " ".join(dict.fromkeys(word for m in covering for word in m[2].split()))
    new = [m[3] for m in covering if m[3] and m[3] not in anchored and m[0] == start]
    anchored.update(new)
    anchors = "".join(f'<a id="{name}"></a>' for name in new)
    return f'{anchors}<span class="{classes}">{words}</span>'


def _layers(record: Record) -> Iterator[str]:
    names = {entity.id: entity.name for entity in record.entities}
    yield _section("Who says what", (_statement(s, names) for s in record.statements))
    yield _section("Events", (_event(e) for e in record.events))
    yield _section("Plans", (_plan(p, names) for p in record.plans))
    yield _section("Figures", (_figure(f) for f in record.figures))
    yield _section("Times", (_time(t) for t in record.times))


def _section(title: str, items: Iterable[str]) -> str:
    listed = "".join(items)
    return f"<section>\n<h2>{title}</h2>\n<ol>\n{listed}</ol>\n</section>\n" if listed else ""


def _item(anchor: str, head: str, rest: str, tag: str) -> str:
    return f'<li><a href="#{anchor}">{head}</a> <span class="tag">{tag}</span> {rest}</li>\n'


def _statement(s: Statement, names: dict[str, str]) -> str:
    words = s.source.text if s.source else "no source named"
    who = names.get(s.source_entity or "", words) if s.named or s.source is None else words
    content = " … ".join(escape(span.text) for span in s.content)
    tags = [s.act, s.manner or "", "" if s.named else "unnamed", f"within {s.parent}" if s.parent else ""]
    condition = f' <span class="tag">{escape(s.anonymity.text)}</span>' if s.anonymity else ""
    return _item(s.id, escape(who), content + condition, " · ".join(filter(None, tags)))


def _event(e: Event) -> str:
    mode = f"/{e.mode}" if e.mode else ""
    status = NAMES.get(e.status, e.status)
    voice = "reporter" if e.voice == "reporter" else f'<a href="#{e.voice}">{e.voice}</a>'
    return _item(
        e.id,
        escape(e.trigger.text),
        f"{_parties(e.actors)} → {_parties(e.recipients)} on the word of {voice}",
        f"{e.type}{escape(mode)} · {status}",
    )


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(escape(p.text) + (f" ({escape(p.code)})" if p.code else "") for p in parties) or "—"


def _plan(p: Plan, names: dict[str, str]) -> str:
    parties = ", ".join(escape(names.get(party, party)) for party in p.parties)
    steps = "; ".join(NAMES.get(s.state, s.state) + (f" ({s.when})" if s.when else "") for s in p.steps)
    return _item(p.id, escape(p.what.text), f"{steps}{' — ' + parties if parties else ''}", NAMES.get(p.state, p.state))


def _figure(f: Figure) -> str:
    return _item(f.id, escape(f.number.text), escape(f.of.text) if f.of else "", f.kind)


def _time(t: Time) -> str:
    return _item(t.id, escape(t.span.text), escape(t.value), t.type)


def _furniture(article: Article) -> str:
    if not article.furniture:
        return ""
    rows = "".join(f"<li><b>{f.reason}</b> {escape(f.text)}</li>\n" for f in article.furniture)
    summary = f"Left out of the page ({len(article.furniture)})"
    return f"<details>\n<summary>{summary}</summary>\n<ul>\n{rows}</ul>\n</details>\n"
