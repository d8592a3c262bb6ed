"""Mentions and entities: who and what a report speaks of."""

from __future__ import annotations

from onrecord.reading.context import Context
from onrecord.reading.mentions.descriptions import Describer
from onrecord.reading.mentions.entities import Maker
from onrecord.reading.mentions.lookup import author, namesake, resolve
from onrecord.reading.mentions.names import Names
from onrecord.reading.mentions.pronouns import Pronouns
from onrecord.reading.mentions.spans import candidates, in_order
from onrecord.record import Entity

__all__ = ["author", "mentions", "namesake", "resolve"]


def mentions(context: Context) -> tuple[Entity, ...]:
    """The entities of a report in the order of their first mention, each with its mentions.

    Sieves as in Lee et al. (2013), "Deterministic coreference resolution based on entity-centric,
    precision-ranked rules": names, then descriptions, then pronouns. A pronoun that nothing fits has no
    entity; "I" is whoever speaks the quotation it stands in, "we" is left out.
    """
    parse, knowledge, day = context.parse, context.knowledge, context.article.day
    found = candidates(parse, knowledge)
    names = Names(parse, knowledge, day)
    for candidate in in_order(found, "name"):
        names.add(candidate)
    describer = Describer(parse, knowledge, names.chains, found)
    for candidate in in_order(found, "name"):
        describer.titles(candidate)
    for candidate in in_order(found, "nominal"):
        describer.nominal(candidate)
    pronouns = Pronouns(parse, names.chains, _speaking(context))
    for candidate in in_order(found, "pronoun"):
        pronouns.add(candidate)
    maker = Maker(parse, knowledge, day, names.chains)
    return tuple(maker.entity(number, chain) for number, chain in enumerate(names.chains.all(), 1))


def _speaking(context: Context) -> frozenset[int]:
    """The head tokens of the tagger's sources."""
    parse = context.parse
    sources = (parse.tokens(span) for a in context.tags.attributions for span in a.source)
    return frozenset(parse.root(tokens) for tokens in sources if tokens)
