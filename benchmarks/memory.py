"""Resident memory while many reports are read: it must stay flat.

python benchmarks/memory.py --texts REPORTS.jsonl.gz [--reports 20000] [--out FILE]
"""

from __future__ import annotations

import argparse
import json
import resource
from itertools import islice
from pathlib import Path

from onrecord.api import read_many

PAGE = resource.getpagesize()


def resident_mb() -> float:
    """The memory that this process holds now, in MiB (from /proc, so on Linux only)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=1000)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    failures: list[str] = []
    curve: list[dict[str, float]] = []
    stream = read_many([args.texts], on_failure=lambda failure: failures.append(failure.reason))
    for count, _ in enumerate(islice(stream, args.reports), 1):
        if count % args.every == 0:
            curve.append({"reports": count, "resident_mb": round(resident_mb(), 1)})
            print(f"{count:>8,} reports {curve[-1]['resident_mb']:>9.1f} MiB", flush=True)
    if args.out:
        made = {
            "command": f"python benchmarks/memory.py --texts {args.texts.name} --reports {args.reports}",
            "read": count, "failed": len(failures), "curve": curve,
        }  # fmt: skip
        args.out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
