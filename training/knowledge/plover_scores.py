"""Tabulate the conflict and cooperation scores of PLOVER's types and modes from the source of its manual.

    python training/knowledge/plover_scores.py plover-manual.tex src/onrecord/knowledge/plover/goldstein.csv \
        src/onrecord/archive/goldstein.sql

The manual (draft 2.0, Open Event Data Alliance) gives them in one table. It prints ACCUSE as 3: the sign is lost
there, as its modes (-2 and -3.5) and the earlier table (-2.0) show; it is -3 here.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

HEAD = (
    "# Conflict and cooperation of PLOVER's types and modes, -10 to 10 like Goldstein's (Journal of Conflict "
    "Resolution 36, 1992): figures of the PLOVER manual, draft 2.0, Open Event Data Alliance; November 2026. Made by "
    "training/knowledge/plover_scores.py, which says what was mended.\n"
)
MENDED = {("ACCUSE", ""): -3.0}


def scores(manual: str) -> dict[tuple[str, str], float]:
    """The score of each type (mode "") and of each of its modes."""
    tables = re.findall(r"\\begin\{table\}.*?\\end\{table\}", re.sub(r"(?m)^%.*$", "", manual), re.DOTALL)
    (table,) = [text for text in tables if "label{tab:ploverscores}" in text]
    plain = re.sub(r"\\cellcolor\{[^}]*\}", "", table)
    found = re.findall(r"([A-Z]{3,})(?:: ([A-Z][a-z-]+))?\s*&\s*(-?[\d.]+)\s*(?=&|\\\\)", plain)
    return {(type_, mode.lower()): float(score) for type_, mode, score in found} | MENDED


SQL_HEAD = (
    "-- The conflict and cooperation score of an event type and mode: onrecord/knowledge/plover/goldstein.csv.\n"
    "-- Made by training/knowledge/plover_scores.py.\n"
)


def as_sql(made: dict[tuple[str, str], float]) -> str:
    """A macro that looks the scores up, for the archive's views."""
    entries = [f"'{kind}/{mode}': {value:g}" for (kind, mode), value in sorted(made.items())]
    lines = ",\n".join("    " + ", ".join(entries[i : i + 5]) for i in range(0, len(entries), 5))
    return (
        f"{SQL_HEAD}CREATE OR REPLACE MACRO base.goldstein_of(label) AS CAST(MAP {{\n{lines}\n}}[label] AS DOUBLE);\n"
        "CREATE OR REPLACE MACRO base.goldstein(type, mode) AS\n"
        "    coalesce(base.goldstein_of(type || '/' || coalesce(mode, '')), base.goldstein_of(type || '/'));\n"
    )


def main() -> None:
    source, target, sql = sys.argv[1:]
    with Path(target).open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("type", "mode", "score"))
        made = scores(Path(source).read_text("utf-8", errors="replace"))
        writer.writerows((*key, f"{value:g}") for key, value in sorted(made.items()))
    Path(sql).write_text(as_sql(made), "utf-8")


if __name__ == "__main__":
    main()
