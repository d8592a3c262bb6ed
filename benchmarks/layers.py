"""Score every layer on annotated reports.

    python benchmarks/layers.py --gold corpus/dev --texts REPORTS.jsonl [--tagger FOLDER] [--out FILE]

`--texts` is a copy of the reports that the annotations were made over; only reports that we wrote carry their own.
`--gold` may also be a file with one annotated report a line, text included, as `corpus/join.py` writes it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

from join import joined  # noqa: E402
from scorer import score  # noqa: E402

from onrecord.api import Reader  # noqa: E402
from onrecord.intake import Report, from_json  # noqa: E402
from onrecord.record import Record  # noqa: E402


def records(gold: list[dict[str, Any]], tagger: Path | None = None) -> list[dict[str, Any]]:
    """The reader's records of the annotated reports, as JSON objects."""
    fields = ("id", "title", "text", "url", "published", "outlet")
    found = (
        Report(id=g["id"], path="gold", line=None, article=from_json({k: g.get(k) for k in fields}), sha256="")
        for g in gold
    )
    return [json.loads(made.to_json()) for made in Reader(tagger=tagger).records(found) if isinstance(made, Record)]


def digest(folder: Path) -> str:
    """A digest of the annotations, so that other gold can't pass as a better reader."""
    whole = hashlib.sha256()
    for path in [folder] if folder.is_file() else sorted(folder.glob("*.json")):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def measure(folder: Path, texts: Path | None, tagger: Path | None = None) -> dict[str, Any]:
    """Scores of all layers over the annotations of `folder`; `texts` may be absent where they carry their own."""
    lines = folder.read_text("utf-8").splitlines() if folder.is_file() else None
    gold = [json.loads(line) for line in lines] if lines is not None else list(joined(folder, texts))
    return {"gold": str(folder), "digest": digest(folder), **score(gold, records(gold, tagger))}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--tagger", type=Path, help="a folder with another tagger than the shipped one")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    result = measure(args.gold, args.texts, args.tagger)
    for name, v in result["scores"].items():
        numbers = (
            f"F1 {v['f1']:.3f}  P {v['p']:.3f}  R {v['r']:.3f}  n {v['gold']}"
            if "f1" in v
            else f"{v['accuracy']:.3f}  n {v['n']}"
        )
        print(f"{name:26}{numbers}")
    if args.out:
        gold = args.gold.resolve()
        result["gold"] = str(gold.relative_to(ROOT)) if gold.is_dir() else gold.name
        texts = " --texts REPORTS.jsonl" if gold.is_dir() else ""
        texts += " --tagger FOLDER" if args.tagger else ""
        result["command"] = f"python benchmarks/layers.py --gold {result['gold']}{texts} --out {args.out}"
        args.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
