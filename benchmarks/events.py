"""Score events on annotated reports and on PLOVER's gold-standard records, beside CAMEO's verb patterns.

    python benchmarks/events.py --texts REPORTS.jsonl [--own-statements] [--gsr plover-gsr.jsonl]
        [--cameo CAMEO.2.0.txt --crosswalk cameo2plover-2021.txt] [--out FILE]

Reports of TUNED and records with an even number were tuned on; the others are for reporting. Statements
are the gold's unless `--own-statements`. A record of PLOVER's counts when an event of its sentence has the
gold type, also with `folded`: PLOVER's own folding of what is yet to come (CONSULT, SUPPORT, COOPERATE
and AID to AGREE, RETREAT to CONCEDE). `share` is the stage's time against the parse's, one process.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

import cameo  # noqa: E402
from join import joined  # noqa: E402
from scorer import score  # noqa: E402

from onrecord.knowledge import Knowledge  # noqa: E402
from onrecord.language import Parse, Parser  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.events import events  # noqa: E402
from onrecord.reading.mentions import mentions  # noqa: E402
from onrecord.reading.plans import plans  # noqa: E402
from onrecord.reading.statements import statements  # noqa: E402
from onrecord.reading.times import times  # noqa: E402
from onrecord.record import Article, Range, Statement, span_of  # noqa: E402
from onrecord.record.labels import EventType  # noqa: E402

Json = dict[str, Any]
TUNED = frozenset(f"wikinews-{n}" for n in (11, 16, 19, 20, 29, 35, 64, 73))
OLD_NAMES = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
FOLDED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
AHEAD = ("planned", "possible")
Coder = Callable[[Context], list[Json]]


def article(text: str, published: str | None) -> Article:
    paragraphs = tuple(Range(start=m.start(), end=m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text))
    return Article(text=text, published=published, paragraphs=paragraphs)


def annotated(gold: Json) -> tuple[Statement, ...]:
    """The gold's statements as the stage before events would give them."""
    text = gold["text"]
    kept = ("id", "act", "source_kind", "named", "parent")
    return tuple(
        Statement(
            **{k: s[k] for k in kept},
            source=span_of(text, *s["source"]) if s["source"] else None,
            source_entity=None,
            cue=span_of(text, *s["cue"]) if s["cue"] else None,
            content=tuple(span_of(text, *c) for c in s["content"]),
            manner=s["manner"] if s["content"] else None,
            confidence=1.0,
        )
        for s in gold["statements"]
    )


def ours(context: Context) -> list[Json]:
    """The stage's events in the record's JSON form."""
    return plain(events(context))


def plain(items: object) -> Any:
    """Items of a record as JSON objects."""
    return json.loads(msgspec.json.encode(items))


def contexts(golds: list[Json], own: bool, parser: Parser) -> list[Context]:
    """The contexts of annotated reports as the stage finds them."""
    articles = [article(g["text"], g.get("published")) for g in golds]
    knowledge, made = Knowledge(), []
    for gold, each, parse in zip(golds, articles, parser.parse(articles), strict=True):
        context = Context(article=each, parse=parse, knowledge=knowledge)
        context = context.having("entities", mentions(context))
        context = context.having("times", times(context))
        made.append(context.having("statements", statements(context) if own else annotated(gold)))
    return made


def on_reports(golds: list[Json], made: list[Context], coder: Coder) -> Json:
    """Scores of one coder over annotated reports."""
    records = []
    for gold, context in zip(golds, made, strict=True):
        said = [{k: s[k] for k in ("id", "content", "source", "cue")} for s in plain(context.statements)]
        records.append(
            {"id": gold["id"], "article": {"text": gold["text"]}, "statements": said, "events": coder(context)}
        )
    scores = score(golds, records)["scores"]
    kept = {name: value for name, value in scores.items() if name.startswith("event")}
    return {**kept, "by type": by_type(golds, records)}


def by_type(golds: list[Json], records: list[Json]) -> dict[str, list[int]]:
    """For each type: events right in trigger and type, events found, events in the gold."""
    tally = {kind: [0, 0, 0] for kind in sorted(get_args(EventType))}
    for gold, record in zip(golds, records, strict=True):
        wanted = [(*e["trigger"], e["type"]) for e in gold["events"]]
        for *_, kind in wanted:
            tally[kind][2] += 1
        for event in record["events"]:
            start, end, kind = event["trigger"]["start"], event["trigger"]["end"], event["type"]
            tally[kind][1] += 1
            tally[kind][0] += any(start < b and a < end and kind == k for a, b, k in wanted)
    return tally


def on_plans(golds: list[Json], made: list[Context]) -> Json:
    """Plans found (what is planned overlaps), and of those the right current state."""
    right = state = found = wanted = 0
    for gold, context in zip(golds, made, strict=True):
        read = plans(context.having("events", events(context)))
        found, wanted = found + len(read), wanted + len(gold["plans"])
        for each in gold["plans"]:
            start, end = each["what"]
            mine = next((p for p in read if p.what.start < end and start < p.what.end), None)
            right += mine is not None
            state += mine is not None and mine.state == each["steps"][-1]["state"]
    return {"right": right, "found": found, "gold": wanted, "state right": state}


def placed_in_vain(golds: list[Json], made: list[Context]) -> list[int]:
    """Of events that the gold gives no country: how many have one here, and how many there are."""
    tally = [0, 0]
    for gold, context in zip(golds, made, strict=True):
        nowhere = [e["trigger"] for e in gold["events"] if not e.get("country")]
        for event in events(context):
            if any(event.trigger.start < b and a < event.trigger.end for a, b in nowhere):
                tally[0] += event.place is not None and event.place.country is not None
                tally[1] += 1
    return tally


def on_records(path: Path, coder: Coder, parser: Parser) -> Json:
    """Type accuracy on PLOVER's gold-standard records, by half."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles = [article(r["text"].replace("\n", " "), None) for r in rows]
    knowledge, tally = Knowledge(), {"tuned": [0, 0, 0], "reported": [0, 0, 0]}
    for row, each, parse in zip(rows, articles, parser.parse(articles), strict=True):
        wanted = OLD_NAMES.get(row["event"], row["event"])
        found = coder(Context(article=each, parse=parse, knowledge=knowledge))
        typed = any(e["type"] == wanted for e in found)
        folded = typed or any(FOLDED.get(e["type"]) == wanted and e["status"] in AHEAD for e in found)
        half = tally["reported" if int(row["id"][-4:]) % 2 else "tuned"]
        half[:] = [half[0] + typed, half[1] + folded, half[2] + 1]
    return {half: {"type": round(a / n, 4), "folded": round(b / n, 4), "n": n} for half, (a, b, n) in tally.items()}


def share(golds: list[Json], made: list[Context], parser: Parser) -> Json:
    """Processor seconds of the parse, of events and of plans over the annotated reports."""
    articles = [article(g["text"], g.get("published")) for g in golds]
    marks = [time.process_time()]
    list(parser.parse(articles))
    marks.append(time.process_time())
    read = [c.having("events", events(c)) for c in made]
    marks.append(time.process_time())
    for context in read:
        plans(context)
    marks.append(time.process_time())
    parse, event, plan = (round(b - a, 4) for a, b in pairwise(marks))
    return {"parse": parse, "events": event, "plans": plan, "share": round((event + plan) / parse, 4)}


def coders(args: argparse.Namespace) -> dict[str, Coder]:
    if not (args.cameo and args.crosswalk):
        return {"onrecord": ours}
    table, types = cameo.verbs(args.cameo), cameo.crosswalk(args.crosswalk)

    def patterns(context: Context) -> list[Json]:
        parse: Parse = context.parse
        return cameo.events(parse, table, types)

    return {"onrecord": ours, "CAMEO patterns": patterns}


def measure(args: argparse.Namespace) -> Json:
    parser = Parser()
    golds = list(joined(args.gold, args.texts))
    made = contexts(golds, args.own_statements, parser)
    pairs = list(zip(golds, made, strict=True))
    tuned, others = [p for p in pairs if p[0]["id"] in TUNED], [p for p in pairs if p[0]["id"] not in TUNED]
    halves = {
        name: ([g for g, _ in half], [c for _, c in half]) for name, half in (("tuned", tuned), ("reported", others))
    }
    result: Json = {"statements": "own" if args.own_statements else "gold"}
    for name, coder in coders(args).items():
        result[name] = {half: on_reports(*both, coder) for half, both in halves.items()}
        if args.gsr:
            result[name]["gold-standard records"] = on_records(args.gsr, coder, parser)
    result["plans"] = {name: on_plans(*both) for name, both in halves.items()}
    result["country where the gold has none"] = placed_in_vain(golds, made)
    return {**result, "seconds": share(golds, made, parser)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--own-statements", action="store_true")
    parser.add_argument("--gsr", type=Path)
    parser.add_argument("--cameo", type=Path)
    parser.add_argument("--crosswalk", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    result = measure(args)
    print(json.dumps(result, indent=1))
    if args.out:
        result["command"] = "python benchmarks/events.py " + " ".join(
            Path(a).name if "/" in a else a for a in sys.argv[1:]
        )
        args.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
