"""Join stand-off annotations with a copy of the texts, into gold that scorers read.

    python corpus/join.py ANNOTATIONS REPORTS.jsonl > gold.jsonl

ANNOTATIONS is a folder of stand-off files, REPORTS.jsonl a copy of the reports (`id`, `text`). A
text whose SHA-256 is not the one annotated is refused: offsets into other words would lie. A report
of our own carries its text in its file and needs no copy. One object a line comes out, spans as
`[start, end)` into `text`, `who` as the words of its span.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def joined(annotations: Path, reports: Path | None) -> Iterator[Json]:
    """Each annotated report with its text. Raises ValueError for a text that is missing or another."""
    lines = reports.read_text("utf-8").splitlines() if reports else []
    texts = {r["id"]: r for r in map(json.loads, lines)}
    for path in sorted(annotations.glob("*.json")):
        made = json.loads(path.read_text("utf-8"))
        report = made if "text" in made else texts.get(made["id"])
        if report is None:
            raise ValueError(f"{path}: no report {made['id']} in {reports}")
        yield with_text(made, report, str(path))


def with_text(made: Json, report: Json, path: str) -> Json:
    text = report["text"]
    if hashlib.sha256(text.encode()).hexdigest() != made["sha256"]:
        raise ValueError(f"{path}: the text of {made['id']} is not the one that was annotated")
    for statement in made.get("statements", []):
        who = statement.get("who")
        statement["who"] = text[who[0] : who[1]] if who else None
    return {**made, "title": report.get("title"), "outlet": report.get("outlet"), "text": text}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("annotations", type=Path)
    parser.add_argument("reports", type=Path)
    args = parser.parse_args()
    try:
        for report in joined(args.annotations, args.reports):
            print(json.dumps(report, ensure_ascii=False))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
