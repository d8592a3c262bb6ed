"""Fit the contexts of events.

    python training/contexts/train.py --gold corpus/events/train corpus/events/own --texts REPORTS.jsonl
        [--folds 4] [--held corpus/dev] [--write]

A logistic regression over named traits (`onrecord/reading/events/labels.py`), L2-penalised, one curve for all
contexts, with traits of each context among them; fitted on the events that the reader finds and annotators marked.
`--folds` measures on reports that were not fitted on, `--held` on other annotations, `--write` writes the weights
beside the code. It also prints the words of `contexts.csv` that were wrong oftener than right. Needs scipy.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "training"))

from logit import Weights, write  # noqa: E402
from reports import Json, matched, options, read, trigger_of  # noqa: E402

from onrecord.reading import ranking  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.events.labels import LEAST, asked, candidates, signs  # noqa: E402
from onrecord.reading.events.syntax import Syntax  # noqa: E402
from onrecord.reading.events.topics import topics  # noqa: E402
from onrecord.record import Entity, Party  # noqa: E402

WEIGHTS = ROOT / "src" / "onrecord" / "reading" / "events" / "context_weights.csv"
L2, RARE, STEPS, LEAN = 2.0, 20, 120, 0.3


@dataclass
class Event:
    """An event: its contexts in the gold, what tells of each candidate, and the words of its sentence that name one."""

    gold: frozenset[str]
    traits: dict[str, tuple[str, ...]]
    words: tuple[tuple[str, str], ...]


def load(folder: Path, texts: Path) -> list[list[Event]]:
    """The events of each report that are both found and annotated."""
    return [list(events(gold, context)) for gold, context in read(folder, texts)]


def events(gold: Json, context: Context) -> Iterator[Event]:
    syntax, about = Syntax(context.parse), topics(context.parse, context.article.title)
    by_id = {entity.id: entity for entity in context.entities}
    for match, found in matched(gold, context):
        trigger = trigger_of(context, found)
        told = signs(trigger, _known(by_id, found.actors), _known(by_id, found.recipients))
        event = asked(syntax, trigger, told)
        words = tuple((name, word) for name, some in about.sentences[event.sentence].items() for word in some)
        yield Event(frozenset(match.get("context") or ()), candidates(about, event), words)


def _known(by_id: dict[str, Entity], parties: Sequence[Party]) -> list[Entity]:
    return [by_id[party.entity] for party in parties if party.entity is not None]


def fit(reports: list[list[Event]]) -> Weights:
    rows = [(told, name in e.gold) for report in reports for e in report for name, told in e.traits.items()]
    counts = Counter(trait for told, _ in rows for trait in told)
    kept = sorted(trait for trait, n in counts.items() if n >= RARE)
    at = {trait: k for k, trait in enumerate(kept)}
    cells = [(n, at[trait]) for n, (told, _) in enumerate(rows) for trait in told if trait in at]
    cells += [(n, len(kept)) for n in range(len(rows))]
    where = np.array(cells).T
    x = csr_matrix((np.ones(len(cells)), (where[0], where[1])), shape=(len(rows), len(kept) + 1))
    right = np.array([ok for _, ok in rows], dtype=float)
    penalty = np.append(np.full(len(kept), L2), 0)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w
        gradient = x.T @ (1 / (1 + np.exp(-score)) - right) + penalty * w
        return float(np.sum(np.logaddexp(0, score) - right * score) + np.sum(penalty * w * w) / 2), gradient

    w = minimize(loss, np.zeros(len(kept) + 1), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    w[-1] += LEAN
    return {trait: round(float(v), 2) for trait, v in zip([*kept, ranking.ALWAYS], w, strict=True)}


def chosen(event: Event, weights: Weights) -> frozenset[str]:
    scores = {name: ranking.score(weights, told) for name, told in event.traits.items()}
    found = frozenset(name for name, value in scores.items() if value > 0)
    best = max(scores, key=lambda name: scores[name], default=None)
    return found if found or best is None or scores[best] <= LEAST else frozenset({best})


def tell(name: str, pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    right, found, gold = (Counter[str]() for _ in range(3))
    for got, wanted in pairs:
        right.update(got & wanted)
        found.update(got)
        gold.update(wanted)
    f1 = [2 * right[c] / (found[c] + gold[c]) for c in gold]
    total = 2 * right.total() / (found.total() + gold.total())
    print(f"{name}: F1 of all {total:.3f}, mean F1 of {len(f1)} contexts {sum(f1) / len(f1):.3f}")


def tell_words(reports: list[list[Event]]) -> None:
    """The words that were wrong oftener than right."""
    found, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for event in (e for report in reports for e in report):
        found.update(event.words)
        right.update(pair for pair in event.words if pair[0] in event.gold)
    for pair in sorted(found):
        if (right[pair] + 0.5) / (found[pair] + 2) < 0.5:
            print(f"word {pair[1]} of {pair[0]}: {right[pair]} of {found[pair]}")


def main() -> None:
    args = options(__doc__ or "")
    named = [(folder.name, report) for folder in args.gold for report in load(folder, args.texts)]
    pairs: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for fold in range(args.folds):
        weights = fit([r for k, (_, r) in enumerate(named) if k % args.folds != fold])
        for name, report in named[fold :: args.folds]:
            pairs.setdefault(name, []).extend((chosen(e, weights), e.gold) for e in report)
    for name, some in pairs.items():
        tell(f"{args.folds} folds, {name}", some)
    reports = [r for _, r in named]
    weights = fit(reports)
    for folder in args.held:
        tell(folder.name, [(chosen(e, weights), e.gold) for r in load(folder, args.texts) for e in r])
    tell_words(reports)
    if args.write:
        how = f"fitted by training/contexts/train.py on {', '.join(f.name for f in args.gold)}, November 2026."
        write(WEIGHTS, weights, f"What tells that an event has a context, {how}")


if __name__ == "__main__":
    main()
