"""What the user says of outlets: country, kind, owner, language."""

from __future__ import annotations

import csv
from pathlib import Path

from onrecord.archive.connect import Writer
from onrecord.archive.errors import ArchiveError

COLUMNS = ("name", "country", "kind", "owner", "language")
_SHOWN = "reports"
"""A column that `onrecord outlets --csv` adds; a table that comes back may still have it."""


def set_outlets(writer: Writer, table: str | Path) -> int:
    """Take the outlets of a CSV file with the columns `name, country, kind, owner, language`; how many it has.

    An outlet that is there already is replaced. Raises `ArchiveError` where the file is not such a table.
    """
    try:
        with Path(table).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeError, csv.Error) as error:
        raise ArchiveError(f"{table}: {error}") from error
    unknown = {key for row in rows for key in row} - {*COLUMNS, _SHOWN}
    if not rows or unknown or any(not row.get("name") for row in rows):
        raise ArchiveError(f"{table}: not a table of {', '.join(COLUMNS)} with a name in each row")
    with writer.transaction() as connection:
        for row in rows:
            connection.execute("DELETE FROM base.outlet WHERE name = $1", [row["name"]])
            connection.execute(
                "INSERT INTO base.outlet VALUES ($1, $2, $3, $4, $5)", [row.get(column) or None for column in COLUMNS]
            )
    return len(rows)
