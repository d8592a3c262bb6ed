"""The quality gate: floors for every layer's score, pinned beside a digest of the gold.

    python benchmarks/floors.py --texts REPORTS.jsonl                check
    python benchmarks/floors.py --texts REPORTS.jsonl --update       pin anew; refuses to lower a floor
    python benchmarks/floors.py --texts REPORTS.jsonl --update --allow-regression

A score may fall by TOLERANCE below its floor: less than one item of the smallest layer.
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
GOLD = ROOT / "corpus" / "dev"
TOLERANCE = 0.0005


def values(scores: dict[str, Any]) -> dict[str, float]:
    """One number a layer: F1 where it has one, else accuracy."""
    return {name: v.get("f1", v.get("accuracy")) for name, v in scores.items()}


def faults(pinned: dict[str, Any], measured: dict[str, Any]) -> list[str]:
    """What falls below its floor, and what can't be compared."""
    if pinned["digest"] != measured["digest"]:
        return ["the gold is not the one the floors were pinned on: pin anew with --update"]
    now = values(measured["scores"])
    return [
        f"{name}: {now.get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for name, floor in pinned["floors"].items()
        if now.get(name, 0.0) < floor - TOLERANCE
    ]


def pin(path: Path, measured: dict[str, Any], pinned: dict[str, Any] | None, allow_regression: bool) -> list[str]:
    """Write new floors, or say which would fall; nothing is written then. The file is replaced whole."""
    lowered = [] if pinned is None or pinned["digest"] != measured["digest"] else faults(pinned, measured)
    if lowered and not allow_regression:
        return [f"{fault}; lower it with --allow-regression" for fault in lowered]
    made = {"digest": measured["digest"], "reports": measured["reports"], "floors": values(measured["scores"])}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    os.replace(fresh, path)
    return []


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    args = parser.parse_args()
    from layers import measure

    measured = measure(GOLD, args.texts)
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else None
    if args.update:
        found = pin(PINNED, measured, pinned, args.allow_regression)
    else:
        found = faults(pinned, measured) if pinned else ["no floors are pinned: use --update"]
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
