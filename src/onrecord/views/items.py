"""Items of a record as lines of the account, each beside its id."""

from __future__ import annotations

from collections import Counter

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.record import Entity, Event, Figure, Party, Plan, Record, Span, Statement
from onrecord.record.labels import Status
from onrecord.views.words import cut, flat

COLOUR: dict[Status, str] = {
    "happened": "green", "planned": "cyan", "called_off": "red", "denied": "magenta", "possible": "yellow",
}  # fmt: skip
FEWEST = 3
AROUND = 40
"""Characters on each side of a trigger that are shown where no party says what the event is."""
LONGEST_OF = 70
"""Characters of what is counted that are shown."""
ADJOINS = 8
"""A figure and what it counts are shown as they stand in the text where no more characters are between them."""


class Voices:
    """Names of a record's entities, and on whose word things stand."""

    def __init__(self, record: Record) -> None:
        self.text = record.article.text
        self.entities: dict[str, Entity] = {e.id: e for e in record.entities}
        self.statements: dict[str, Statement] = {s.id: s for s in record.statements}
        self.setting = _setting(record)

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


def _setting(record: Record) -> str | None:
    """The country that most events are in, which need not be said of each."""
    names = Counter(e.place.name for e in record.events if e.place and e.place.precision == "country")
    name, most = names.most_common(1)[0] if names else (None, 0)
    return name if most > max(FEWEST, len(record.events) / 2) else None


def hanging(mark: str, body: Text, style: str = "dim") -> RenderableType:
    """A body that hangs beside its mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=max(2, len(mark)), no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(mark, style=style), body)
    return Padding(grid, (0, 0, 0, 2))


def statement(s: Statement, voices: Voices) -> RenderableType:
    """The words that say it, the act, what is said, within which statement, on what condition."""
    body = Text()
    body.append(flat(s.cue.text) if s.cue else "says", style="italic")
    shown = s.act == "say" or (s.cue is not None and s.act[:3] in s.cue.text.lower())
    body.append("" if shown else f" [{s.act}]", style="dim")
    body.append(": " if s.content else "", style="dim")
    body.append(" … ".join(flat(span.text) for span in s.content))
    if s.parent:
        body.append(f"  (within {s.parent}, {voices.of(s.parent)})", style="dim")
    if s.anonymity:
        body.append(f"  ({flat(s.anonymity.text)})", style="yellow")
    return hanging(s.id, body)


def event(e: Event, voices: Voices) -> RenderableType:
    """Type and mode, trigger and parties, when, where, and on whose word."""
    body = Text()
    body.append(f"{e.type}{'/' + e.mode if e.mode else ''} ", style=COLOUR[e.status])
    if e.actors or e.recipients:
        body.append(f"“{flat(e.trigger.text)}”  {_parties(e.actors) or '?'} → {_parties(e.recipients) or '—'}")
    else:
        body.append(_in_context(e.trigger, voices.text))
    when = f", {e.when.start}{'' if e.when.start == e.when.end else '/' + e.when.end}" if e.when else ""
    place = f", {e.place.name}" if e.place and e.place.name != voices.setting else ""
    body.append(f"{when}{place}")
    body.append(f"  — {voices.of(e.voice)}", style="dim")
    return hanging(e.id, body)


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(flat(p.text) + (f" [{p.code}]" if p.code else "") for p in parties)


def _in_context(trigger: Span, text: str) -> Text:
    """A trigger with the words of its paragraph around it."""
    before = text[max(0, trigger.start - AROUND) : trigger.start].rpartition("\n")[2]
    after = text[trigger.end : trigger.end + AROUND].partition("\n")[0]
    if trigger.start > AROUND and len(before) == AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + "…"
    return Text.assemble("“", (before, "dim"), trigger.text, (after, "dim"), "”")


def figure(f: Figure, voices: Voices) -> RenderableType:
    """What is counted, its kind and its value where the words don't say it, and whose figure it is."""
    gap = f.of.start - f.number.end if f.of else None
    joined = gap is not None and 0 <= gap <= ADJOINS
    body = Text(flat(f.number.text), style="bold")
    between = voices.text[f.number.end : f.of.start] if f.of and joined else " · "
    body.append(f"{between}{cut(f.of.text, LONGEST_OF)}" if f.of else "", style="not bold")
    value = _value(f)
    told = "" if value in f.number.text else f", {value}"
    body.append(f"  {f.kind}{told}  — {voices.of(f.voice)}", style="dim not bold")
    return hanging(f.id, body)


def _value(f: Figure) -> str:
    if f.low is not None and f.high is not None and f.low != f.high:
        return f"{f.low:,}-{f.high:,}"
    if f.low is not None:
        return f"≥ {f.low:,}"
    if f.high is not None:
        return f"≤ {f.high:,}"
    return f"{'≈ ' if f.approx else ''}{f.value:,}"


def plan(p: Plan, voices: Voices) -> RenderableType:
    """What is planned, by whom, and the steps that the report tells."""
    body = Text(flat(p.what.text), style="bold")
    names = ", ".join(voices.entities[party].name for party in p.parties)
    body.append(f" ({names})" if names else "", style="not bold")
    steps = (f"{s.state.replace('_', ' ')}{' ' + s.when if s.when else ''} — {voices.of(s.voice)}" for s in p.steps)
    body.append("".join(f"\n{n}. {step}" for n, step in enumerate(steps, 1)), style="not bold")
    return hanging(p.id, body)
