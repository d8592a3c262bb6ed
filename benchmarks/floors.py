"""The quality gate: floors for every layer's score, pinned beside a digest of the gold.

    python benchmarks/floors.py [--texts REPORTS.jsonl]                check
    python benchmarks/floors.py [--texts REPORTS.jsonl] --update       pin anew; refuses to lower a floor
    python benchmarks/floors.py [--texts REPORTS.jsonl] --update --allow-regression

Two golds: `own`, reports that we wrote, whose text is here, so that every clean clone is held to it; and `dev`, which
needs a copy of the annotated texts (`--texts`) and is left as it is without. A score may fall by its gold's tolerance
below its floor: of `dev` by less than one item of the smallest layer; of `own`, which models are trained on and which
no layer is tuned for, by two points.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

PINNED = ROOT / "benchmarks" / "floors.json"
GOLD = {"own": ROOT / "corpus" / "events" / "own", "dev": ROOT / "corpus" / "dev"}
TOLERANCE = {"own": 0.02, "dev": 0.0005}

Json = dict[str, Any]


def values(scores: Json) -> dict[str, float]:
    """One number a layer: F1 where it has one, else accuracy."""
    return {name: v.get("f1", v.get("accuracy")) for name, v in scores.items()}


def fallen(pinned: Json, measured: Json, tolerance: float) -> list[str]:
    """What falls below its floor by more than `tolerance`."""
    now = values(measured["scores"])
    return [
        f"{name}: {now.get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for name, floor in pinned["floors"].items()
        if now.get(name, 0.0) < floor - tolerance
    ]


def faults(pinned: Json, measured: Json, tolerance: float) -> list[str]:
    """What falls below its floor, and what can't be compared."""
    if pinned["digest"] != measured["digest"]:
        return ["the gold is not the one the floors were pinned on: pin anew with --update"]
    return fallen(pinned, measured, tolerance)


def pin(path: Path, measured: dict[str, Json], allow_regression: bool) -> list[str]:
    """Write new floors of the golds measured, or say which would fall; nothing is written then.

    Other gold under the same name is no excuse: what it lowers needs the flag too. The file is replaced whole.
    """
    pinned: dict[str, Json] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    known = [name for name in measured if name in pinned]
    lowered = [f"{name}: {f}" for name in known for f in fallen(pinned[name], measured[name], TOLERANCE[name])]
    if lowered and not allow_regression:
        return [f"{fault}; lower it with --allow-regression" for fault in lowered]
    for name, made in measured.items():
        pinned[name] = {"digest": made["digest"], "reports": made["reports"], "floors": values(made["scores"])}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", "utf-8")
    os.replace(fresh, path)
    return []


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    args = parser.parse_args()
    from layers import measure

    names = ["own", "dev"] if args.texts else ["own"]
    measured = {name: measure(GOLD[name], args.texts) for name in names}
    if args.update:
        found = pin(PINNED, measured, args.allow_regression)
    else:
        pinned = json.loads(PINNED.read_text("utf-8"))
        found = [f"{name}: {f}" for name in names for f in faults(pinned[name], measured[name], TOLERANCE[name])]
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
