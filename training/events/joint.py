"""Train the event heads with the attribution model: one encoder for both.

    python joint.py --data FOLDER --gold FOLDER... --silver FILE... --texts REPORTS.jsonl --dev FOLDER \
        --scorer score_attribution.py --resume model.pt --tokenizer tokenizer.json --out FOLDER

Three kinds of reports stand in the mix: annotated by hand (statements and events; each `--repeat` times an epoch),
PolNeAR (its attributions, and events as the rules code them), and other news with events as the rules code them.
The rules are right oftener than they are complete (`benchmarks/results/events.json`), so what they call no event
counts little.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import torch
from coded import GOLD, SILVER, UNKNOWN, Coded, EventBatch, collate_events, load_gold, load_silver
from heads import Coder
from measure import measure_events
from torch import Tensor
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))

from adapt import known_of, loss_of, negatives  # noqa: F401
from data import bucketed, collate, cut, load_reports
from evaluate import load_scorer, measure
from loop import Learner
from model import Config

from onrecord.language.tagging.windows import Window, load_tokenizer

Batches = list[list[tuple[Coded, Window]]]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("data", "texts", "dev", "scorer", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    begin = parser.add_mutually_exclusive_group(required=True)
    begin.add_argument("--resume", type=Path, help="weights of an earlier run to go on from")
    begin.add_argument("--start", type=Path, help="MiniLM's published weights")
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--silver", type=Path, nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--share", type=float, default=0.35, help="of PolNeAR's windows an epoch")
    parser.add_argument("--silver-share", type=float, default=0.35, help="of the other silver windows an epoch")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--reports", type=int, help="only so many of the reports annotated by hand")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--pieces", type=int, default=6144)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--average", type=float, default=0.98)
    parser.add_argument("--doubt", type=float, default=0.15, help="weight of silver pieces that name no event")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--no-attribution", action="store_true", help="measure events only")
    parser.set_defaults(train_words=False)
    return parser.parse_args()


def event_loss(model: Coder, hidden: Tensor, mask: Tensor, batch: EventBatch) -> Tensor:
    """Triggers, validity of anchors, parts and labels."""
    logits = model.trigger(hidden).float()
    each = F.cross_entropy(logits.flatten(0, 1), batch.types.flatten(), reduction="none")
    weights = batch.weights.flatten() * (mask.flatten() > 0)
    loss = 12 * (each * weights).sum() / weights.sum().clamp_min(1)
    positives = len(batch.anchors)
    wrong = false_anchors(logits, batch, mask, positives // 2 + 1)
    parts, valid, *fields = model.event_linker(hidden, mask, torch.cat([batch.anchors, wrong]))
    right = torch.zeros(len(valid))
    right[:positives] = 1
    sure = torch.cat([batch.grades, batch.weights[wrong[:, 0], wrong[:, 1]]])
    loss = loss + weighted(F.binary_cross_entropy_with_logits(valid.float(), right, reduction="none"), sure)
    if not positives:
        return loss
    whole = F.cross_entropy(parts[:positives].float().flatten(0, 1), batch.parts.flatten(), reduction="none")
    loss = loss + 10 * weighted(whole.view(positives, -1).mean(1), batch.grades)
    for number, field in enumerate(fields):
        truth = batch.labels[:, number]
        one = F.cross_entropy(field[:positives].float(), truth, reduction="none", ignore_index=UNKNOWN)
        loss = loss + weighted(one, batch.grades)
    return loss


def weighted(each: Tensor, weights: Tensor) -> Tensor:
    """The mean by weights."""
    return (each * weights).sum() / weights.sum().clamp_min(1e-6)


def false_anchors(logits: Tensor, batch: EventBatch, mask: Tensor, count: int) -> Tensor:
    """Pieces that name no event and look most like one."""
    outside = (batch.types == 0) & (mask > 0)
    outside[:, 0] = False
    likely = 1 - logits.detach().softmax(-1)[..., 0]
    scores = torch.where(outside, likely.clamp_min(1e-6).log(), torch.full_like(likely, -1e4))
    jitter = -torch.log(-torch.log(torch.rand_like(scores).clamp_(1e-6, 1 - 1e-6)))
    top = (scores + jitter).flatten().topk(min(count, scores.numel())).indices
    return torch.stack([top // mask.shape[1], top % mask.shape[1]], 1)


def mixed(
    gold: list[Coded], theirs: list[Coded], silver: list[Coded], args: argparse.Namespace, rng: random.Random
) -> Batches:
    """The batches of one epoch."""
    windows = []
    for reports, share in ((theirs, args.share), (silver, args.silver_share)):
        some = cut(reports, args.size, rng)
        rng.shuffle(some)
        windows += some[: int(len(some) * share)]
    for _ in range(args.repeat):
        windows += cut(gold, args.size, rng)
    return bucketed(windows, args.pieces, rng)


def step_loss(model: Coder, items: list[tuple[Coded, Window]], args: argparse.Namespace, rng: random.Random) -> Tensor:
    """The loss of one batch, both layers."""
    batch = collate(items, model.config.reach, rng)
    width = batch.ids.shape[1]
    known = known_of(items, width)
    for row, (report, _) in enumerate(items):
        if not report.told:
            known[row] = 0
    weights = {GOLD: (1.0, 1.0), SILVER: (args.doubt, 0.5)}
    coded = collate_events(items, width, model.config.reach, weights, rng)
    hidden = model.encoder(batch.ids, batch.shapes, batch.mask)
    return loss_of(model, hidden, batch, known) + event_loss(model, hidden, batch.mask, coded)


def loaded(args: argparse.Namespace) -> tuple[Coder, list[list[Coded]]]:
    """The model to go on from, and the reports: by hand, PolNeAR, other news."""
    tokenizer = load_tokenizer(args.tokenizer)
    said = {r.id: r for r in load_reports(args.data / "polnear-train.jsonl.gz", tokenizer)} if args.silver else {}
    gold = [r for folder in args.gold for r in load_gold(folder, args.texts, tokenizer)]
    if args.reports:
        gold = random.Random(0).sample(gold, args.reports)
    silver = [r for path in args.silver for r in load_silver(path, tokenizer, said)]
    model = Coder(Config())
    if args.start:
        model.encoder.load(args.start)
    else:
        model.load_state_dict(torch.load(args.resume), strict=False)
    for name, some in (("by hand", gold), ("by rules", silver)):
        print(f"{name}: {len(some)} reports, {sum(len(r.events.triggers) for r in some)} events", flush=True)
    theirs = [r for r in silver if r.id in said]
    return model, [gold, theirs, [r for r in silver if r.id not in said]]


def main() -> None:
    args = options()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    model, (gold, theirs, silver) = loaded(args)
    tokenizer = load_tokenizer(args.tokenizer)
    dev = load_gold(args.dev, args.texts, tokenizer)
    epochs = [mixed(gold, theirs, silver, args, rng) for _ in range(args.epochs)]
    learner = Learner(model, args, sum(map(len, epochs)))
    for number, batches in enumerate(epochs, 1):
        model.train()
        for items in batches:
            learner.learn(lambda items=items: step_loss(model, items, args, rng))  # type: ignore[misc]
        with learner.average:
            torch.save(model.state_dict(), args.out / "model.pt")
            told = measure_events(model, dev)
            print(number, f"{learner.seconds:.0f}s", json.dumps(told), flush=True)
    about = {"config": model.config.to_json(), "accept": 0.75, "events": told, "dev": {}}
    if not args.no_attribution:
        with learner.average:
            said = load_reports(args.data / "polnear-dev.jsonl.gz", tokenizer)
            settings, about["dev"] = measure(model, said, load_scorer(args.scorer))
            about["accept"] = settings.accept
            print("attribution", settings.accept, about["dev"], flush=True)
    (args.out / "about.json").write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
