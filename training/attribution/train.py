"""Train the attribution model on PolNeAR.

    python train.py --data FOLDER --start model.safetensors --tokenizer tokenizer.json \
        --scorer score_attribution.py --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from data import CUE, Batch, bucketed, collate, cut, load_reports, load_tokenizer
from evaluate import load_scorer, measure
from model import Attributor, Config
from torch import Tensor
from torch.nn import functional as F


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "tokenizer", "scorer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--size", type=int, default=384, help="pieces a window")
    parser.add_argument("--pieces", type=int, default=6144, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--average", type=float, default=0.99, help="decay of the average")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--train-words", action="store_true", help="train the word table too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from-epoch", type=int, default=2, help="first epoch measured")
    parser.add_argument("--stop-after", type=int, default=0, help="end after so many steps")
    return parser.parse_args()


def hard_negatives(logits: Tensor, batch: Batch, count: int) -> Tensor:
    """The pieces outside any cue that look most like one."""
    outside = (batch.token_roles[..., CUE - 1] == 0) & (batch.mask > 0)
    outside[:, 0] = False
    scores = torch.where(outside, logits.detach().float(), torch.full_like(logits, -1e4).float())
    jitter = -torch.log(-torch.log(torch.rand_like(scores).clamp_(1e-6, 1 - 1e-6)))
    top = (scores + jitter).flatten().topk(min(count, scores.numel())).indices
    return torch.stack([top // logits.shape[1], top % logits.shape[1]], 1)


def loss_of(model: Attributor, batch: Batch) -> dict[str, Tensor]:
    """The weighted parts of the loss."""
    hidden = model.encoder(batch.ids, batch.shapes, batch.mask)
    kept = batch.mask > 0
    cue = model.cue(hidden)[..., 0]
    truth = batch.token_roles[..., CUE - 1]
    parts = {"cue": 20 * F.binary_cross_entropy_with_logits(cue.float()[kept], truth[kept])}
    tokens = model.tokens(hidden).float()[kept]
    parts["tokens"] = 2 * F.binary_cross_entropy_with_logits(tokens, batch.token_roles[kept])
    positives = len(batch.anchors)
    anchors = torch.cat([batch.anchors, hard_negatives(cue, batch, positives // 2 + 1)])
    roles, valid = model.linker(hidden, batch.mask, anchors)
    truth = torch.zeros(len(anchors))
    truth[:positives] = 1
    parts["valid"] = F.binary_cross_entropy_with_logits(valid.float(), truth)
    flat = roles[:positives].float().flatten(0, 1)
    parts["roles"] = 10 * F.cross_entropy(flat, batch.roles.flatten())
    return parts


def groups(model: Attributor, args: argparse.Namespace) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers learn more slowly."""
    model.encoder.words.weight.requires_grad_(args.train_words)
    depth = model.config.layers
    sorted_out: dict[tuple[float, float], list[Tensor]] = {}
    for name, tensor in model.named_parameters():
        if not tensor.requires_grad:
            continue
        rate = args.head_rate
        if name.startswith("encoder"):
            at = int(name.split(".")[2]) + 1 if "layers" in name else 0
            rate = args.rate * args.layer_decay ** (depth - at)
        if "shapes" in name:
            rate = args.head_rate
        decay = 0.01 if tensor.dim() > 1 else 0.0
        sorted_out.setdefault((rate, decay), []).append(tensor)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in sorted_out.items()]


def schedule(step: int, steps: int) -> float:
    """Warm up over a twentieth, then fall linearly."""
    warm = max(1, steps // 20)
    return min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps)


class Average:
    """A running average of the weights."""

    def __init__(self, model: Attributor, decay: float) -> None:
        self.decay, self.model = decay, model
        self.kept = {k: v.detach().clone() for k, v in model.state_dict().items()}
        self.own: dict[str, Tensor] = {}
        self.steps = 0

    def update(self) -> None:
        """Take in the weights of now."""
        self.steps += 1
        rate = 1 - min(self.decay, self.steps / (self.steps + 10))
        now = self.model.state_dict()
        torch._foreach_lerp_(list(self.kept.values()), [now[k] for k in self.kept], rate)

    def __enter__(self) -> None:
        self.own = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.kept)

    def __exit__(self, *_: object) -> None:
        self.model.load_state_dict(self.own)


def main() -> None:
    """Train, measure every epoch, keep the best."""
    args = options()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer, scorer = load_tokenizer(args.tokenizer), load_scorer(args.scorer)
    train = load_reports(args.data / "polnear-train.jsonl.gz", tokenizer)
    dev = load_reports(args.data / "polnear-dev.jsonl.gz", tokenizer)
    model = Attributor(Config(dropout=args.dropout))
    model.encoder.load(args.start)
    optimizer = torch.optim.AdamW(groups(model, args), betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in optimizer.param_groups]
    average = Average(model, args.average)
    per_epoch = len(bucketed(cut(train, args.size, rng), args.pieces, rng))
    steps, step, best, begun = per_epoch * args.epochs, 0, 0.0, time.time()
    print(f"{steps} steps", flush=True)
    for epoch in range(1, args.epochs + 1):
        model.train()
        sums: dict[str, float] = {}
        for items in bucketed(cut(train, args.size, rng), args.pieces, rng):
            batch = collate(items, model.config.reach, rng)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * schedule(step, steps)
            with torch.autocast("cpu", torch.bfloat16):
                parts = loss_of(model, batch)
            optimizer.zero_grad()
            torch.stack(list(parts.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            average.update()
            step += 1
            for k, v in parts.items():
                sums[k] = 0.98 * sums.get(k, float(v)) + 0.02 * float(v)
            if step % 20 == 0:
                told = " ".join(f"{k} {v:.3f}" for k, v in sums.items())
                print(f"  {step} {time.time() - begun:.0f}s {told}", flush=True)
            if step == args.stop_after:
                return
        if epoch < args.from_epoch:
            continue
        with average:
            settings, told = measure(model, dev, scorer)
            print(epoch, f"{time.time() - begun:.0f}s", settings.accept, told, flush=True)
            if told["e2e"] > best:
                best = told["e2e"]
                torch.save(model.state_dict(), args.out / "model.pt")
                about = {"config": model.config.to_json(), "accept": settings.accept, "dev": told}
                (args.out / "about.json").write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
