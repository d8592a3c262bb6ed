"""Resident memory while many reports are read: it must stay flat.

    python benchmarks/memory.py --texts REPORTS.jsonl.gz [--reports 20000] [--out benchmarks/results/memory.json]

The file is gone through again where it holds fewer. The result is written anew after every step, so that a run that is
stopped leaves what it measured. `growth` is the mean of the last quarter of the curve by that of the second; in the
first, caches fill.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

from onrecord.api import read_many

PAGE = resource.getpagesize()


def resident_mb() -> float:
    """The memory that this process holds now, in MiB (from /proc, so on Linux only)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


def result(texts: Path, asked: int, curve: list[dict[str, float]], failed: int) -> dict[str, Any]:
    """What is written: the command, the curve, and by how much it grew."""
    sizes, quarter = [point["resident_mb"] for point in curve], len(curve) // 4
    return {
        "command": f"python benchmarks/memory.py --texts {texts.name} --reports {asked}",
        "python": platform.python_version(),
        "read": curve[-1]["reports"],
        "failed": failed,
        "growth": round(mean(sizes[-quarter:]) / mean(sizes[quarter : 2 * quarter]), 3) if quarter else None,
        "curve": curve,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=500)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "memory.json")
    args = parser.parse_args()
    failures: list[str] = []
    curve: list[dict[str, float]] = []
    stream = read_many([args.texts] * 2, on_failure=lambda failure: failures.append(failure.reason))
    for count, _ in enumerate(islice(stream, args.reports), 1):
        if count % args.every == 0:
            curve.append({"reports": count, "resident_mb": round(resident_mb(), 1)})
            print(f"{count:>8,} reports {curve[-1]['resident_mb']:>9.1f} MiB", flush=True)
            made = result(args.texts, args.reports, curve, len(failures))
            args.out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
