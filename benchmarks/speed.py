"""Words a second on one core: the whole reader and each stage, beside spaCy's small pipeline alone.

    python benchmarks/speed.py --texts REPORTS.jsonl [--reports 400] [--rounds 3] [--out FILE]

Rounds of spaCy and of each stage alternate, so that a machine that slows down slows all; medians are
reported, and each stage's time as a share of spaCy's.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import argparse  # noqa: E402
import json  # noqa: E402
from collections.abc import Callable  # noqa: E402
from itertools import islice  # noqa: E402
from pathlib import Path  # noqa: E402
from statistics import median  # noqa: E402
from time import process_time  # noqa: E402
from typing import Any  # noqa: E402

from onrecord.api import Reader  # noqa: E402
from onrecord.intake import Report, reports  # noqa: E402
from onrecord.language import PIPELINE  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.read import STAGES  # noqa: E402

LEAST_WORDS = 80


def load(path: Path, count: int) -> list[Report]:
    """The first `count` reports of a JSONL that can be read and have at least LEAST_WORDS."""
    long_enough = (r for r in reports([path]) if isinstance(r, Report) and len(r.article.text.split()) >= LEAST_WORDS)
    return list(islice(long_enough, count))


def timed(work: Callable[[], Any], into: list[float]) -> Any:
    start = process_time()
    made = work()
    into.append(process_time() - start)
    return made


def one_round(reader: Reader, sample: list[Report], times: dict[str, list[float]]) -> None:
    import spacy

    nlp = spacy.load(PIPELINE)
    timed(lambda: list(nlp.pipe(r.article.text for r in sample)), times.setdefault("spacy alone", []))
    articles = [r.article for r in sample]
    parses = timed(lambda: list(reader.parser.parse(articles)), times.setdefault("parse", []))
    tags = timed(lambda: [reader.tagger.tags(a) for a in articles], times.setdefault("tagger", []))
    contexts = [
        Context(article=a, parse=p, knowledge=reader.knowledge, tags=t)
        for a, p, t in zip(articles, parses, tags, strict=True)
    ]
    for layer, stage in STAGES:
        items = timed(lambda c=contexts, s=stage: [s(x) for x in c], times.setdefault(layer, []))
        contexts = [c.having(layer, i) for c, i in zip(contexts, items, strict=True)]
    timed(lambda: [m.to_json() for m in reader.records(iter(sample))], times.setdefault("whole reader", []))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    sample, reader = load(args.texts, args.reports), Reader()
    words = sum(len(r.article.text.split()) for r in sample)
    list(reader.records(iter(sample[:5])))
    times: dict[str, list[float]] = {}
    for _ in range(args.rounds):
        one_round(reader, sample, times)
    base = median(times["spacy alone"])
    rows = {
        name: {"words_a_second": round(words / median(t)), "times_spacy": round(median(t) / base, 3)}
        for name, t in times.items()
    }
    for name, row in rows.items():
        print(f"{name:22}{row['words_a_second']:>10,} words/s{row['times_spacy']:>9.3f} x spaCy")
    if args.out:
        options = f"--reports {args.reports} --rounds {args.rounds}"
        made = {
            "command": f"python benchmarks/speed.py --texts {args.texts.name} {options}",
            "reports": len(sample), "words": words, "cores": 1, "rows": rows,
        }  # fmt: skip
        args.out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
