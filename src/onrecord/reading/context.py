"""What a stage is given: the article, its parse, and the layers read so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from onrecord.knowledge import Knowledge
from onrecord.language import Parse, Tags
from onrecord.record import Article, Entity, Event, Figure, Plan, Range, Statement, Time


@dataclass(frozen=True)
class Context:
    """A report on its way through the stages. A stage returns its layer; nothing is changed in place."""

    article: Article
    parse: Parse
    knowledge: Knowledge
    tags: Tags = Tags()  # noqa: RUF009 - frozen
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    plans: tuple[Plan, ...] = ()

    def having(self, layer: str, items: tuple[Any, ...]) -> Context:
        """This context with `layer` read."""
        return replace(self, **{layer: items})  # type: ignore[arg-type]  # the layers are tuples

    @cached_property
    def entity_at(self) -> dict[tuple[int, int], Entity]:
        """The entity of each mention, by the mention's offsets."""
        return {(m.start, m.end): entity for entity in self.entities for m in entity.mentions}

    def voice(self, span: Range) -> str:
        """The innermost statement whose content holds `span`, or `reporter`."""
        holding = (
            (sum(c.end - c.start for c in s.content), s.id)
            for s in self.statements
            if any(c.covers(span) for c in s.content)
        )
        return min(holding, default=(0, "reporter"))[1]


Stage = Callable[[Context], tuple[Any, ...]]
"""A layer's reader: a pure function from the context to the layer's items, in text order."""
