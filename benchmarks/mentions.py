"""Score mentions and coreference on GUM's news reports.

    python benchmarks/mentions.py --data FOLDER [--part dev|test] [--out benchmarks/results/mentions.json]

FOLDER holds GUM_news_*.conllu. By sorted name the first 16 reports are dev, the last 8 test; nothing is
tuned on test. Counted are mentions of entities that are mostly person, organization or place in the gold;
its pronouns of all persons are among them, though ours leave out "we" and "you". Two mentions are one where
each holds the other's head token. CoNLL-2012 scores leave singletons out on both sides; mention F1 is given
with and without them. The baseline joins equal names and nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from coreference import Clusters, f1, scores  # noqa: E402
from gum import Gold, read  # noqa: E402

from onrecord.knowledge import Knowledge  # noqa: E402
from onrecord.language import Parse, Parser  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.mentions import mentions  # noqa: E402
from onrecord.record import Entity, Mention  # noqa: E402

DEV = 16
"""Reports by sorted name that settings may be chosen on."""


def clusters_of(entities: tuple[Entity, ...]) -> list[list[Mention]]:
    """Our own entities."""
    return [list(e.mentions) for e in entities if e.kind != "document"]


def by_name(entities: tuple[Entity, ...]) -> list[list[Mention]]:
    """The baseline: the same mentions, joined only where a name is the same."""
    named: dict[str, list[Mention]] = defaultdict(list)
    alone = []
    for e in entities:
        for m in e.mentions:
            if m.form == "name":
                named[m.text.lower().removeprefix("the ")].append(m)
            elif e.kind != "document":
                alone.append([m])
    return [*named.values(), *alone]


def paired(parse: Parse, gold: list[Gold], found: list[Mention]) -> dict[int, int]:
    """For each found mention the gold one it is, one to one, the closest in length first."""
    heads = []
    for m in found:
        root = parse.root(parse.tokens(m))
        heads.append((parse.start[root], parse.end[root]))
    options = [
        (abs((m.end - m.start) - (g.end - g.start)), i, j)
        for i, m in enumerate(found)
        for j, g in enumerate(gold)
        if m.start <= g.head[0] and g.head[1] <= m.end and g.start <= heads[i][0] and heads[i][1] <= g.end
    ]
    made: dict[int, int] = {}
    taken = set()
    for _, i, j in sorted(options):
        if i not in made and j not in taken:
            made[i] = j
            taken.add(j)
    return made


def aligned(parse: Parse, gold: list[Gold], groups: list[list[Mention]]) -> tuple[Clusters, Clusters]:
    """Gold and found clusters over common mention ids."""
    found = [m for group in groups for m in group]
    pairs = paired(parse, gold, found)
    number = {id(m): pairs.get(i, len(gold) + i) for i, m in enumerate(found)}
    by_entity: dict[int, set[int]] = defaultdict(set)
    for j, g in enumerate(gold):
        by_entity[g.entity].add(j)
    return [frozenset(c) for c in by_entity.values()], [frozenset(number[id(m)] for m in group) for group in groups]


def mention_f1(documents: list[tuple[Clusters, Clusters]]) -> dict[str, float]:
    """F1 of mentions, clusters apart."""
    pairs = [(frozenset().union(*gold), frozenset().union(*found)) for gold, found in documents]
    right = sum(len(a & b) for a, b in pairs)
    return f1(right, sum(len(a) for a, _ in pairs), right, sum(len(b) for _, b in pairs))


def several(documents: list[tuple[Clusters, Clusters]]) -> list[tuple[Clusters, Clusters]]:
    """Without singletons."""
    return [([c for c in gold if len(c) > 1], [c for c in found if len(c) > 1]) for gold, found in documents]


def measure(paths: list[Path]) -> dict[str, Any]:
    """Scores of the reader and of the baseline on the reports."""
    parser, knowledge = Parser(), Knowledge()
    reports = [read(path) for path in paths]
    ours, base = [], []
    for (article, gold), parse in zip(reports, parser.parse(a for a, _ in reports), strict=True):
        entities = mentions(Context(article=article, parse=parse, knowledge=knowledge))
        ours.append(aligned(parse, gold, clusters_of(entities)))
        base.append(aligned(parse, gold, by_name(entities)))
    return {
        name: {"mentions": mention_f1(made), "mentions_of_chains": mention_f1(several(made)), **scores(several(made))}
        for name, made in (("onrecord", ours), ("baseline: equal names", base))
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    paths = sorted(args.data.glob("GUM_news_*.conllu"))
    paths = paths[:DEV] if args.part == "dev" else paths[DEV:]
    result = measure(paths)
    for name, made in result.items():
        print(f"{name:24}" + "  ".join(f"{k} {v['f1']:.3f}" for k, v in made.items()))
    if args.out:
        command = f"python benchmarks/mentions.py --data FOLDER --part {args.part} --out {args.out}"
        made = {"command": command, "data": "GUM news", "part": args.part, "reports": len(paths), "scores": result}
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
