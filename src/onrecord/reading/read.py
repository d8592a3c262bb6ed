"""The stages in their order: from a parsed article to its record."""

from __future__ import annotations

from onrecord.knowledge import Knowledge
from onrecord.language import Parse, Tags
from onrecord.reading.context import Context, Stage
from onrecord.reading.events import events
from onrecord.reading.figures import figures
from onrecord.reading.mentions import mentions
from onrecord.reading.plans import plans
from onrecord.reading.statements import statements
from onrecord.reading.times import times
from onrecord.record import Article, MadeBy, Record

STAGES: tuple[tuple[str, Stage], ...] = (
    ("entities", mentions),
    ("times", times),
    ("statements", statements),
    ("events", events),
    ("figures", figures),
    ("plans", plans),
)
"""The layers in order: each stage sees those before it."""


def read(
    identity: str,
    article: Article,
    parse: Parse,
    *,
    knowledge: Knowledge,
    made_by: MadeBy,
    tags: Tags = Tags(),  # noqa: B008 - frozen
) -> Record:
    """The record of one report. The same input gives the same record."""
    context = Context(article=article, parse=parse, knowledge=knowledge, tags=tags)
    for layer, stage in STAGES:
        context = context.having(layer, stage(context))
    return Record(
        id=identity,
        article=article,
        entities=context.entities,
        statements=context.statements,
        events=context.events,
        figures=context.figures,
        times=context.times,
        plans=context.plans,
        made_by=made_by,
    )
