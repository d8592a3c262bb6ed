"""Fit the confidence of events, and say how reliable it is.

    python training/events/calibrate.py --texts REPORTS.jsonl [--gold corpus/dev] [--write] [--out FILE]

A logistic curve over the tagger's score and whether the lexicon names the event (Platt 1999), fitted on reports that
neither was made on: those of `corpus/dev` but for the eight that the lexicon was tuned on. An event is right if an
annotator marked one of its type there. The reliability told is that of curves that had not seen the report.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "benchmarks")]

from events import TUNED  # noqa: E402
from logit import write  # noqa: E402
from reports import Json, Tokens, read  # noqa: E402

from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.events import found_in  # noqa: E402
from onrecord.reading.events.confidence import log_odds  # noqa: E402

WEIGHTS = ROOT / "src" / "onrecord" / "reading" / "events" / "calibration.csv"
NAMES = ("always", "score", "listed")
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
STEPS = 50


def rows(gold: Json, context: Context) -> list[tuple[list[float], bool]]:
    """What tells how sure each event found is, and whether it is right."""
    theirs, ours = Tokens(gold["text"]), Tokens(gold["text"], context.article.text)
    marked = [(theirs.ids(e["trigger"]), e["type"]) for e in gold["events"]]
    made = []
    for found in found_in(context):
        span = context.parse.span(found.trigger.first, found.trigger.last)
        words = ours.ids([span.start, span.end])
        right = any(words & other and kind == found.trigger.type for other, kind in marked)
        if found.tag is not None:
            made.append(([1.0, log_odds(found.tag.score), float(found.listed)], right))
    return made


def fit(found: list[tuple[list[float], bool]]) -> Any:
    """Weights by Newton's method, with a slight L2 penalty."""
    x, y = np.array([r[0] for r in found]), np.array([r[1] for r in found], float)
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w = w - np.linalg.solve((x.T * (p * (1 - p))) @ x + 0.1 * np.eye(len(w)), x.T @ (p - y) + 0.1 * w)
    return w


def reliability(chances: Any, right: Any) -> Json:
    """Bins of confidence with the share of right ones, and their mean distance, weighted by size."""
    bins: list[Json] = []
    for low, high in pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            made = {"n": int(inside.sum()), "confidence": chances[inside].mean(), "right": right[inside].mean()}
            bins.append({k: v if isinstance(v, int) else round(float(v), 3) for k, v in made.items()})
    apart = sum(b["n"] * abs(b["confidence"] - b["right"]) for b in bins) / sum(b["n"] for b in bins)
    return {"mean distance": round(apart, 4), "brier": round(float(((chances - right) ** 2).mean()), 4), "bins": bins}


def crossed(reports: list[list[tuple[list[float], bool]]], folds: int) -> Json:
    """The reliability of curves fitted on the other folds."""
    chances, right = [], []
    for fold in range(folds):
        w = fit([r for k, report in enumerate(reports) if k % folds != fold for r in report])
        held = [r for k, report in enumerate(reports) if k % folds == fold for r in report]
        chances += [1 / (1 + np.exp(-np.array(x) @ w)) for x, _ in held]
        right += [ok for _, ok in held]
    return reliability(np.array(chances), np.array(right, float))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=17)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    reports = [rows(gold, context) for gold, context in read(args.gold, args.texts) if gold["id"] not in TUNED]
    every = [r for report in reports for r in report]
    before = reliability(
        1 / (1 + np.exp(-np.array([x[1] for x, _ in every]))), np.array([ok for _, ok in every], float)
    )
    result = {"reports": len(reports), "events": len(every), "tagger's score": before}
    result |= {"calibrated, each report by curves fitted on the others": crossed(reports, args.folds)}
    print(json.dumps(result, indent=1))
    if args.write:
        weights = {name: round(float(v), 3) for name, v in zip(NAMES, fit(every), strict=True)}
        write(WEIGHTS, weights, "How the tagger's log-odds and the lexicon tell that an event is right, fitted by"
              " training/events/calibrate.py on 17 reports of corpus/dev, November 2026.")  # fmt: skip
    if args.out:
        command = f"python training/events/calibrate.py --texts REPORTS.jsonl --out {args.out.name}"
        args.out.write_text(json.dumps({"command": command} | result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
