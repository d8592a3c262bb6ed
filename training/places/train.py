"""Fit the choice of the country that an event is in.

    python training/places/train.py --gold corpus/events/train corpus/events/own --texts REPORTS.jsonl
        [--folds 4] [--held corpus/dev] [--write]

A conditional logit over named traits (`onrecord/reading/events/country.py`), fitted on the events that the reader finds
and annotators marked; those with a place beside them that has a country are not asked about. `--folds` measures on
reports that were not fitted on, `--held` on other annotations, `--write` writes the weights beside the code.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "training"))

from logit import Choice, Weights, fit, write  # noqa: E402
from reports import Json, matched, options, read, trigger_of  # noqa: E402

from onrecord.reading import ranking  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.events.country import Choice as Choosing  # noqa: E402
from onrecord.reading.events.evoked import countries  # noqa: E402
from onrecord.reading.events.place import beside  # noqa: E402
from onrecord.reading.events.places import places  # noqa: E402
from onrecord.reading.events.syntax import Syntax  # noqa: E402
from onrecord.record import Event  # noqa: E402

WEIGHTS = ROOT / "src" / "onrecord" / "reading" / "events" / "country.csv"
LEAN = 0.0


@dataclass
class Asked:
    """An event: the country in the gold, that of a place beside it, and the choice among the report's."""

    gold: str | None
    beside: str | None
    names: list[str]
    choice: Choice


def load(folder: Path, texts: Path) -> list[list[Asked]]:
    """The events of each report that are both found and annotated."""
    return [asked(gold, context) for gold, context in read(folder, texts)]


def asked(gold: Json, context: Context) -> list[Asked]:
    syntax = Syntax(context.parse)
    where = places(context, syntax)
    here = countries(context, where)
    choosing, names, found = Choosing(here), list(here.by_country), []
    for match, event in matched(gold, context):
        trigger, parties = trigger_of(context, event), _parties(context, event)
        own, country = beside(syntax, where, trigger.head), match.get("country")
        question = choosing.asked(trigger, parties, event.voice)
        told = [choosing.traits(question, name) for name in names]
        choice = Choice(told, [name == country for name in names], bool(country))
        found.append(Asked(country, own.country if own else None, names, choice))
    return found


def _parties(context: Context, event: Event) -> tuple[list[int], list[int]]:
    def heads(role: tuple[Any, ...]) -> list[int]:
        return [context.parse.root(context.parse.tokens(party)) for party in role]

    return heads(event.actors), heads(event.recipients)


def train(reports: list[list[Asked]]) -> Weights:
    return fit([a.choice for report in reports for a in report if a.beside is None and a.names], LEAN)


def measure(reports: list[list[Asked]], weights: Weights) -> Counter[str]:
    n: Counter[str] = Counter()
    for each in (a for report in reports for a in report):
        k = ranking.best(weights, each.choice.traits)
        got = each.beside or (None if k is None else each.names[k])
        n.update(placed=each.gold is not None, right=each.gold is not None and got == each.gold)
        n.update(open=each.gold is None, vain=each.gold is None and got is not None)
    return n


def tell(name: str, n: Counter[str]) -> None:
    print(
        f"{name}: country {n['right']}/{n['placed']} {n['right'] / n['placed']:.3f}; "
        f"given where the gold has none {n['vain']}/{n['open']}"
    )


def main() -> None:
    args = options(__doc__ or "")
    reports = [(folder.name, report) for folder in args.gold for report in load(folder, args.texts)]
    totals: dict[str, Counter[str]] = {}
    for fold in range(args.folds):
        weights = train([r for k, (_, r) in enumerate(reports) if k % args.folds != fold])
        for k, (name, report) in enumerate(reports):
            if k % args.folds == fold:
                totals.setdefault(name, Counter()).update(measure([report], weights))
    for name, total in totals.items():
        tell(f"{args.folds} folds, {name}", total)
    weights = train([r for _, r in reports])
    for folder in args.held:
        tell(folder.name, measure(load(folder, args.texts), weights))
    if args.write:
        how = f"fitted by training/places/train.py on {', '.join(f.name for f in args.gold)}, November 2026."
        write(WEIGHTS, weights, f"What tells that an event is in a country, {how}")


if __name__ == "__main__":
    main()
