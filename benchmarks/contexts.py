"""F1 of the contexts of events, each and all together, of the events that the reader finds and annotators marked.

    python benchmarks/contexts.py --texts REPORTS.jsonl [--gold corpus/dev] [--gsr plover-gsr.jsonl] [--out FILE]

An event that is not found does not count against them. The table was made on corpus/events/train and
corpus/events/own, its weights are fitted there (`training/contexts`). Of PLOVER's gold-standard records, whose context
is their sentence's, all events of the sentence count together, in the contexts that the records use often; names that
PLOVER changed since are mapped, records with others are left out. Those with an even number may be looked at, the
others are for reporting.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / name) for name in ("corpus", "benchmarks", "training")]

from events_baselines import read_all  # noqa: E402
from reports import matched, read  # noqa: E402

from onrecord.reading.events.topics import context_names  # noqa: E402

RENAMED = {
    "refugee": "migration", "refugees": "migration", "resource": "natural_resource", "resources": "natural_resource",
    "government": "executive",
}  # fmt: skip
COMPARED = frozenset(
    "military diplomatic legal economic election terrorism migration natural_resource cbrn cyber executive".split()
)
"""The contexts that the records use often enough to say that one of them is missing."""
Tally = Counter[tuple[str, str]]


def count(tally: Tally, found: Collection[str], wanted: Collection[str]) -> None:
    for kind, names in (("right", set(found) & set(wanted)), ("found", set(found)), ("gold", set(wanted))):
        tally.update({(name, kind): 1 for name in names} | {("all", kind): len(names)})


def told(tally: Tally) -> dict[str, Any]:
    return {name: _f1(tally, name) for name in ("all", *context_names()) if tally[name, "gold"] + tally[name, "found"]}


def on_reports(folder: Path, texts: Path) -> dict[str, Any]:
    tally: Tally = Counter()
    for gold, context in read(folder, texts):
        for wanted, event in matched(gold, context):
            count(tally, event.context, wanted.get("context") or ())
    return told(tally)


def on_records(path: Path) -> dict[str, Any]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    halves: dict[str, Tally] = {"even": Counter(), "odd": Counter()}
    texts = [{"id": row["id"], "text": " ".join(row["text"].split())} for row in rows]
    for row, events in zip(rows, read_all(texts), strict=True):
        named = [RENAMED.get(name.strip(), name.strip()) for name in (row.get("context") or "").split(",")]
        if COMPARED.issuperset(named):
            half = halves["odd" if int(row["id"][-4:]) % 2 else "even"]
            count(half, {name for event in events for name in event["context"]} & COMPARED, named)
    return {half: told(tally) for half, tally in halves.items()}


def _f1(tally: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    right, found, gold = (tally[name, kind] for kind in ("right", "found", "gold"))
    return {"f1": round(2 * right / (found + gold), 4), "right": right, "found": found, "gold": gold}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--gsr", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    result: dict[str, Any] = {"scores": on_reports(args.gold, args.texts)}
    if args.gsr:
        result["gold-standard records"] = on_records(args.gsr)
    print(json.dumps(result, indent=1))
    if args.out:
        name = args.gold.resolve().relative_to(ROOT)
        gsr = " --gsr plover-gsr.jsonl" if args.gsr else ""
        made = {"command": f"python benchmarks/contexts.py --gold {name} --texts REPORTS.jsonl{gsr} --out {args.out}"}
        args.out.write_text(json.dumps(made | result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
