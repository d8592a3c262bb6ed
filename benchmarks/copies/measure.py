"""Precision and recall of copies on edited real reports, updates called copies, and speed on a blown-up corpus.

python benchmarks/copies/measure.py --news FOLDER --part test --json benchmarks/results/copies.json
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from make import Item, corpus, edited_set

from onrecord.linking.copies import find_copies


def score(items: list[Item], groups: list[int]) -> dict[str, object]:
    """Over pairs of reports of which one at least is edited: F1 of copies, share of updates called copies.

    A true pair is an edited copy with its base or with another copy of it. Any other pair that falls
    into one group is false, an update with a version of its story too.
    """
    members = defaultdict(list)
    for item, group in zip(items, groups, strict=True):
        members[group].append(item)
    bases = defaultdict(list)
    for item in items:
        bases[item.base].append(item)
    found = [pair for group in members.values() for pair in _pairs(group)]
    true = {_key(a, b) for group in bases.values() for a, b in _pairs(group) if "update" not in (a.kind, b.kind)}
    right = [pair for pair in found if _key(*pair) in true]
    wrong = [pair for pair in found if _key(*pair) not in true]
    updates = [(a, b) for group in bases.values() for a, b in _pairs(group) if "update" in (a.kind, b.kind)]
    called = sum(a.base == b.base for a, b in wrong)
    precision, recall = len(right) / max(1, len(found)), len(right) / max(1, len(true))
    return {
        "precision": round(precision, 4), "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "updates called copies": round(called / max(1, len(updates)), 4),
        "pairs": {"true": len(true), "updates": len(updates), "wrong": Counter(_name(a, b) for a, b in wrong)},
        "recall by edit": _recall_by_edit(items, groups),
    }  # fmt: skip


def _recall_by_edit(items: list[Item], groups: list[int]) -> dict[str, float]:
    of = {item.id: group for item, group in zip(items, groups, strict=True)}
    hits: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        if item.kind not in ("real", "update"):
            hits[item.kind].append(of[item.id] == of[item.base])
    return {kind: round(sum(found) / len(found), 3) for kind, found in sorted(hits.items())}


def _name(a: Item, b: Item) -> str:
    return f"{a.kind} with {b.kind}, {'one base' if a.base == b.base else 'two bases'}"


def _pairs(group: list[Item]) -> list[tuple[Item, Item]]:
    return [(a, b) for i, a in enumerate(group) for b in group[i + 1 :] if a.kind != "real" or b.kind != "real"]


def _key(a: Item, b: Item) -> tuple[str, str]:
    return (a.id, b.id) if a.id < b.id else (b.id, a.id)


def speed(news: Path, reports: int) -> dict[str, float]:
    """Seconds for the corpus and edited copies of it, `reports` in all."""
    items = list(corpus(news))
    made: list[Item] = []
    for which in ("dev", "test"):
        made += [item for item in edited_set(news, which, bases=4000) if item.kind != "real"]
    grown = items + made
    rounds = 0
    while len(grown) < reports:
        rounds += 1
        grown += [Item(**{**i.__dict__, "id": f"{i.id}-r{rounds}"}) for i in made[: reports - len(grown)]]
    begun = time.perf_counter()
    find_copies([item.text for item in grown], [item.published for item in grown])
    return {"reports": len(grown), "seconds": round(time.perf_counter() - begun, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--speed", type=int, default=0, help="also time this many reports")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: dict[str, object] = {"part": options.part}
    for name, dates in (("with times", True), ("with days only", False)):
        items = edited_set(options.news, options.part, dates=dates)
        results[name] = score(items, find_copies([i.text for i in items], [i.published for i in items]))
    if options.speed:
        results["speed"] = speed(options.news, options.speed)
    text = json.dumps(results, indent=1) + "\n"
    print(text, end="")
    if options.json:
        options.json.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
