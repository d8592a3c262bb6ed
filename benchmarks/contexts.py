"""F1 of the contexts of events, each and all together, at the events that annotators marked.

    python benchmarks/contexts.py --texts REPORTS.jsonl [--gold corpus/dev] [--out FILE]

Contexts are given at the gold's triggers, so that an event that is not found does not count against them. The word
table was made on corpus/events/train and corpus/events/own.
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

from events import article  # noqa: E402
from join import joined  # noqa: E402

from onrecord.language import Parser  # noqa: E402
from onrecord.reading.events.labels import context_names, contexts  # noqa: E402
from onrecord.reading.events.syntax import Syntax  # noqa: E402
from onrecord.record import Range  # noqa: E402


def measure(folder: Path, texts: Path) -> dict[str, Any]:
    golds, tally = list(joined(folder, texts)), Counter[tuple[str, str]]()
    for gold, parse in zip(golds, Parser().parse([article(g["text"], None) for g in golds]), strict=True):
        syntax = Syntax(parse)
        for event in gold["events"]:
            tokens = parse.tokens(Range(start=event["trigger"][0], end=event["trigger"][1]))
            found = set(contexts(syntax, parse.sentence_of[tokens[0]], event["mode"])) if tokens else set()
            wanted = set(event.get("context") or ())
            for kind, names in (("right", found & wanted), ("found", found), ("gold", wanted)):
                tally.update({(name, kind): 1 for name in names} | {("all", kind): len(names)})
    return {name: _f1(tally, name) for name in ("all", *context_names()) if tally[name, "gold"] + tally[name, "found"]}


def _f1(tally: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    right, found, gold = (tally[name, kind] for kind in ("right", "found", "gold"))
    return {"f1": round(2 * right / (found + gold), 4), "right": right, "found": found, "gold": gold}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    result = measure(args.gold, args.texts)
    print(json.dumps(result, indent=1))
    if args.out:
        name = args.gold.resolve().relative_to(ROOT)
        made = {"command": f"python benchmarks/contexts.py --gold {name} --texts REPORTS.jsonl --out {args.out}"}
        args.out.write_text(json.dumps(made | {"scores": result}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
