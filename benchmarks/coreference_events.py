"""Event coreference on ECB+ with gold mentions: CoNLL F1 beside head-lemma baselines, in one run.

    python benchmarks/coreference_events.py --story FOLDER --json benchmarks/results/coreference-events.json

Mentions are all that ECB+ tags as actions, those without a chain each alone. CoNLL F1 is the mean of MUC,
B-cubed and CEAF-e (Pradhan et al. 2014). The baselines: mentions whose head lemma is the same are one,
over all reports, and within the stories that `find_stories` makes (which onrecord uses too; it never sees
the gold topics). Weights and threshold were chosen on train and dev.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from stories import b_cubed, labels, load

from onrecord.linking.happenings import THRESHOLD, Mention, find_happenings
from onrecord.linking.happenings.similar import heads
from onrecord.linking.stories import find_stories


def mentions_of(rows: list[dict[str, object]]) -> tuple[list[Mention], list[str]]:
    """The event mentions of reports with their stories as found, and the gold chain of each."""
    texts = [str(row["text"]) for row in rows]
    stories = labels(find_stories(texts, [None] * len(texts)))
    found, gold = [], []
    for row, story, text in zip(rows, stories, texts, strict=True):
        for n, mention in enumerate(row["mentions"]):  # type: ignore[arg-type]
            if "ACTION" not in mention["tag"]:
                continue
            start, end = mention["spans"][0][0], mention["spans"][-1][1]
            trigger = " ".join(text[a:b] for a, b in mention["spans"])
            line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
            found.append(Mention(story, trigger, line))
            gold.append(mention["chain"] or f"{row['id']}-{n}")
    return found, gold


def by_lemma(mentions: list[Mention], within: bool) -> list[Hashable]:
    """The baseline: the stem of the last telling word of the trigger, within a story or over all."""
    return [(m.group if within else 0, heads(m.trigger.split()[-1])) for m in mentions]


def conll(gold: Sequence[Hashable], found: Sequence[Hashable]) -> dict[str, float]:
    scores = {"MUC": muc(gold, found), "B-cubed": b_cubed(gold, found), "CEAF-e": ceaf_e(gold, found)}
    return {name: round(value, 4) for name, value in {**scores, "CoNLL": sum(scores.values()) / 3}.items()}


def muc(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    recall, precision = _links(gold, found), _links(found, gold)
    return 2 * precision * recall / max(1e-9, precision + recall)


def _links(key: Sequence[Hashable], response: Sequence[Hashable]) -> float:
    parts = defaultdict(set)
    sizes: dict[Hashable, int] = defaultdict(int)
    for k, r in zip(key, response, strict=True):
        parts[k].add(r)
        sizes[k] += 1
    whole = sum(size - 1 for size in sizes.values())
    return sum(size - len(parts[k]) for k, size in sizes.items()) / max(1, whole)


def ceaf_e(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    g, f = {k: n for n, k in enumerate(dict.fromkeys(gold))}, {k: n for n, k in enumerate(dict.fromkeys(found))}
    shared = np.zeros((len(g), len(f)))
    for a, b in zip(gold, found, strict=True):
        shared[g[a], f[b]] += 1
    alike = 2 * shared / (shared.sum(1, keepdims=True) + shared.sum(0, keepdims=True))
    total = alike[linear_sum_assignment(-alike)].sum()
    precision, recall = total / len(f), total / len(g)
    return float(2 * precision * recall / (precision + recall))


def score(rows: list[dict[str, object]], threshold: float) -> dict[str, dict[str, float]]:
    mentions, gold = mentions_of(rows)
    return {
        "onrecord": conll(gold, labels(find_happenings(mentions, threshold))),
        "head lemma within found stories": conll(gold, by_lemma(mentions, True)),
        "head lemma": conll(gold, by_lemma(mentions, False)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--story", type=Path, required=True)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    paths = {part: options.story / f"ecbplus-{part}.jsonl.gz" for part in ("dev", "train")}
    if options.test:
        paths["test"] = options.test
    results = {part: score(load(path), options.threshold) for part, path in paths.items()}
    text = json.dumps(results, indent=1) + "\n"
    print(text, end="")
    if options.json:
        options.json.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
