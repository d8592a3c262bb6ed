"""Who the sources of statements are, given their spans: the entity's name against the annotated one.

    python benchmarks/who.py --gold corpus/dev --texts REPORTS.jsonl [--part tuned|reported|all] [--out FILE]

Right is a name that has every word of the annotated one (`same_name` of the scorer). `tuned` are the
eight reports that rules may be looked at on; only the others are for reporting. The baseline takes the
source's own words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

from join import joined  # noqa: E402
from scorer import same_name  # noqa: E402

from onrecord.knowledge import Knowledge  # noqa: E402
from onrecord.language import Parser  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.mentions import mentions, resolve  # noqa: E402
from onrecord.record import Article, Range  # noqa: E402

TUNED = frozenset(f"wikinews-{n}" for n in (11, 16, 19, 20, 29, 35, 64, 73))


def cases(gold: dict[str, Any], parser: Parser, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Source words, annotated name and the name found, for each statement of a report that has a `who`."""
    lines = re.finditer(r"\S(?:[^\n]*\S)?", gold["text"])
    paragraphs = tuple(Range(start=m.start(), end=m.end()) for m in lines)
    article = Article(text=gold["text"], published=gold.get("published"), paragraphs=paragraphs)
    (parse,) = parser.parse([article])
    context = Context(article=article, parse=parse, knowledge=knowledge)
    context = context.having("entities", mentions(context))
    found = []
    for statement in gold["statements"]:
        if statement.get("who") and statement.get("source"):
            start, end = statement["source"]
            words = gold["text"][start:end]
            entity = resolve(context, Range(start=start, end=end))
            found.append((words, statement["who"], entity.name if entity else ""))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--part", choices=("tuned", "reported", "all"), default="reported")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    tables, pipeline, reports, found = Knowledge(), Parser(), 0, []
    for gold in joined(args.gold, args.texts):
        if args.part == "all" or (gold["id"] in TUNED) == (args.part == "tuned"):
            made = cases(gold, pipeline, tables)
            reports, found = reports + 1, found + made
            for words, who, name in made if args.errors else ():
                if not same_name(who, name):
                    print(f"{gold['id']}: {words!r} is {who!r}, found {name!r}")
    right = sum(same_name(who, name) for _, who, name in found)
    base = sum(same_name(who, words) for words, who, _ in found)
    result = {
        "reports": reports,
        "sources": len(found),
        "who": round(right / len(found), 4),
        "own words": round(base / len(found), 4),
    }
    print(result)
    if args.out:
        where = f"--gold corpus/{args.gold.name} --texts REPORTS.jsonl"
        command = f"python benchmarks/who.py {where} --part {args.part} --out {args.out}"
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps({"command": command, "part": args.part, **result}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
