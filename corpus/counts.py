"""Counts of the open event corpus, part by part, as the tables of its data card.

python corpus/counts.py [--corpus corpus]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from lines import LABELS, LAYER

ROOT = Path(__file__).resolve().parent
PARTS = {
    "own": "events/own", "train": "events/train", "wider": "events/wider", "dev": "dev", "test": "events/test",
}  # fmt: skip
Reports = dict[str, list[dict[str, Any]]]


def read(corpus: Path) -> Reports:
    """The annotated reports of each part."""
    files = {part: sorted((corpus / folder).glob("*.json")) for part, folder in PARTS.items()}
    return {part: [json.loads(p.read_text("utf-8")) for p in paths] for part, paths in files.items()}


def table(first: str, rows: dict[str, list[int]]) -> str:
    """Rows of numbers, a column a part and the last their sum, in Markdown."""
    lines = [f"| {first} | {' | '.join(PARTS)} | all |", "| --- |" + " ---: |" * (len(PARTS) + 1)]
    lines += [f"| {name} | {' | '.join(map(str, row))} | {sum(row)} |" for name, row in rows.items()]
    return "\n".join(lines)


def sizes(parts: Reports) -> dict[str, list[int]]:
    return {"reports": [len(reports) for reports in parts.values()]} | {
        layer: [sum(len(r.get(layer, ())) for r in reports) for reports in parts.values()] for layer in LAYER.values()
    }


def labels(parts: Reports, label: str) -> dict[str, list[int]]:
    """How often each value of an event's label occurs, the most frequent over all parts first."""
    counts = [Counter(e[label] for r in reports for e in r["events"]) for reports in parts.values()]
    order = sorted(LABELS[label], key=lambda value: (-sum(c[value] for c in counts), value))
    return {value: [c[value] for c in counts] for value in order}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT)
    parts = read(parser.parse_args().corpus)
    tables = [table("items", sizes(parts))] + [table(label, labels(parts, label)) for label in ("type", "status")]
    print("\n\n".join(tables))


if __name__ == "__main__":
    main()
