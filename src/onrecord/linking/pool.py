"""The readings that a batch of new ones is compared with, as tables of a query whose `$1` are the new ones."""

from __future__ import annotations

from onrecord.linking.store import Layer

FRESH = "fresh AS (SELECT unnest($1::BIGINT[]) AS reading)"
"""The table `fresh(reading)`: the new readings."""


def beside(layer: Layer) -> str:
    """The table `beside(reading)`: `fresh`, and the readings that these were joined with before."""
    return f"""beside AS (
    SELECT reading FROM fresh UNION
    SELECT o.reading FROM linked.{layer.member} o WHERE o.withdrawn_at IS NULL AND o.{layer.column} IN (
        SELECT {layer.column} FROM linked.{layer.member} SEMI JOIN fresh USING (reading) WHERE withdrawn_at IS NULL))"""


def of_stories(layer: Layer) -> str:
    """The table `pool(reading, story)`: of the stories of `beside`, the new readings and those that are linked."""
    return f"""story AS (
    SELECT r.reading, coalesce(t.story, r.report) AS story
    FROM base.known r LEFT JOIN base.told t ON t.reading = r.reading),
{FRESH},
{beside(layer)},
pool AS (
    SELECT reading, story FROM story WHERE story IN (SELECT story FROM story SEMI JOIN beside USING (reading))
    AND (reading IN (SELECT reading FROM fresh)
        OR reading IN (SELECT reading FROM linked.done WHERE layer = '{layer.name}')))"""
