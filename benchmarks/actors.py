"""Accuracy of actor look-up on phrases checked by hand.

    python benchmarks/actors.py [--list corpus/actors/actors.csv] [--errors dev] [--out FILE]

Right: country and sector both as in the list, an empty field meaning that none may be given. The test
half and the hard cases are for reporting only.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path

from onrecord.knowledge import Knowledge

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", type=Path, default=ROOT / "corpus" / "actors" / "actors.csv")
    parser.add_argument("--errors", choices=("dev", "test", "hard"))
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    knowledge, counts = Knowledge(), Counter[tuple[str, str]]()
    lines = (line for line in args.list.read_text("utf-8").splitlines() if not line.startswith("#"))
    for row in csv.DictReader(lines):
        actor = knowledge.actor(row["mention"], row["day"])
        country, sector = (actor.country or "", actor.sector or "") if actor else ("", "")
        counts[row["part"], "of"] += 1
        counts[row["part"], "country"] += country == row["country"]
        counts[row["part"], "sector"] += sector == row["sector"]
        right = (country, sector) == (row["country"], row["sector"])
        counts[row["part"], "both"] += right
        if not right and row["part"] == args.errors:
            print(f"{row['mention']} ({row['day']}): {row['country']}{row['sector']}, found {country}{sector}")
    parts = sorted({part for part, _ in counts})
    result = {
        part: {"mentions": counts[part, "of"]}
        | {name: round(counts[part, name] / counts[part, "of"], 4) for name in ("country", "sector", "both")}
        for part in parts
    }
    print(result)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        made = {"command": f"python benchmarks/actors.py --out {args.out}", "knowledge": knowledge.version, **result}
        args.out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
