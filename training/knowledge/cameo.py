"""Tabulate the published crosswalk from CAMEO to PLOVER in the form that the exports use.

    python training/knowledge/cameo.py cameo2plover-2021.txt src/onrecord/knowledge/plover/cameo.csv

The crosswalk (PLOVER draft 0.8, 17 September 2021, Open Event Data Alliance, ed. P. Schrodt) maps CAMEO's codes to
type, mode and contexts, partly under names that PLOVER 2.0 has dropped; NOW has the present ones, worked out by hand.
Codes of whole categories (two digits) and descriptions are left out. Where it gives one code twice, the first holds.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

HEAD = (
    "# CAMEO codes by PLOVER type, mode and contexts: facts of the crosswalk cameo2plover of 17 September 2021 (Open "
    "Event Data Alliance), old names of modes and contexts replaced. Made by training/knowledge/cameo.py.\n"
)
NOW = {
    "assassinate": "targeted", "massacre": "targeted", "ban": "restrict", "political": "restrict", "return": "",
    "ease": "", "cleansing": "", "pro_autocracy": "", "democracy": "pro_democracy", "humanitarian": "human_security",
}  # fmt: skip
OVER = {"1712": "destroy", "075": ""}
"""Codes whose mode PLOVER 2.0 names otherwise."""


def rows(text: str) -> list[tuple[str, str, str, str]]:
    """Code, type, mode, contexts (joined by blanks), in the order of codes."""
    found: dict[str, tuple[str, str, str]] = {}
    for code, fields in re.findall(r"^(\d{3,4}):\s*([^#\n]*)", text, re.MULTILINE):
        kind, mode, contexts = ([part.strip() for part in fields.split(",")] + ["", ""])[:3]
        contexts = " ".join(NOW.get(c, c) for c in re.split(r"[;\s]+", contexts) if NOW.get(c, c))
        found.setdefault(code, (kind, OVER.get(code, NOW.get(mode, mode)), contexts))
    return [(code, *row) for code, row in sorted(found.items())]


def main() -> None:
    source, target = sys.argv[1:]
    with Path(target).open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "type", "mode", "context"))
        writer.writerows(rows(Path(source).read_text("utf-8")))


if __name__ == "__main__":
    main()
