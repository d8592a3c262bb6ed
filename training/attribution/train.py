"""Train the attribution model on PolNeAR.

    python train.py --data FOLDER --start model.safetensors --tokenizer tokenizer.json \
        --scorer score_attribution.py --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from data import CUE, Batch, Report, bucketed, collate, cut, load_reports
from evaluate import load_scorer, measure
from loop import Learner
from model import Attributor, Config
from torch import Tensor
from torch.nn import functional as F

from onrecord.language.tagging.windows import Window, load_tokenizer

MASK = 103  # [MASK] of the vocabulary; no ordinary word has a lower number


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "tokenizer", "scorer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--size", type=int, default=256, help="pieces a window")
    parser.add_argument("--pieces", type=int, default=4096, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--average", type=float, default=0.99, help="decay of the average")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--train-words", action="store_true", help="train the word table too")
    parser.add_argument("--mask", type=float, default=0.0, help="share of pieces hidden")
    parser.add_argument("--also", type=Path, action="append", default=[], help="more reports")
    parser.add_argument("--resume", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from-epoch", type=int, default=2, help="first epoch measured")
    return parser.parse_args()


def hard_negatives(logits: Tensor, batch: Batch, count: int) -> Tensor:
    """The pieces outside any cue that look most like one."""
    outside = (batch.token_roles[..., CUE - 1] == 0) & (batch.mask > 0)
    outside[:, 0] = False
    scores = torch.where(outside, logits.detach().float(), torch.full_like(logits, -1e4).float())
    jitter = -torch.log(-torch.log(torch.rand_like(scores).clamp_(1e-6, 1 - 1e-6)))
    top = (scores + jitter).flatten().topk(min(count, scores.numel())).indices
    return torch.stack([top // logits.shape[1], top % logits.shape[1]], 1)


def hidden_words(ids: Tensor, share: float) -> Tensor:
    """Some pieces replaced by the mask piece; class and separators stay."""
    hide = (torch.rand(ids.shape) < share) & (ids > MASK)
    return torch.where(hide, torch.full_like(ids, MASK), ids)


def loss_of(model: Attributor, batch: Batch, mask: float = 0.0) -> Tensor:
    """The sum of the weighted parts."""
    ids = hidden_words(batch.ids, mask) if mask else batch.ids
    hidden = model.encoder(ids, batch.shapes, batch.mask)
    kept = batch.mask > 0
    cue = model.cue(hidden)[..., 0]
    truth = batch.token_roles[..., CUE - 1]
    loss = 20 * F.binary_cross_entropy_with_logits(cue.float()[kept], truth[kept])
    tokens = model.tokens(hidden).float()[kept]
    loss = loss + 2 * F.binary_cross_entropy_with_logits(tokens, batch.token_roles[kept])
    positives = len(batch.anchors)
    anchors = torch.cat([batch.anchors, hard_negatives(cue, batch, positives // 3 + 1)])
    roles, valid = model.linker(hidden, batch.mask, anchors)
    truth = torch.zeros(len(anchors))
    truth[:positives] = 1
    loss = loss + F.binary_cross_entropy_with_logits(valid.float(), truth)
    return loss + 10 * F.cross_entropy(roles[:positives].float().flatten(0, 1), batch.roles.flatten())


class Run:
    """A training run: the model, its optimizer, its average and where it stands."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.rng = args, random.Random(args.seed)
        torch.manual_seed(args.seed)
        tokenizer, self.scorer = load_tokenizer(args.tokenizer), load_scorer(args.scorer)
        self.train = load_reports(args.data / "polnear-train.jsonl.gz", tokenizer)
        for path in args.also:
            self.train += load_reports(path, tokenizer)
        self.dev = load_reports(args.data / "polnear-dev.jsonl.gz", tokenizer)
        self.model = Attributor(Config(dropout=args.dropout))
        self.model.encoder.load(args.start)
        if args.resume:
            self.model.load_state_dict(torch.load(args.resume))
        self.learner = Learner(self.model, args, len(self.batches()) * args.epochs)
        self.best = -1.0

    def batches(self) -> list[list[tuple[Report, Window]]]:
        """The training part, cut and sorted into batches afresh."""
        return bucketed(cut(self.train, self.args.size, self.rng), self.args.pieces, self.rng)

    def epoch(self) -> None:
        """All batches once."""
        self.model.train()
        for items in self.batches():
            batch = collate(items, self.model.config.reach, self.rng)
            self.learner.learn(lambda batch=batch: loss_of(self.model, batch, self.args.mask))  # type: ignore[misc]

    def measure(self, number: int) -> None:
        """Measure the average on the development part; keep it if it is the best so far."""
        with self.learner.average:
            settings, told = measure(self.model, self.dev, self.scorer)
            print(f"{number} {self.learner.seconds:.0f}s accept {settings.accept} {told}", flush=True)
            if told["e2e"] <= self.best:
                return
            self.best = told["e2e"]
            torch.save(self.model.state_dict(), self.args.out / "model.pt")
        about = {"config": self.model.config.to_json(), "accept": settings.accept, "dev": told}
        (self.args.out / "about.json").write_text(json.dumps(about, indent=1) + "\n")


def main() -> None:
    """Train, measure every epoch, keep the best."""
    args = options()
    args.out.mkdir(parents=True, exist_ok=True)
    run = Run(args)
    for number in range(1, args.epochs + 1):
        run.epoch()
        if number >= args.from_epoch:
            run.measure(number)


if __name__ == "__main__":
    main()
