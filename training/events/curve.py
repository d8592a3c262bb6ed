"""The learning curve of the event heads, and what events coded by rules add.

    python curve.py --data FOLDER --resume model.pt --tokenizer tokenizer.json --scorer FILE --texts REPORTS.jsonl \
        --silver FILE... --work FOLDER --out ../../benchmarks/results/events-curve.json

Every run goes on from the same attribution weights, which know no event, and sees about as many windows annotated by
hand; only the number of different reports changes. The last run but one has news that is not political besides
(`corpus/events/wider`), the last events as the rules code them (`silver.py`). Scores are of the heads alone on
`corpus/dev`, at the least score that is best there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "corpus"
GOLD = ("events/train", "events/own")
WIDER = (*GOLD, "events/wider")
"""With news that is not political."""
PASSES = 750
"""Reports annotated by hand that a run sees, repetitions counted."""


def turns(reports: int) -> tuple[int, int]:
    """Epochs and repetitions in one, so that a run sees about `PASSES` reports."""
    epochs = 2 if PASSES / reports >= 4 else 1
    return epochs, round(PASSES / reports / epochs)


def run(args: argparse.Namespace, reports: int, gold: tuple[str, ...] = GOLD, silver: bool = False) -> dict[str, Any]:
    """One training run, and its scores; one that was made before is not made again."""
    out = args.work / f"{reports}{'-silver' if silver else ''}"
    if not (out / "about.json").exists():
        epochs, repeat = turns(reports)
        command = [sys.executable, str(HERE / "joint.py"), "--resume", str(args.resume), "--out", str(out)]
        for name in ("data", "tokenizer", "scorer", "texts"):
            command += [f"--{name}", str(getattr(args, name))]
        command += ["--dev", str(CORPUS / "dev"), "--gold", *(str(CORPUS / part) for part in gold)]
        command += ["--reports", str(reports), "--epochs", str(epochs), "--repeat", str(repeat), "--pieces", "1536"]
        command += ["--rate", "3e-4", "--head-rate", "1.5e-3", "--average", "0.99", "--no-attribution"]
        if silver:
            command += ["--silver", *map(str, args.silver), "--share", "0.1", "--silver-share", "0.1"]
        subprocess.run(command, check=True)
    scores = json.loads((out / "about.json").read_text("utf-8"))["events"]
    return {"reports": reports, "of": list(gold), "silver": silver, **scores}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("data", "resume", "tokenizer", "scorer", "texts", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--silver", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    every, wider = (sum(len(list((CORPUS / part).glob("*.json"))) for part in gold) for gold in (GOLD, WIDER))
    runs = [(50,), (100,), (every,), (wider, WIDER), (every, GOLD, True)]
    curve = []
    for points in runs:
        curve.append(run(args, *points))
        print(json.dumps(curve[-1]), flush=True)
        told = {"command": "python training/events/curve.py", "part": "corpus/dev, 25 reports", "runs": curve}
        args.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
