"""The account of a record in a terminal: who says what, what happened, how many, what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.record import Article, Entity, Event, Figure, Party, Plan, Record, Statement
from onrecord.record.labels import Status

COLOUR: dict[Status, str] = {
    "happened": "green", "planned": "cyan", "called_off": "red", "denied": "magenta", "possible": "yellow",
}  # fmt: skip
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
    voices = _Voices(record)
    yield from _head(record)
    yield from block("Who says what", list(_sources(record, voices)))
    for status, heading in HEADING.items():
        events = [e for e in record.events if e.status == status]
        yield from block(heading, [_event(e, voices) for e in events])
    yield from block("Figures", [_figure(f, voices) for f in record.figures])
    yield from block("Plans and what became of them", [_plan(p, voices) for p in record.plans])
    yield from block("Left out as furniture", [_furniture(record.article)] if record.article.furniture else [])


class _Voices:
    """Names of a record's entities, and on whose word things stand."""

    def __init__(self, record: Record) -> None:
        self.entities: dict[str, Entity] = {e.id: e for e in record.entities}
        self.statements: dict[str, Statement] = {s.id: s for s in record.statements}

    def source(self, s: Statement) -> str:
        """Who makes the statement: the name it resolves to, else the words of the report."""
        entity = self.entities.get(s.source_entity or "")
        if entity is not None and (s.named or s.source is None):
            return entity.name
        return s.source.text if s.source else "(no source named)"

    def of(self, voice: str) -> str:
        """The voice of an item, as words: "reporter", or whose statement it is."""
        if voice not in self.statements:
            return "the report"
        s = self.statements[voice]
        return self.source(s) + ("" if s.named else " (unnamed)" if s.source else "")


def _head(record: Record) -> Iterator[RenderableType]:
    article = record.article
    yield Text(article.title or record.id, style="bold")
    published = _minute(article.published) if article.published else None
    facts = [article.outlet, article.agency, ", ".join(article.authors), published]
    line = " · ".join(dict.fromkeys(filter(None, facts)))
    if line:
        yield Text(line, style="dim")
    if article.dateline:
        yield Text("Dateline: " + ", ".join(article.dateline.places), style="dim")
    for credit in article.credits:
        yield Text(f"{credit.role.capitalize()}: {', '.join(credit.names)}", style="dim")


def _minute(published: str) -> str:
    """A time of publication to the minute, with its zone."""
    return published if len(published) == 10 else f"{published[:10]} {published[11:16]}{published[19:]}"


def block(heading: str, items: list[RenderableType]) -> Iterator[RenderableType]:
    """A heading and the items under it; nothing where there is none."""
    if items:
        yield Text("")
        yield Rule(Text(heading, style="bold"), align="left", style="dim")
        yield from items


def hanging(mark: str, body: Text, style: str = "dim") -> RenderableType:
    """A body that hangs beside its mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=max(2, len(mark)), no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(mark, style=style), body)
    return Padding(grid, (0, 0, 0, 2))


def _sources(record: Record, voices: _Voices) -> Iterator[RenderableType]:
    order: dict[str, int] = {}
    for s in record.statements:
        order.setdefault(_key(s, voices), len(order))
    ranked = sorted(record.statements, key=lambda s: order[_key(s, voices)])
    for _, group in groupby(ranked, key=lambda s: _key(s, voices)):
        made = list(group)
        yield _speaker(made[0], voices)
        yield from (_statement(s, voices) for s in made)


def _key(s: Statement, voices: _Voices) -> str:
    return s.source_entity if s.source_entity and s.named else voices.source(s).lower()


def _speaker(s: Statement, voices: _Voices) -> Text:
    line = Text(voices.source(s), style="bold blue")
    entity = voices.entities.get(s.source_entity or "")
    if entity is not None and s.named:
        roles = "; ".join(" of ".join(filter(None, (r.title, r.organization))) for r in entity.roles)
        line.append(f", {roles}" if roles else "", style="not bold")
        line.append(f" [{entity.code}]" if entity.code else "", style="dim not bold")
    elif s.source is not None and not s.named:
        line.append(" — unnamed", style="not bold yellow")
    return line


def _statement(s: Statement, voices: _Voices) -> RenderableType:
    body = Text()
    body.append(s.act if s.act != "say" else (s.cue.text if s.cue else "says"), style="italic")
    body.append(": " if s.content else "", style="dim")
    body.append(" … ".join(_flat(span.text) for span in s.content))
    if s.parent:
        body.append(f"  (within {s.parent}, {voices.of(s.parent)})", style="dim")
    if s.anonymity:
        body.append(f"  ({_flat(s.anonymity.text)})", style="yellow")
    return hanging(s.id, body)


def _event(e: Event, voices: _Voices) -> RenderableType:
    body = Text()
    body.append(f"{e.type}{'/' + e.mode if e.mode else ''} ", style=COLOUR[e.status])
    body.append(f"“{_flat(e.trigger.text)}”")
    if e.actors or e.recipients:
        body.append(f"  {_parties(e.actors) or '?'} → {_parties(e.recipients) or '—'}")
    when = f", {e.when.start}{'' if e.when.start == e.when.end else '/' + e.when.end}" if e.when else ""
    place = f", {e.place.name}" if e.place else ""
    body.append(f"{when}{place}")
    body.append(f"  — {voices.of(e.voice)}", style="dim")
    return hanging(e.id, body)


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(_flat(p.text) + (f" [{p.code}]" if p.code else "") for p in parties)


def _figure(f: Figure, voices: _Voices) -> RenderableType:
    body = Text(_flat(f.number.text), style="bold")
    body.append(f" {_flat(f.of.text)}" if f.of else "", style="not bold")
    body.append(f"  {f.kind}, {_value(f)}  — {voices.of(f.voice)}", style="dim not bold")
    return hanging(f.id, body)


def _value(f: Figure) -> str:
    if f.low is not None and f.high is not None and f.low != f.high:
        return f"{f.low:,}-{f.high:,}"
    if f.low is not None:
        return f"≥ {f.low:,}"
    if f.high is not None:
        return f"≤ {f.high:,}"
    return f"{'≈ ' if f.approx else ''}{f.value:,}"


def _plan(p: Plan, voices: _Voices) -> RenderableType:
    body = Text(_flat(p.what.text), style="bold")
    names = ", ".join(voices.entities[party].name for party in p.parties)
    body.append(f" ({names})" if names else "", style="not bold")
    steps = (f"{s.state.replace('_', ' ')}{' ' + s.when if s.when else ''} — {voices.of(s.voice)}" for s in p.steps)
    body.append("".join(f"\n{n}. {step}" for n, step in enumerate(steps, 1)), style="not bold")
    return hanging(p.id, body)


def _furniture(article: Article) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for piece in article.furniture:
        words = _flat(piece.text)
        grid.add_row(Text(piece.reason, style="dim"), words if len(words) <= SHOWN else words[: SHOWN - 1] + "…")
    return Padding(grid, (0, 0, 0, 2))


def _flat(words: str) -> str:
    return " ".join(words.split())
