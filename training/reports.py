"""Annotated reports as the reader has them on the way, for what is fitted on the reader's own layers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / name) for name in ("corpus", "benchmarks")]

from join import joined  # noqa: E402
from scorer import Reader as Tokens  # noqa: E402

from onrecord.api import Reader  # noqa: E402
from onrecord.intake import from_json  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.events import events  # noqa: E402
from onrecord.reading.events.triggers import Trigger  # noqa: E402
from onrecord.reading.read import STAGES  # noqa: E402
from onrecord.record import Event  # noqa: E402

FIELDS = ("id", "title", "text", "url", "published", "outlet")
Json = dict[str, Any]


def options(about: str) -> argparse.Namespace:
    """The options of a fit on annotated reports; `about` is its module's text."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path, nargs="*", default=[])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def read(folder: Path, texts: Path) -> Iterator[tuple[Json, Context]]:
    """Each annotated report of a folder with its context, statements read, events not yet."""
    gold, reader = list(joined(folder, texts)), Reader()
    articles = [from_json({k: g.get(k) for k in FIELDS}) for g in gold]
    for each, article, parse in zip(gold, articles, reader.parser.parse(articles), strict=True):
        context = Context(article=article, parse=parse, knowledge=reader.knowledge, tags=reader.tagger.tags(article))
        for layer, stage in STAGES[:3]:
            context = context.having(layer, stage(context))
        yield each, context


def matched(gold: Json, context: Context) -> Iterator[tuple[Json, Event]]:
    """The events that annotators marked and the reader finds, in the reader's order."""
    theirs, ours = Tokens(gold["text"]), Tokens(gold["text"], context.article.text)
    for event in events(context):
        words = ours.ids([event.trigger.start, event.trigger.end])
        found = next((e for e in gold["events"] if words & theirs.ids(e["trigger"])), None)
        if found is not None:
            yield found, event


def trigger_of(context: Context, event: Event) -> Trigger:
    """The trigger that an event of the record was made from."""
    tokens = context.parse.tokens(event.trigger)
    return Trigger(tokens[0], tokens[-1] + 1, context.parse.root(tokens), event.type, event.mode, event.confidence)
