"""Reports and a reader of a few patterns, so that the archive is tested without models.

As a program it adds reports, or links them: `python archiving.py ARCHIVE REPORTS WORKERS|link [PAUSE]`.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from factory import article
from onrecord.archive import Counts, add
from onrecord.archive.adding import Options, ReadChunk, Result
from onrecord.archive.connect import Connection
from onrecord.archive.found import Failed
from onrecord.intake import Failure, Report
from onrecord.record import (
    Article,
    Entity,
    Event,
    Figure,
    Furniture,
    MadeBy,
    Mention,
    Party,
    Place,
    Plan,
    Record,
    Role,
    Statement,
    Step,
    Time,
    When,
    span_of,
)
from onrecord.record.json import encode

NOON = datetime(2026, 1, 1, 12)
NAMES = ("Ida Brandt", "Oto Šimek", "Zoë Laurent", "Ren Ōta", "Abdi Noor")
PLACES = ("Lund", "Ostrava", "Cork")
MADE_BY = MadeBy(onrecord="1", codebook="1", models={"all": "patterns"}, knowledge={}, settings="sha256:0")


def text_of(number: int) -> str:
    """A report's words, the same for the same number."""
    chance = random.Random(number)
    name, other = chance.sample(NAMES, 2)
    lines = [
        f"Mayor {name} said that {chance.randint(2, 999)} people were hurt in {chance.choice(PLACES)} on Monday.",
        f"“We met {other}’s council,” {name} said.",
        f"{other} denied that police attacked the {chance.choice(['market', 'harbour', 'stadium'])}.",
        f"A meeting in {chance.choice(PLACES)} was planned; {chance.randint(2, 50)} guests were invited 🎈.",
    ]
    return "\n".join(lines[: chance.randint(1, 4)])


def report(number: int, text: str | None = None, **fields: Any) -> Report:
    """A report of a line of a file; `fields` are those of the report or of its article."""
    own = {
        key: fields.pop(key) for key in ("id", "path", "line", "sha256", "item", "offset", "source") if key in fields
    }
    given = {
        "title": f"Report {number}",
        "outlet": f"Outlet {number % 3}",
        "published": f"2024-03-{number % 28 + 1:02}",
    }
    made = article(text or text_of(number), **{**given, **fields})
    digest = hashlib.sha256(encode(made).encode()).hexdigest()
    return Report(**{"id": f"r{number}", "path": "in.jsonl", "line": number, "sha256": digest, **own}, article=made)


def reports(count: int, failing: int = 7) -> Iterator[Report | Failure]:
    """Reports, one in `failing` that could not be read, and one in eleven that was there before."""
    for number in range(count):
        if number % failing == failing - 1:
            yield Failure(path="in.jsonl", line=number, reason="no article text")
        elif number % 11 == 10:
            yield report(number - 9 if (number - 9) % failing != failing - 1 else number, line=number)
        else:
            yield report(number)


def record(id_: str, read: Article, made_by: MadeBy = MADE_BY) -> Record:
    """The record that the patterns find."""
    text = read.text
    found = {name: [m.span() for m in re.finditer(name, text)] for name in NAMES}
    entities = tuple(
        Entity(
            id=f"n{n}", name=name, kind="person", country="SWE", sector="GOV", code="SWEGOV",
            roles=(Role(title="mayor", organization=None, country="SWE"),),
            mentions=tuple(Mention(start=a, end=b, text=text[a:b], form="name") for a, b in spans),
        )
        for n, (name, spans) in enumerate(((k, v) for k, v in found.items() if v), 1)
    )  # fmt: skip
    ids = {entity.name: entity.id for entity in entities}
    statements = tuple(_statements(text, ids))
    return Record(
        id=id_, article=read, made_by=made_by, entities=entities, statements=statements,
        times=tuple(
            Time(id=f"t{n}", span=span_of(text, *m.span()), type="DATE", value="2024-03-25", anchor="published")
            for n, m in enumerate(re.finditer("Monday", text), 1)
        ),
        events=tuple(_events(text)),
        figures=tuple(
            Figure(id=f"f{n}", number=span_of(text, *m.span(1)), value=int(m[1]), of=span_of(text, *m.span(2)),
                   kind="injured" if m[2] == "people" else "count", voice=_voice(statements, m.start(1)))
            for n, m in enumerate(re.finditer(r"(\d+) (\w+)", text), 1)
        ),
        plans=tuple(
            Plan(id=f"p{n}", what=span_of(text, *m.span(1)), steps=(
                (Step(state="called_off"),) if m[2] else (Step(state="proposed"), Step(state="scheduled"))))
            for n, m in enumerate(re.finditer("(meeting)([^.]* called off)?", text), 1)
        ),
    )  # fmt: skip


def _statements(text: str, ids: dict[str, str]) -> Iterator[Statement]:
    people = "|".join(NAMES)
    pattern = rf"({people}) (said|denied) (that [^.]+)|(“[^”]+”) ({people}) (said)"
    for n, m in enumerate(re.finditer(pattern, text), 1):
        who, cue, content = (1, 2, 3) if m[1] else (5, 6, 4)
        yield Statement(
            id=f"s{n}", source=span_of(text, *m.span(who)), source_entity=ids[m[who]], cue=span_of(text, *m.span(cue)),
            content=(span_of(text, *m.span(content)),), manner="indirect" if m[1] else "direct",
            act="deny" if m[cue] == "denied" else "say", source_kind="person", named=True, confidence=0.75,
        )  # fmt: skip


def _voice(statements: Sequence[Statement], at: int) -> str:
    """The statement that a place in the text stands in."""
    return next((s.id for s in statements if s.content[0].start <= at < s.content[0].end), "reporter")


def _events(text: str) -> Iterator[Event]:
    for n, m in enumerate(re.finditer("attacked|met", text), 1):
        attack = m[0] == "attacked"
        police = re.search("police", text) if attack else None
        where = re.search("|".join(PLACES), text)
        yield Event(
            id=f"e{n}", trigger=span_of(text, *m.span()), type="ASSAULT" if attack else "CONSULT",
            status="denied" if attack else "happened", recency="news", confidence=0.5, context=("military",),
            actors=(Party(**_span(text, police), code="SWECOP"),) if police else (),
            when=When(start="2024-03-25", end="2024-03-25", precision="day"),
            place=Place(span=span_of(text, *where.span()), name=where[0], country="SWE", lat=55.7) if where else None,
        )  # fmt: skip


def _span(text: str, match: re.Match[str]) -> dict[str, Any]:
    return {"start": match.start(), "end": match.end(), "text": text[match.start() : match.end()]}


def reader(pause: float = 0.0, made_by: MadeBy = MADE_BY) -> ReadChunk:
    """The work of a process. The words "kill me" kill it, "fail me" fail."""

    def read(chunk: Sequence[Any]) -> list[Result]:
        return [_read(found, pause, made_by) for found in chunk]

    return read


def _read(found: Any, pause: float, made_by: MadeBy) -> Result:
    time.sleep(pause)
    if "kill me" in found.article.text:
        os._exit(9)
    if "fail me" in found.article.text:
        return Failed.of(found, "as it was told")
    return record(found.id, found.article, made_by).to_json(), encode(made_by)


class Patterns:
    """A reader as the pages have one, without models."""

    made_by = MADE_BY

    def records(self, found: Any) -> Iterator[Record]:
        return (record(report.id, report.article) for report in found)


def add_all(archive: Path, found: Any, read: Callable[[], ReadChunk] = reader, **options: Any) -> Counts:
    """Add with one process and a clock that stands still."""
    return add(found, archive, read, Options(**{"workers": 1, "clock": lambda: NOON, **options}))


def tables(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in order."""
    names = connection.execute(
        "SELECT schema_name || '.\"' || table_name || '\"' FROM duckdb_tables() ORDER BY 1"
    ).fetchall()
    return {name: connection.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in names}


def correction(text: str) -> Furniture:
    return Furniture(text=text, reason="correction")


def work(target: Path, count: int, how: str, pause: float = 0.0) -> None:
    """Add so many reports with `how` workers; or, where `how` is "link", link what was added."""
    if how == "link":
        from onrecord.linking import link

        print("begun", flush=True)
        link(target, clock=lambda: NOON)
    else:
        print("begun", flush=True)
        add_all(target, reports(count), partial(reader, pause), workers=int(how))


if __name__ == "__main__":
    target, count, how, *rest = sys.argv[1:]
    work(Path(target), int(count), how, *map(float, rest))
