"""Agreement of two readings of the same reports, layer by layer.

    python corpus/agreement.py FIRST SECOND --texts REPORTS.jsonl [--out FILE]

Each reading is a folder of stand-off files, as `corpus/events/first` and `second`. The second is scored
against the first as a reader would be (F1 of what is marked, share of equal labels), and Cohen's kappa is
given for the status, recency and type of the events that both marked with one trigger.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

from join import joined  # noqa: E402
from scorer import score  # noqa: E402

LABELS = ("status", "recency", "type")


def as_record(report: dict[str, Any]) -> dict[str, Any]:
    """A reading in the form of a record: spans as objects, the source's name as its entity."""
    record = json.loads(json.dumps(report), object_hook=_spans)
    record["article"] = {"text": report["text"]}
    record["entities"] = []
    for number, s in enumerate(record["statements"]):
        if s["who"]:
            record["entities"].append({"id": f"n{number}", "name": s["who"]})
            s["source_entity"] = f"n{number}"
    for e in record["events"]:
        e["place"] = {"country": e["country"]} if e["country"] else None
        e["when"] = {"start": e["when"].split("/")[0]} if e["when"] else None
    return record


def _spans(item: dict[str, Any]) -> dict[str, Any]:
    return {key: _span(value) for key, value in item.items()}


def _span(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value):
        return {"start": value[0], "end": value[1]}
    return [_span(v) for v in value] if isinstance(value, list) else value


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa (1960) of pairs of labels."""
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / n**2
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def label_pairs(first: list[dict[str, Any]], second: list[dict[str, Any]], label: str) -> list[tuple[str, str]]:
    """The labels of events that have one trigger in both readings."""
    others = {(r["id"], *e["trigger"]): e for r in second for e in r["events"]}
    keys = ((e, (r["id"], *e["trigger"])) for r in first for e in r["events"])
    return [(e[label], others[key][label]) for e, key in keys if key in others and e[label] and others[key][label]]


def lacking(reports: list[dict[str, Any]]) -> set[str]:
    """The layers, in the singular as scores are named, that a reading left out."""
    return {layer[:-1] for layer in ("statements", "events", "figures", "times") if layer not in reports[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    second = list(joined(args.second, args.texts))
    ids = {r["id"] for r in second}
    first = [r for r in joined(args.first, args.texts) if r["id"] in ids]
    second = [r for r in second if r["id"] in {f["id"] for f in first}]
    result = score(first, [as_record(r) for r in second])
    result["scores"] = {name: told for name, told in result["scores"].items() if name.split()[0] not in lacking(second)}
    result["kappa"] = {label: round(kappa(label_pairs(first, second, label)), 4) for label in LABELS}
    print(json.dumps(result, indent=1))
    if args.out:
        args.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
