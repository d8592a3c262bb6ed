"""How often what is joined over reports is one: pairs drawn from an archive's groups, and what readers say of them.

    python benchmarks/joins.py draw --archive FILE --out pairs.jsonl [--each 50] [--seed 7]
    python benchmarks/joins.py score pairs.jsonl first.json second.json [--out benchmarks/results/joins.json]

Of each group that holds more than copies one pair of items of two reports is drawn, at random, and `--each` such groups
of each layer. A reader sees both items in their words, without what joined them, and says whether they are one:
`{"happening 3": true, …}`; two readers do. Only precision: what should have been joined is not looked for.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

from onrecord.archive import reading
from onrecord.archive.account import sentence_at
from onrecord.linking.store import table

Item = dict[str, Any]
ITEMS = {
    "happening": ("event", "happening", '"trigger"', "type"),
    "quotation": ("statement", "quotation", "content", "source"),
    "series": ("figure", "series", "CAST(coalesce(value, low, high) AS VARCHAR)",
               """concat_ws(' ', kind, unit, '“' || "of" || '”')"""),
    "plan": ("plan", "chain", "what", "state"),
}  # fmt: skip
"""Of each layer: its view, its group, and what a reader sees of an item."""
_SQL = """
WITH x AS (SELECT {1} AS "group", report, id, "start", "end", {2} AS item, {3} AS kind FROM {0}),
y AS (SELECT x.*, r.copy_group, r.published, r.title, r."text" FROM x JOIN report r ON r.id = x.report)
FROM y WHERE "group" IN (SELECT "group" FROM y GROUP BY "group" HAVING count(DISTINCT copy_group) > 1)
ORDER BY "group", published NULLS LAST, report, id
"""


def items(archive: Path, layer: str) -> dict[str, list[Item]]:
    """The items of each group that holds more than copies."""
    with reading(archive) as connection:
        rows = table(connection, _SQL.format(*ITEMS[layer]))
    groups = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(row)
    return groups


def shown(row: Item) -> Item:
    """What a reader sees of an item."""
    title, text = row["title"] or "", row["text"]
    return {
        "report": row["report"], "id": row["id"], "published": row["published"], "title": title, "item": row["item"],
        "kind": row["kind"], "sentence": sentence_at(text, row["start"], row["end"]),
        "before": " ".join(text[max(0, row["start"] - 700) : row["start"]].split()),
        "opening": " ".join(text[:300].split()),
    }  # fmt: skip


def draw(archive: Path, each: int, seed: int) -> list[Item]:
    """The pairs of all layers."""
    chance, made = random.Random(seed), []
    for layer in ITEMS:
        groups = items(archive, layer)
        for number, name in enumerate(chance.sample(sorted(groups), min(each, len(groups)))):
            first = chance.choice(groups[name])
            others = [row for row in groups[name] if row["copy_group"] != first["copy_group"]]
            made.append({"pair": f"{layer} {number}", "of": len(groups), "first": shown(first),
                         "second": shown(chance.choice(others))})  # fmt: skip
    return made


def score(pairs: Path, readers: list[Path]) -> dict[str, Any]:
    """Of each layer how many pairs are one by each reader and by all, and how often they agree."""
    drawn = [json.loads(line) for line in pairs.read_text("utf-8").splitlines()]
    said = [json.loads(path.read_text("utf-8")) for path in readers]
    made: dict[str, Any] = {}
    for layer in ITEMS:
        mine = [row for row in drawn if row["pair"].startswith(f"{layer} ")]
        told = [[bool(one[row["pair"]]) for one in said] for row in mine]
        made[layer] = {
            "groups": mine[0]["of"] if mine else 0,
            "pairs": len(mine),
            "one by each": [sum(one) for one in zip(*told, strict=True)],
            "one by all": sum(map(all, told)),
            "agree": sum(len(set(one)) == 1 for one in told),
            "not one by all": [_key(row) for row, one in zip(mine, told, strict=True) if not all(one)],
        }
    return made


def _key(row: Item) -> str:
    return " ".join(f"{row[side]['report']}/{row[side]['id']}" for side in ("first", "second"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("do", choices=("draw", "score"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.do == "draw":
        lines = [json.dumps(row, default=str, ensure_ascii=False) for row in draw(args.archive, args.each, args.seed)]
        made = "\n".join(lines) + "\n"
    else:
        made = json.dumps(score(args.files[0], args.files[1:]), indent=1) + "\n"
    if args.out:
        args.out.write_text(made, "utf-8")
    print(made if args.do == "score" else f"{len(lines)} pairs")


if __name__ == "__main__":
    main()
