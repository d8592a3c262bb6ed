"""Recall of statements by slice, and how their fields are taken for one another, on annotated reports.

    python benchmarks/attribution.py --gold corpus/dev --texts REPORTS.jsonl [--out FILE]

A statement counts as recalled when it is found and its source is right, as "statement with source" of
`layers.py` has it. Slices overlap: a nested denial is in three of them. `confidence` sets the mean confidence of
statements, in fifths by confidence, beside the share of them that is right (found, with the right source).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

from join import joined  # noqa: E402
from scorer import Reader, Tally, same_name, statements  # noqa: E402

Json = dict[str, Any]
MIND = ("think", "intend", "feel", "perceive")
BINS = 5
FIELDS = ("manner", "act", "source_kind", "named")


def slices(statement: Json, cue: str) -> Iterator[str]:
    """The slices that an annotated statement is in; `cue`: its cue's words."""
    act = statement["act"]
    yield "all"
    yield 'cue "said"' if cue.lower() in ("said", "says", "say") else "any other cue" if cue else "no cue"
    yield "mind" if act in MIND else "saying" if act == "say" else "speech other than saying"
    if statement.get("parent"):
        yield "nested"
    if not statement.get("source"):
        yield "no source in the text"
    yield f"manner {statement.get('manner') or 'none'}"
    yield f"source kind {statement['source_kind']}"
    yield f"act {act}"


def judged(gold: Json, record: Json) -> Iterator[tuple[float, bool]]:
    """Of each statement of a record its confidence, and whether it is found in the annotation with that source."""
    right = {made["id"] for _, made, agrees in compared(gold, record) if made is not None and agrees}
    return ((s["confidence"], s["id"] in right) for s in record["statements"])


def reliability(found: list[tuple[float, bool]]) -> list[Json]:
    """Mean confidence and share right in equally filled bins, least confident first."""
    ordered, rows = sorted(found), []
    for k in range(BINS):
        part = ordered[k * len(ordered) // BINS : (k + 1) * len(ordered) // BINS]
        if part:
            mean, right = (sum(values) / len(part) for values in zip(*part, strict=True))
            rows.append({"n": len(part), "confidence": round(mean, 3), "right": round(right, 3)})
    return rows


def compared(gold: Json, record: Json) -> Iterator[tuple[Json, Json | None, bool]]:
    """Each annotated statement, the one found for it, and whether that one's source is right."""
    link, sides = statements(
        Tally(), gold, record, Reader(gold["text"]), Reader(gold["text"], record["article"]["text"])
    )
    found = {s["id"]: s for s in sides["pred"]}
    for statement in sides["gold"]:
        made = found.get(link.get(statement["id"]))
        right = made is not None and bool(statement["_s"] & made["_s"] or not (statement["_s"] or made["_s"]))
        yield statement, made, right


def recall(pairs: Iterable[tuple[str, bool, bool]]) -> dict[str, Json]:
    """By slice: share found, share with the right source too, and how many there are."""
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for name, is_found, is_right in pairs:
        total[name] += 1
        found[name] += is_found
        right[name] += is_right
    return {
        name: {"found": round(found[name] / n, 4), "with source": round(right[name] / n, 4), "n": n}
        for name, n in sorted(total.items())
    }


def measure(folder: Path, texts: Path, reader: Callable[[list[Json]], list[Json]]) -> Json:
    """Slices and confusions over the annotations of `folder`."""
    gold = list(joined(folder, texts))
    return summary(zip(gold, reader(gold), strict=True))


def summary(reports: Iterable[tuple[Json, Json]]) -> Json:
    """Slices and confusions over annotated reports with their records."""
    marks: list[tuple[str, bool, bool]] = []
    found: list[tuple[float, bool]] = []
    taken: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    who: Counter[str] = Counter()
    for gold, record in reports:
        names = {e["id"]: e["name"] for e in record["entities"]}
        found += judged(gold, record)
        for statement, made, right in compared(gold, record):
            cue = gold["text"][slice(*statement["cue"])] if statement["cue"] else ""
            marks += [(name, made is not None, right) for name in slices(statement, cue)]
            if made is None:
                continue
            for field in FIELDS:
                if statement.get(field) not in (None, made.get(field)):
                    taken[field][f"{statement[field]} as {made.get(field)}"] += 1
            if statement.get("who"):
                named = same_name(statement["who"], names.get(made.get("source_entity"), ""))
                who["right" if named else "no entity" if not made.get("source_entity") else "another"] += 1
    return {
        "recall": recall(marks),
        "taken for": {f: dict(c.most_common()) for f, c in taken.items()},
        "who": dict(who),
        "confidence": reliability(found),
    }


def main() -> None:
    """Measure and print."""
    from layers import digest, records

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    result = measure(args.gold, args.texts, records)
    for name, row in result["recall"].items():
        print(f"{name:28}{row['n']:>5}  found {row['found']:.2f}  with source {row['with source']:.2f}")
    for field, row in result["taken for"].items():
        print(f"{field}: " + ", ".join(f"{name} {n}" for name, n in row.items()))
    for row in result["confidence"]:
        print(f"confidence {row['confidence']:.2f}  right {row['right']:.2f}  n {row['n']}")
    if args.out:
        where = args.gold.resolve().relative_to(ROOT)
        command = f"python benchmarks/attribution.py --gold {where} --texts REPORTS.jsonl --out {args.out}"
        made = {"command": command, "gold": str(where), "digest": digest(args.gold), **result}
        args.out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
