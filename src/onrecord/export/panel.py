"""Panels: happenings counted by unit and period, zeros filled in, as statistics programs take them.

A happening counts once, however many reports tell it. It stands in the period that its own date falls into, else, for
news without a date, in that of its publication. Where nothing was read in a period, its counts are absent, not zero.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from onrecord.archive import ArchiveError, reading
from onrecord.archive.connect import Connection
from onrecord.export.panel_sql import BY_LABEL, PERIODS, UNITS, sql_of
from onrecord.knowledge.plover import codebook
from onrecord.knowledge.plover.goldstein import goldstein

Weights = Mapping[tuple[str, str | None], float]
"""The weight of an event type and mode; of a type alone where the mode is None."""
MOST_ROWS = 20_000_000
"""Of a panel; a unit and a period that make more are refused."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What a panel counts, and of whom: `unit` is "country-month", "dyad-year", …

    Empty filters let all pass. `voice`: "reporter" or "statement". `min_texts` counts reports that are no copies of one
    another, `min_independent` owners, else agencies or outlets. `dated` by the "event" or by what was "published".
    `codes` of actors: the "country" that they begin with, or the whole "actor" code. `columns`: the label by which
    happenings are counted besides. `only_seen` leaves out the units that have nothing.
    """

    unit: str
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    recency: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    voice: str | None = None
    min_texts: int = 1
    min_independent: int = 1
    min_confidence: float = 0.0
    since: date | None = None
    until: date | None = None
    dated: str = "event"
    codes: str = "country"
    columns: str = "type"
    only_seen: bool = False
    weights: Weights = field(default_factory=dict)
    as_of: datetime | None = None
    published_by: date | None = None

    def __post_init__(self) -> None:
        who, _, per = self.unit.rpartition("-")
        if who not in UNITS or per not in PERIODS:
            raise ArchiveError(f"no unit {self.unit!r}: give one of {', '.join(UNITS)}, a hyphen, and one of "
                               f"{', '.join(PERIODS)}")  # fmt: skip
        if self.columns not in BY_LABEL:
            raise ArchiveError(f"no columns by {self.columns!r}")

    @property
    def settings(self) -> dict[str, Any]:
        """All that was asked for, as JSON has it."""
        made = {name: value for name, value in asdict(self).items() if name != "weights"}
        weights = {"/".join(filter(None, key)): weight for key, weight in self.weights.items()}
        return {name: str(v) if isinstance(v, date) else v for name, v in made.items()} | {"weights": weights}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a panel has, and happenings: counted, without a period, and outside the span."""

    rows: int
    counted: int
    undated: int
    outside: int


def write_panel(archive: str | Path, panel: Panel, target: Path) -> Counted:
    """Write a panel to a `.csv` or `.parquet` file, and what it was made with beside it, to `TARGET.json`.

    Raises `ArchiveError` for another kind of file, or a panel of more than `MOST_ROWS` rows.
    """
    form = target.suffix.lower().lstrip(".")
    if form not in ("csv", "parquet"):
        raise ArchiveError(f"{target}: a panel is a .csv or a .parquet file")
    clocks = {"as_of": panel.as_of, "published_by": panel.published_by}
    with reading(archive, config={"enable_external_access": "true"}, **clocks) as connection:  # type: ignore[arg-type]
        counted = make_panel(connection, panel)
        path = str(target).replace("'", "''")
        options = "FORMAT csv, HEADER true" if form == "csv" else "FORMAT parquet, COMPRESSION zstd"
        try:
            connection.execute(f"COPY (FROM panel ORDER BY ALL) TO '{path}' ({options})")
        except duckdb.Error as error:
            raise ArchiveError(f"{target}: {str(error).splitlines()[0]}") from error
        made_by = [json.loads(row[0]) for row in
                   connection.execute("SELECT DISTINCT made_by FROM base.known ORDER BY ALL").fetchall()]  # fmt: skip
    about = {"panel": panel.settings, **asdict(counted), "made_by": made_by}
    target.with_name(target.name + ".json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return counted


def make_panel(connection: Connection, panel: Panel) -> Counted:
    """Make the temporary table `panel`, and count."""
    who, _, per = panel.unit.rpartition("-")
    labels = _labels(panel.columns)
    connection.execute("CREATE OR REPLACE TEMP TABLE weight (type VARCHAR, mode VARCHAR, weight DOUBLE)")
    rows = [[*key, weight] for key, weight in sorted(panel.weights.items(), key=str)]
    if rows:
        connection.executemany("INSERT INTO weight VALUES ($1, $2, $3)", rows)
    made = sql_of(panel, who, per, labels)
    for name, sql, parameters in made.tables:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", parameters)
    size = _one(connection, "SELECT (SELECT count(*) FROM panel_unit) * (SELECT count(*) FROM panel_period)")
    if size > MOST_ROWS:
        raise ArchiveError(f"a panel of {size:,} rows; take longer periods, or only the units that are seen")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE panel AS {made.panel}")
    return Counted(
        rows=_one(connection, "SELECT count(*) FROM panel"),
        counted=_one(connection, "SELECT count(DISTINCT happening) FROM panel_item "
                     "SEMI JOIN panel_period USING (period)"),
        undated=_one(connection, "SELECT count(*) FROM panel_happening WHERE period IS NULL"),
        outside=_one(connection, "SELECT count(*) FROM panel_happening ANTI JOIN panel_period USING (period) "
                     "WHERE period IS NOT NULL"),
    )  # fmt: skip


def weights_of(table: Path) -> Weights:
    """A user's weights, from a CSV file with the columns `type, mode, weight`; the mode may be empty."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as stream:
            return {(row["type"], row.get("mode") or None): float(row["weight"]) for row in csv.DictReader(stream)}
    except (OSError, UnicodeError, csv.Error, KeyError, TypeError, ValueError) as error:
        raise ArchiveError(f"{table}: not a table of type, mode, weight: {error}") from error


def plover_weights() -> Weights:
    """The Goldstein scores of PLOVER's manual."""
    return {(type_, mode or None): score for (type_, mode), score in goldstein().items()}


def _labels(columns: str) -> Sequence[str]:
    """The labels of the codebook that get a column each: the same ones whatever the archive has."""
    book = codebook()
    if columns == "mode":
        return tuple(dict.fromkeys(label.name for s in book.sections if s.group == "mode" for label in s.labels))
    return () if columns == "none" else book.names(columns)


def _one(connection: Connection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0
