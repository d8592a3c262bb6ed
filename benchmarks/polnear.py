"""The whole reader on a part of PolNeAR: its records, scored as attributions.

    python benchmarks/polnear.py --gold polnear-dev.jsonl.gz --scorer score_attribution.py [--tagger FOLDER] [--out F]

Statements within others, and those without content, are left out, as PolNeAR marks neither (the scorer does that).
`--tagger` names a folder with another tagger than the shipped one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from layers import records  # noqa: E402

ROUNDS = 400
"""Resamplings of the reports, for the intervals."""


def rows(path: Path) -> list[dict[str, Any]]:
    """The annotated reports."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(gold: Path, scorer: ModuleType, tagger: Path | None) -> dict[str, Any]:
    """Figures with 95 % intervals."""
    found = records(rows(gold), tagger)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in found), "utf-8")
        truth = scorer.load_gold(str(gold))
        told = scorer.load_predictions(str(path), truth)
    figures, counts = scorer.score(truth, told)
    return {"reports": len(found), "figures": figures, "intervals_95": scorer.bootstrap(counts, ROUNDS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("gold", "scorer"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--tagger", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    sys.path.insert(0, str(args.scorer.parent))
    command = f"python benchmarks/polnear.py --gold {args.gold.name} --scorer score_attribution.py"
    made = {"command": command + (" --tagger FOLDER" if args.tagger else "")}
    made |= measure(args.gold, import_module(args.scorer.stem), args.tagger)
    text = json.dumps(made, indent=1) + "\n"
    print(text)
    if args.out:
        args.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
