"""Read real reports with another version and with this tree, and list what differs, layer by layer.

    python benchmarks/compare.py --base REF --reports FILE.jsonl [--count 100] [--examples 5]

The other version is checked out beside this one and run with this environment's libraries. An item is
known by its layer and its words' offsets; one found by both with other labels counts as changed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ANCHOR = {
    "entities": "mentions",
    "statements": "cue",
    "events": "trigger",
    "figures": "number",
    "times": "span",
    "plans": "what",
}
READ = "import sys; from onrecord.cli import main; main(['read', sys.argv[1], '--jsonl', '-o', sys.argv[2]])"


def run(tree: Path, reports: Path, out: Path) -> float:
    """Read `reports` with the package of `tree`; the seconds it took."""
    start = perf_counter()
    made = subprocess.run(
        [sys.executable, "-c", READ, str(reports), str(out)],
        env={**os.environ, "PYTHONPATH": str(tree / "src")},
        check=False,
    )
    if made.returncode not in (0, 3):
        raise SystemExit(f"reading with {tree} failed with status {made.returncode}")
    return perf_counter() - start


def items(path: Path) -> Iterator[tuple[tuple[str, str, int, int], dict[str, Any]]]:
    """Every item of every record by report, layer and offsets; ids, which numbering gives, as what they stand for."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        found = [(layer, item, _first(item, anchor)) for layer, anchor in ANCHOR.items() for item in record[layer]]
        names = {item["id"]: item.get("name") or f"{span['text']} at {span['start']}" for _, item, span in found}
        for layer, item, span in found:
            labels = {k: _named(v, names) for k, v in item.items() if k not in ("id", "confidence")}
            yield (record["id"], layer, span["start"], span["end"]), {**labels, "_text": span["text"]}


def _first(item: dict[str, Any], anchor: str) -> dict[str, Any]:
    span = item[anchor] or item["content"]
    return span[0] if isinstance(span, list) else span


def _named(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _named(part, names) for key, part in value.items()}
    if isinstance(value, list):
        return [_named(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value


def differences(base: Path, head: Path) -> dict[str, dict[str, list[str]]]:
    """Gained, lost and changed items by layer, each as a line to read."""
    old, new = dict(items(base)), dict(items(head))
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in sorted(old.keys() | new.keys()):
        report, layer, *_ = key
        if key not in old:
            found[layer]["gained"].append(f"{report}: {new[key]['_text']}")
        elif key not in new:
            found[layer]["lost"].append(f"{report}: {old[key]['_text']}")
        elif old[key] != new[key]:
            names = [k for k in new[key] if old[key].get(k) != new[key][k]]
            found[layer]["changed"].append(f"{report}: {new[key]['_text']} ({', '.join(names)})")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--examples", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sample, tree = work / "reports.jsonl", work / "base"
        with args.reports.open(encoding="utf-8") as lines:
            sample.write_text("".join(islice(lines, args.count)), "utf-8")
        subprocess.run(
            ["git", "-C", str(ROOT), "worktree", "add", "--quiet", "--detach", str(tree), args.base], check=True
        )
        try:
            before = run(tree, sample, work / "base.jsonl")
            after = run(ROOT, sample, work / "head.jsonl")
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree)], check=True)
        show(differences(work / "base.jsonl", work / "head.jsonl"), args.examples)
    print(f"time: {before:.1f} s with {args.base}, {after:.1f} s now, ratio {after / before:.2f}")


def show(found: dict[str, dict[str, list[str]]], examples: int) -> None:
    for layer in ANCHOR:
        kinds = found.get(layer, {})
        print(f"{layer}: " + ", ".join(f"{len(kinds.get(kind, []))} {kind}" for kind in ("gained", "lost", "changed")))
        for kind, lines in kinds.items():
            for line in lines[:examples]:
                print(f"  {kind:8}{line}")


if __name__ == "__main__":
    main()
