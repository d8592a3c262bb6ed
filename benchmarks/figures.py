"""Score figures on annotated reports, beside quantulum3 and spaCy's number labels in one run.

    python benchmarks/figures.py --gold corpus/figures/test --texts REPORTS.jsonl [--peers] [--speed] [--out FILE]

`--gold` may name several folders of stand-off annotations; `--texts` is a copy of their reports. Figures are
paired, and values and fields compared, as in benchmarks/scorer.py. Kinds, bounds, units and what is counted are
of the figures with the right value. `voice` is scored where the annotation has it, through the whole reader. A
peer that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

import msgspec  # noqa: E402
from join import joined  # noqa: E402
from scorer import (  # noqa: E402
    Reader,
    Tally,
    jaccard,
    pair,
    voice_right,
)
from scorer import statements as match_statements  # noqa: E402

from onrecord.language import Parser  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.figures import figures  # noqa: E402
from onrecord.reading.times import times  # noqa: E402
from onrecord.record import Article, Range  # noqa: E402

Json = dict[str, Any]
Item = dict[str, Any]
LINE = re.compile(r"\S(?:[^\n]*\S)?")


def article(report: Json) -> Article:
    lines = tuple(Range(start=m.start(), end=m.end()) for m in LINE.finditer(report["text"]))
    return Article(text=report["text"], published=report["published"], paragraphs=lines)


def contexts(gold: list[Json]) -> list[Context]:
    """The parsed reports, before any layer."""
    from onrecord.knowledge import Knowledge

    knowledge, articles = Knowledge(), [article(g) for g in gold]
    return [
        Context(article=a, parse=p, knowledge=knowledge)
        for a, p in zip(articles, Parser().parse(articles), strict=True)
    ]


def ours(context: Context) -> list[Item]:
    read = context.having("times", times(context))
    return [msgspec.to_builtins(figure) for figure in figures(read)]


def spacy_labels(texts: list[str]) -> list[list[Item]]:
    """spaCy's number labels, values by a plain reader of digits and words."""
    import spacy

    from onrecord.language import PIPELINE

    nlp = spacy.load(PIPELINE)
    labels = {"CARDINAL", "MONEY", "PERCENT", "QUANTITY"}
    return [
        [_labelled(e.text, e.start_char, e.end_char) for e in doc.ents if e.label_ in labels] for doc in nlp.pipe(texts)
    ]


def _labelled(text: str, start: int, end: int) -> Item:
    return {"number": {"start": start, "end": end}, "value": plain_number(text)}


def plain_number(text: str) -> float | None:
    """The number of a phrase: digits with a magnitude, or number words added up."""
    words = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen "
                                        "fourteen fifteen sixteen seventeen eighteen nineteen".split())}  # fmt: skip
    words |= {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
    big = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}
    lower = text.lower()
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", lower)
    total = float(digits.group().replace(",", "")) if digits else 0.0
    named = [words[w] for w in re.findall("[a-z]+", lower) if w in words]
    if not digits and not named and not any(w in lower.split() for w in big):
        return None
    total = total if digits else float(sum(named) or 1)
    for word, times_ in big.items():
        if re.search(rf"\b{word}\b", lower):
            total *= times_
    return total


def quantulum(texts: list[str]) -> list[list[Item]]:
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False  # its model does not load with newer scikit-learn; it tells units apart, not values

    return [
        [{"number": {"start": q.span[0], "end": q.span[1]}, "value": q.value} for q in parser.parse(text)]
        for text in texts
    ]


def spaced(base: list[Item], times_: list[Item]) -> list[Item]:
    """A peer's items less those that lie in a time of the gold: what its user could get with a good time layer."""
    return [b for b in base if not any(b["number"]["start"] < t[1] and b["number"]["end"] > t[0] for t in times_)]


def same_value(a: Item, b: Item) -> bool:
    x, y = a["value"], b.get("value")
    if x is None or y is None:
        return x is None and y is None and a.get("low") == b.get("low")
    return abs(float(x) - float(y)) <= 1e-6 * max(1.0, abs(float(x)))


def same_bounds(a: Item, b: Item) -> bool:
    return (a["low"], a["high"], bool(a["approx"])) == (b.get("low"), b.get("high"), bool(b.get("approx")))


def f1(tp: int, predicted: int, gold: int) -> float:
    return round(2 * tp / (predicted + gold), 4) if predicted + gold else 0.0


def score(gold: list[Json], found: list[list[Item]], show: bool = False) -> Json:
    """F1 of found and value, accuracy of the fields, and right and wrong by class."""
    count: Counter[str] = Counter()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for report, items in zip(gold, found, strict=True):
        reader = Reader(report["text"])
        g = [(a, reader.ids(a["number"])) for a in report["figures"]]
        p = [(b, reader.ids(b["number"])) for b in items]
        pairs = pair(g, p, lambda a, b: jaccard(a[1], b[1]))
        count.update(found=len(pairs), gold=len(g), predicted=len(p), exact=sum(g[i][1] == p[j][1] for i, j in pairs))
        for i, j in pairs:
            _compare(report, g[i][0], p[j][0], reader, count, table, show)
        _unpaired(report, g, p, pairs, table, show)
    n = {k: count[k] for k in ("gold", "predicted")}
    out: Json = {
        **n,
        "found": f1(count["found"], n["predicted"], n["gold"]),
        "exact span": f1(count["exact"], *n.values()),
    }
    out["value"] = f1(count["value"], n["predicted"], n["gold"])
    for field in ("bounds", "kind", "of", "unit"):
        of = count[f"{field} of"]
        out[field] = {"accuracy": round(count[field] / of, 4) if of else None, "n": of}
    out["classes"] = {k: dict(v) for k, v in sorted(table.items())}
    return out


def _compare(report: Json, a: Item, b: Item, reader: Reader, count: Counter[str], table: Any, show: bool) -> None:
    right = same_value(a, b)
    count["value"] += right
    table[f"kind {a['kind']}"]["right value" if right else "wrong value"] += 1
    if not right:
        _say(show, "VALUE", report, a["number"], a["value"], b.get("value"), a["low"], b.get("low"))
        return
    checks = {"bounds": same_bounds(a, b), "kind": a["kind"] == b.get("kind"), "unit": a["unit"] == b.get("unit")}
    if a["of"]:
        checks["of"] = bool(reader.ids(a["of"]) & reader.ids(b.get("of")))
    for field, is_right in checks.items():
        count[f"{field} of"] += 1
        count[field] += is_right
        if field == "kind":
            table[f"kind {a['kind']}"]["right kind" if is_right else f"taken for {b.get('kind')}"] += 1
        if not is_right:
            _say(
                show,
                field.upper(),
                report,
                a["number"],
                a[field] if field != "bounds" else (a["low"], a["high"], a["approx"]),
                b.get(field),
            )


def _unpaired(report: Json, g: list[Any], p: list[Any], pairs: list[tuple[int, int]], table: Any, show: bool) -> None:
    for i, (a, _) in enumerate(g):
        if i not in {x for x, _ in pairs}:
            table[f"kind {a['kind']}"]["missed"] += 1
            _say(show, "MISSED", report, a["number"], a["value"])
    for j, (b, _) in enumerate(p):
        if j not in {y for _, y in pairs}:
            table["spurious"][b.get("kind") or "number"] += 1
            _say(show, "SPURIOUS", report, [b["number"]["start"], b["number"]["end"]], b.get("value"))


def _say(show: bool, what: str, report: Json, span: list[int], *values: Any) -> None:
    if show:
        text = report["text"]
        around = text[max(0, span[0] - 60) : span[1] + 60].replace("\n", " ¶ ")
        print(what, report["id"], f"[{text[span[0] : span[1]]}]", *values, "|", around)


def voices(gold: list[Json]) -> Json:
    """Accuracy of voice on reports with annotated statements, through the whole reader."""
    from layers import records

    tally, right, of = Tally(), 0, 0
    by_id = {r["id"]: r for r in records(gold)}
    for g in gold:
        made = by_id[g["id"]]
        rg, rp = Reader(g["text"]), Reader(g["text"], made["article"]["text"])
        link, _ = match_statements(tally, g, made, rg, rp)
        a = [(f, rg.ids(f["number"])) for f in g["figures"]]
        b = [(f, rp.ids(f["number"])) for f in made["figures"]]
        for i, j in pair(a, b, lambda x, y: jaccard(x[1], y[1])):
            of += 1
            right += voice_right(a[i][0], b[j][0], link)
    return {"accuracy": round(right / of, 4) if of else None, "n": of}


def speed(gold: list[Json], rounds: int = 3) -> Json:
    """CPU time of both layers beside the spaCy small pipeline alone on the same reports, in alternating rounds."""
    import spacy

    from onrecord.language import PIPELINE

    nlp, made, texts = spacy.load(PIPELINE), contexts(gold), [g["text"] for g in gold]
    clock: dict[str, list[float]] = {"spaCy small pipeline": [], "times and figures": []}
    for _ in range(rounds):
        for name, work in (
            ("spaCy small pipeline", lambda: list(nlp.pipe(texts))),
            ("times and figures", lambda: [ours(c) for c in made]),
        ):
            start = process_time()
            work()
            clock[name].append(process_time() - start)
    words = sum(len(text.split()) for text in texts)
    base, own = (median(clock[name]) for name in clock)
    rates = {f"{name} words a CPU second": round(words / median(times_)) for name, times_ in clock.items()}
    return {"words": words, **rates, "share of spaCy's time": round(own / base, 4)}


def peers(gold: list[Json]) -> Iterable[tuple[str, Json]]:
    texts = [g["text"] for g in gold]
    taken = [[t["span"] for t in g["times"]] for g in gold]
    named: list[tuple[str, Callable[[list[str]], list[list[Item]]]]] = [
        ("spaCy labels, plain number reader", spacy_labels), ("quantulum3", quantulum)
    ]  # fmt: skip
    for name, run in named:
        try:
            items = run(texts)
        except Exception as error:
            print(f"{name}: left out ({type(error).__name__}: {error})")
            continue
        yield name, found_only(score(gold, items))
        rest = [spaced(i, t) for i, t in zip(items, taken, strict=True)]
        yield f"{name}, times of the gold taken out", found_only(score(gold, rest))


def found_only(result: Json) -> Json:
    """The part of a score that says something of a peer that gives spans and values."""
    return {k: result[k] for k in ("gold", "predicted", "found", "exact span", "value")}


def line(name: str, result: Json) -> str:
    fields = "  ".join(f"{k} {result[k]['accuracy']}" for k in ("bounds", "kind", "of") if k in result)
    return f"{name:52} found {result['found']:.3f}  value {result['value']:.3f}  {fields}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, nargs="+", default=[ROOT / "corpus" / "figures" / "test"])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--reports", nargs="*", help="ids of the reports to score; all if absent")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--voice", action="store_true", help="score voice too (needs annotated statements)")
    parser.add_argument("--speed", action="store_true", help="time both layers beside spaCy")
    parser.add_argument("--show", action="store_true", help="print every miss")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    gold = [g for folder in args.gold for g in joined(folder, args.texts)]
    gold = [g for g in gold if not args.reports or g["id"] in args.reports]
    made = contexts(gold)
    found = [ours(c) for c in made]
    rows = {"onrecord": score(gold, found, args.show)}
    print(f"{len(gold)} reports, {rows['onrecord']['gold']} figures")
    print(line("onrecord", rows["onrecord"]))
    if args.voice:
        rows["onrecord"]["voice"] = voices([g for g in gold if "statements" in g])
        print("voice", rows["onrecord"]["voice"])
    if args.speed:
        rows["onrecord"]["speed"] = speed(gold)
        print("speed", rows["onrecord"]["speed"])
    for name, result in peers(gold) if args.peers else ():
        rows[name] = result
        print(line(name, result))
    for name, counts in rows["onrecord"]["classes"].items():
        print(f"  {name:18}", "  ".join(f"{k} {v}" for k, v in sorted(counts.items(), key=lambda kv: -kv[1])))
    if args.out:
        folders = " ".join(f.as_posix() if not f.is_absolute() else f.relative_to(ROOT).as_posix() for f in args.gold)
        command = f"python benchmarks/figures.py --gold {folders} --texts REPORTS.jsonl"
        flags = "".join(f" --{k}" for k in ("peers", "voice", "speed") if getattr(args, k))
        args.out.parent.mkdir(parents=True, exist_ok=True)
        chosen = " --reports " + " ".join(args.reports) if args.reports else ""
        out = {"command": command + flags + chosen, "reports": len(gold), "rows": rows}
        args.out.write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
