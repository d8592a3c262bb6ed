"""Reports whose day is unknown, or that one without a day may go with: found by the rare words that they share."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.archive.connect import Connection

NEAREST = 50
"""So many are compared with a report: one without a day is near to all in time, and all can't be weighed each time."""
RARE = 100
"""A word that more reports have finds none."""
_BESIDE = """
WITH here AS (
    SELECT k.reading, k.day IS NULL AS undated, k.reading IN (SELECT unnest($new::BIGINT[])) AS fresh,
        d.reading IS NOT NULL AS done
    FROM base.known k LEFT JOIN (SELECT DISTINCT reading FROM linked.done WHERE layer = $layer) d USING (reading)),
word AS (SELECT p.term, h.* FROM base.posting p JOIN here h USING (reading)),
rare AS (SELECT term FROM word WHERE fresh OR done GROUP BY term HAVING count(*) BETWEEN 2 AND $few AND bool_or(fresh)),
telling AS MATERIALIZED (FROM word SEMI JOIN rare USING (term)),
shared AS (
    SELECT f.reading AS one, d.reading AS other, count(*) AS words
    FROM telling f JOIN telling d ON d.term = f.term AND f.fresh AND d.done AND d.reading <> f.reading
        AND (f.undated OR d.undated)
    GROUP BY f.reading, d.reading
    QUALIFY row_number() OVER (PARTITION BY f.reading ORDER BY count(*) DESC, d.reading) <= $nearest)
SELECT DISTINCT other FROM shared ORDER BY other
"""


def beside_undated(connection: Connection, layer: str, new: Sequence[int]) -> list[int]:
    """Readings that `layer` has linked that share most rare words with one of `new`, where either has no day."""
    if not connection.execute("SELECT 1 FROM base.known WHERE day IS NULL LIMIT 1").fetchone():
        return []
    found = connection.execute(_BESIDE, {"new": list(new), "layer": layer, "few": RARE, "nearest": NEAREST})
    return [row[0] for row in found.fetchall()]
