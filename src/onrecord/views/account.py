"""The account of a record in a terminal: who says what, what happened, how many, what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.record import Article, Record, Statement
from onrecord.record.labels import Status
from onrecord.views.items import Voices, event, figure, plan, statement
from onrecord.views.words import cut

HEADING: dict[Status, str] = {
    "happened": "What happened", "planned": "What is planned", "called_off": "What was called off",
    "denied": "What is denied", "possible": "What is possible: asked for, threatened, feared",
}  # fmt: skip
SHOWN = 90
"""Characters of a piece of furniture that are shown."""


def account(record: Record, console: Console) -> None:
    """Print the account of `record`; `console` decides width and colour."""
    console.print(Group(*_sections(record)), soft_wrap=False, highlight=False)


def _sections(record: Record) -> Iterator[RenderableType]:
    voices = Voices(record)
    yield from _head(record)
    if voices.setting:
        yield Text(f"Events are in {voices.setting} unless another place is named", style="dim")
    yield from block("Who says what", list(_sources(record, voices)))
    for status, heading in HEADING.items():
        events = [e for e in record.events if e.status == status]
        yield from block(heading, [event(e, voices) for e in events])
    yield from block("Figures", [figure(f, voices) for f in record.figures])
    yield from block("Plans and what became of them", [plan(p, voices) for p in record.plans])
    yield from block("Left out as furniture", [_furniture(record.article)] if record.article.furniture else [])


def _head(record: Record) -> Iterator[RenderableType]:
    article = record.article
    yield Text(article.title or record.id, style="bold")
    updated = f"updated {_minute(article.updated)}" if article.updated else None
    published = _minute(article.published) if article.published else None
    facts = [article.outlet, article.agency, ", ".join(article.authors), published, updated]
    line = " · ".join(dict.fromkeys(filter(None, facts)))
    if line:
        yield Text(line, style="dim")
    if article.dateline:
        yield Text("Dateline: " + ", ".join(article.dateline.places), style="dim")
    for credit in article.credits:
        yield Text(f"{credit.role.capitalize()}: {', '.join(credit.names)}", style="dim")


def _minute(published: str) -> str:
    """A time of publication to the minute, with its zone."""
    zone = published[19:].replace("+00:00", " UTC")
    return published if len(published) == 10 else f"{published[:10]} {published[11:16]}{zone}"


def block(heading: str, items: list[RenderableType]) -> Iterator[RenderableType]:
    """A heading and the items under it; nothing where there is none."""
    if items:
        yield Text("")
        yield Rule(Text(heading, style="bold"), align="left", style="dim")
        yield from items


def _sources(record: Record, voices: Voices) -> Iterator[RenderableType]:
    order: dict[str, int] = {}
    for s in record.statements:
        order.setdefault(_key(s, voices), len(order))
    ranked = sorted(record.statements, key=lambda s: order[_key(s, voices)])
    for _, group in groupby(ranked, key=lambda s: _key(s, voices)):
        made = list(group)
        yield _speaker(made[0], voices)
        yield from (statement(s, voices) for s in made)


def _key(s: Statement, voices: Voices) -> str:
    return s.source_entity if s.source_entity and s.named else voices.source(s).lower()


def _speaker(s: Statement, voices: Voices) -> Text:
    line = Text(voices.source(s), style="bold blue")
    entity = voices.entities.get(s.source_entity or "")
    if entity is not None and s.named:
        roles = "; ".join(" of ".join(filter(None, (r.title, r.organization))) for r in entity.roles)
        line.append(f", {roles}" if roles else "", style="not bold")
        line.append(f" [{entity.code}]" if entity.code else "", style="dim not bold")
    elif s.source is not None and not s.named:
        line.append(" — unnamed", style="not bold yellow")
    return line


def _furniture(article: Article) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for piece in article.furniture:
        grid.add_row(Text(piece.reason, style="dim"), Text(cut(piece.text, SHOWN)))
    return Padding(grid, (0, 0, 0, 2))
