"""Fit the two linear choices that date predicates: which time of its sentence, else which days of the report.

    python training/dating/train.py --gold corpus/events/train --texts REPORTS.jsonl [--folds 8] [--write]

Both are conditional logits over named traits (reading/ranking.py), fitted by gradient descent with an L2
penalty. `--folds` measures them on reports that they were not fitted on; `--write` fits on all of `--gold`
and writes the weights beside the code that reads them. `--held` measures on other annotations.
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
from reports import Tokens, options, read  # noqa: E402

from onrecord.reading import ranking  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.events.dating import Dated, Happening, traits  # noqa: E402
from onrecord.reading.times import calendar  # noqa: E402
from onrecord.reading.times.attach import candidates, choose  # noqa: E402
from onrecord.record import When  # noqa: E402

READING = ROOT / "src" / "onrecord" / "reading"
LEAN_LINK, LEAN_CARRY = 0.4, 0.7
"""Added to the score of every candidate: the likelihood alone leaves out more than F1 is best at."""


@dataclass
class Report:
    """An annotated report: an event's link, and what it takes to carry days over."""

    gold: dict[str, Any]
    context: Context
    happenings: list[Happening]
    events: list[dict[str, Any]]
    links: list[Choice]
    whens: list[list[When | None]]


def load(folder: Path, texts: Path) -> list[Report]:
    return [report(gold, context) for gold, context in read(folder, texts)]


def report(gold: dict[str, Any], context: Context) -> Report:
    theirs, ours = Tokens(gold["text"]), Tokens(gold["text"], context.article.text)
    made = Report(gold, context, [], [], [], [])
    parse = context.parse
    words = [ours.ids([start, end]) for start, end in zip(parse.start, parse.end, strict=True)]
    for event in gold["events"]:
        trigger, own = theirs.ids(event["trigger"]), theirs.ids(event["time"])
        tokens = [i for i, word in enumerate(words) if word & trigger]
        if not tokens:
            continue
        head = parse.root(range(tokens[0], tokens[-1] + 1))
        found = candidates(context, head)
        right = [bool(own & ours.ids([c.time.span.start, c.time.span.end])) for c in found]
        made.happenings.append(Happening(head, event["type"], event["status"]))
        made.events.append(event)
        made.links.append(Choice([c.traits for c in found], right, bool(own)))
        made.whens.append([calendar(c.time, context) for c in found])
    return made


def own(report: Report, link: Weights) -> tuple[list[int | None], list[When | None]]:
    picks = [choose(c.traits, link) for c in report.links]
    return picks, [None if k is None else w[k] for k, w in zip(picks, report.whens, strict=True)]


def carrying(report: Report, link: Weights) -> list[Choice | None]:
    """The second choice, of the events without a time by the first."""
    picks, whens = own(report, link)
    dated = Dated(report.context, report.happenings, whens)
    made: list[Choice | None] = []
    for k, event in enumerate(report.events):
        found = [traits(dated, k, named) for named in dated.named]
        right = [starts(named.when, event["when"]) for named in dated.named]
        made.append(Choice(found, right, bool(event["when"])) if picks[k] is None else None)
    return made


def starts(when: When | None, gold: str | None) -> bool:
    first = (gold or "").split("/")[0]
    return bool(when and first) and when.start[: len(first)] == first if when else False


def train(reports: list[Report]) -> tuple[Weights, Weights]:
    """Both weights; the second choice is fitted on days linked by weights that had not seen their report."""
    link = fit([c for r in reports for c in r.links], LEAN_LINK)
    unseen: dict[int, Weights] = {}
    for fold in range(4):
        part = fit([c for k, r in enumerate(reports) if k % 4 != fold for c in r.links], LEAN_LINK)
        unseen |= {id(r): part for k, r in enumerate(reports) if k % 4 == fold}
    return link, fit([c for r in reports for c in carrying(r, unseen[id(r)]) if c is not None], LEAN_CARRY)


def measure(reports: list[Report], link: Weights, carry: Weights) -> Counter[str]:
    n: Counter[str] = Counter()
    for r in reports:
        picks, whens = own(r, link)
        dated = Dated(r.context, r.happenings, whens)
        for k, (choice, event) in enumerate(zip(r.links, r.events, strict=True)):
            hit = picks[k] is not None and choice.right[picks[k]]
            n.update(events=1, time=hit or (picks[k] is None and not choice.due), dated=choice.due, hit=hit)
            n.update(linked=picks[k] is not None)
            when = whens[k]
            if picks[k] is None:
                chosen = ranking.best(carry, [traits(dated, k, named) for named in dated.named])
                when = None if chosen is None else dated.named[chosen].when
            right = starts(when, event["when"])
            n.update(when=right or not (when or event["when"]), days=bool(event["when"]), right=right)
            n.update(given=when is not None)
    return n


def tell(name: str, n: Counter[str]) -> None:
    print(
        f"{name}: {n['events']} events; time {n['time'] / n['events']:.3f}, of the dated {n['hit']}/{n['dated']} "
        f"{n['hit'] / n['dated']:.3f}, precision {n['hit'] / n['linked']:.3f}; when {n['when'] / n['events']:.3f}, "
        f"recall {n['right']}/{n['days']} {n['right'] / n['days']:.3f}, precision {n['right'] / n['given']:.3f}"
    )


def main() -> None:
    args = options(__doc__ or "")
    reports = [r for folder in args.gold for r in load(folder, args.texts)]
    if args.folds:
        total: Counter[str] = Counter()
        for fold in range(args.folds):
            made = train([r for k, r in enumerate(reports) if k % args.folds != fold])
            total += measure([r for k, r in enumerate(reports) if k % args.folds == fold], *made)
        tell(f"{args.folds} folds", total)
    link, carry = train(reports)
    for folder in args.held:
        tell(folder.name, measure(load(folder, args.texts), link, carry))
    if args.write:
        how = f"fitted by training/dating/train.py on {', '.join(f.as_posix() for f in args.gold)}, November 2026."
        write(READING / "times" / "attach.csv", link, f"What tells that a time dates a predicate, {how}")
        write(READING / "events" / "dating.csv", carry, f"What tells that an event shares days named elsewhere, {how}")


if __name__ == "__main__":
    main()
