"""Stories on ECB+: B-cubed beside a single-pass TF-IDF baseline, both thresholds chosen on dev.

    python benchmarks/stories.py --story FOLDER --json benchmarks/results/stories.json

`FOLDER` holds `ecbplus-train.jsonl.gz` and `ecbplus-dev.jsonl.gz`; with `--test FILE` a kept-back part is
scored too. Features were chosen on groups of train topics, shuffled, thresholds on dev. ECB+ has no dates,
so no window of days helps here. The order of reports is shuffled with a fixed seed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt
from pathlib import Path

from onrecord.linking.stories import THRESHOLD, find_stories
from onrecord.linking.stories.terms import COMMON, TOKEN

Labels = list[int]
SEED = 0


def load(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(rows)
    return rows


def b_cubed(gold: Sequence[object], found: Sequence[object]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998)."""
    of_gold, of_found = defaultdict(set), defaultdict(set)
    for i, (g, f) in enumerate(zip(gold, found, strict=True)):
        of_gold[g].add(i)
        of_found[f].add(i)
    shared = [len(of_gold[g] & of_found[f]) for g, f in zip(gold, found, strict=True)]
    precision = sum(n / len(of_found[f]) for n, f in zip(shared, found, strict=True)) / len(gold)
    recall = sum(n / len(of_gold[g]) for n, g in zip(shared, gold, strict=True)) / len(gold)
    return 2 * precision * recall / (precision + recall)


def labels(stories: list[list[int]]) -> Labels:
    found = {i: k for k, story in enumerate(stories) for i in story}
    return [found[i] for i in range(len(found))]


def single_pass(texts: list[str], threshold: float) -> Labels:
    """The baseline: each report joins the story whose TF-IDF centroid is nearest, if near enough."""
    counts = [Counter(w for w in map(str.lower, TOKEN.findall(t)) if w not in COMMON) for t in texts]
    spread = Counter(term for count in counts for term in count)
    centroids: list[dict[str, float]] = []
    found: Labels = []
    for count in counts:
        raw = {t: (1 + log(n)) * log((len(texts) + 1) / spread[t]) for t, n in count.items()}
        norm = sqrt(sum(v * v for v in raw.values())) or 1
        vector = {t: v / norm for t, v in raw.items()}
        near = [
            sum(v * c.get(t, 0.0) for t, v in vector.items()) / sqrt(sum(v * v for v in c.values())) for c in centroids
        ]
        best = max(range(len(near)), key=near.__getitem__, default=-1)
        if best < 0 or near[best] < threshold:
            centroids.append({})
            best = len(centroids) - 1
        for term, value in vector.items():
            centroids[best][term] = centroids[best].get(term, 0.0) + value
        found.append(best)
    return found


def score(rows: list[dict[str, str]], threshold: float, baseline: float) -> dict[str, float]:
    texts, gold = [row["text"] for row in rows], [row["story"] for row in rows]
    ours = labels(find_stories(texts, [None] * len(texts), threshold=threshold))
    return {
        "onrecord": round(b_cubed(gold, ours), 4),
        "single-pass TF-IDF": round(b_cubed(gold, single_pass(texts, baseline)), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--story", type=Path, required=True)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    train, dev = (load(options.story / f"ecbplus-{part}.jsonl.gz") for part in ("train", "dev"))
    texts, gold = [row["text"] for row in dev], [row["story"] for row in dev]
    grid = [k / 100 for k in range(8, 40)]
    baseline = max(grid, key=lambda t: b_cubed(gold, single_pass(texts, t)))
    ours = {k / 100: score(dev, k / 100, baseline)["onrecord"] for k in range(36, 70, 3)}
    results: dict[str, object] = {"threshold": THRESHOLD, "baseline threshold": baseline, "dev by threshold": ours}
    results["dev"] = score(dev, THRESHOLD, baseline)
    rng = random.Random(SEED)
    topics = sorted({row["topic"] for row in train})
    parts = [set(rng.sample(topics, 8)) for _ in range(9)]
    scored = [score([row for row in train if row["topic"] in part], THRESHOLD, baseline) for part in parts]
    results["train, nine times eight topics"] = {k: round(sum(s[k] for s in scored) / 9, 4) for k in scored[0]}
    if options.test:
        results["test"] = score(load(options.test), THRESHOLD, baseline)
    text = json.dumps(results, indent=1) + "\n"
    print(text, end="")
    if options.json:
        options.json.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
