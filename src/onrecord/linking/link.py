"""Linking an archive: each layer takes the readings that it has not seen, batch by batch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from onrecord.archive import Writer, utc_now
from onrecord.archive.connect import Connection
from onrecord.archive.moves import settle_moves
from onrecord.linking.copies.job import link_copies
from onrecord.linking.entities.job import link_entities
from onrecord.linking.entities.own import attach
from onrecord.linking.happenings.job import link_happenings
from onrecord.linking.plans.job import link_plans
from onrecord.linking.quotations.job import link_quotations
from onrecord.linking.series.job import link_series
from onrecord.linking.stories.job import link_stories

Step = Callable[[Connection, datetime], int]
LAYERS: dict[str, Step] = {
    "copies": link_copies,
    "stories": link_stories,
    "entities": link_entities,
    "quotations": link_quotations,
    "happenings": link_happenings,
    "series": link_series,
    "plans": link_plans,
}
"""Each layer's step, in the order in which they build on each other."""


def link(path: str | Path, *, clock: Callable[[], datetime] = utc_now) -> dict[str, int]:
    """Link what is new in an archive; how many readings each layer took.

    Every batch is one transaction: a run that is killed loses none that was committed, and the next
    run goes on from there. Raises `ArchiveError` where there is no archive or another writer holds it.
    """
    counts = dict.fromkeys(LAYERS, 0)
    with Writer(path, clock=clock) as writer:
        for name, step in LAYERS.items():
            while True:
                with writer.transaction() as connection:
                    taken = step(connection, clock())
                    if not taken:
                        settle_moves(connection, clock())
                        break
                counts[name] += taken
        with writer.transaction() as connection:
            attach(connection, clock())
    return counts
