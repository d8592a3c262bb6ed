"""Events as the rules code them, over news without annotation: right oftener than complete.

    python silver.py REPORTS.jsonl[.gz] OUT.jsonl --reports N

Needs the package itself. Reports of 40 to 2,500 words; offsets are into the text as it stands. The tagger's
own event tags are left out, so that the rules alone speak.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.api import Reader
from onrecord.language import Tags
from onrecord.reading.read import read
from onrecord.record import Article, Event, Range, Record

SHORT, LONG = 40, 2500
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The reports of a file that are of the right length."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as handle:
        for number, line in enumerate(handle):
            row = json.loads(line)
            if SHORT <= len(row["text"].split()) <= LONG:
                yield {"id": row.get("id", str(number)), "text": row["text"], "day": row.get("published") or ""}


def article(row: dict[str, Any]) -> Article:
    """A text as it stands, paragraph by line."""
    marks = re.finditer(r"\S(?:[^\n]*\S)?", row["text"])
    day = row["day"] if DAY.fullmatch(row["day"]) else None
    return Article(
        text=row["text"], published=day, paragraphs=tuple(Range(start=m.start(), end=m.end()) for m in marks)
    )


def plain(event: Event) -> dict[str, Any]:
    """An event with its labels and offsets, as the corpus has it."""
    place = event.place.span if event.place else None
    return {
        "trigger": [event.trigger.start, event.trigger.end],
        "type": event.type, "mode": event.mode, "status": event.status, "recency": event.recency,
        "actors": [[p.start, p.end] for p in event.actors],
        "recipients": [[p.start, p.end] for p in event.recipients],
        "place": [place.start, place.end] if place else None, "time": None,
    }  # fmt: skip


def records(path: Path, count: int) -> Iterator[Record]:
    """The records of the first `count` reports, by rules."""
    reader, taken = Reader(), rows(path)
    while some := list(islice(taken, min(16, count))):
        count -= len(some)
        articles = [article(row) for row in some]
        for row, one, parse in zip(some, articles, reader.parser.parse(articles), strict=True):
            tags = Tags(reader.tagger.attributions(one))
            yield read(row["id"], one, parse, knowledge=reader.knowledge, made_by=reader.made_by, tags=tags)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reports", type=int, default=2000)
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as handle:
        for record in records(args.texts, args.reports):
            told = {"id": record.id, "text": record.article.text, "events": [plain(e) for e in record.events]}
            handle.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
