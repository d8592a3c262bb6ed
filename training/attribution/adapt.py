"""Go on from a model trained on PolNeAR, towards this project's guideline.

    python adapt.py --data FOLDER --own ANNOTATIONS --texts REPORTS.jsonl --resume model.pt \
        --tokenizer tokenizer.json --out FOLDER

PolNeAR marks no attribution within another's content.  So in its windows the pieces of a
content teach nothing about cues: not known, rather than none.  Our own annotated reports
mark statements within statements, and leave out decisions; they stand in the mix `--repeat`
times an epoch, PolNeAR with a `--share` of its windows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from pathlib import Path

import numpy as np
import torch
from data import CUE, Batch, Report, bucketed, collate, cut, load_reports, roles_of
from loop import Learner
from model import Attributor, Config
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from onrecord.language.tagging.windows import Window, load_tokenizer, pieces_of

OWN = "own"
CONTENT = 3


def load_own(folder: Path, texts: Path, tokenizer: Tokenizer) -> list[Report]:
    """The statements of annotated reports that have cue and content, as PolNeAR's attributions."""
    rows = {r["id"]: r for r in map(json.loads, texts.read_text("utf-8").splitlines())}
    out = []
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        text = rows[told["id"]]["text"]
        if hashlib.sha256(text.encode()).hexdigest() != told["sha256"]:
            raise ValueError(f"{path}: another text")
        kept = [
            {"source": [s["source"]] if s["source"] else [], "cue": [s["cue"]], "content": s["content"]}
            for s in told["statements"]
            if s["cue"] and s["content"]
        ]
        pieces = pieces_of(text, tokenizer)
        roles = np.array([roles_of(a, pieces) for a in kept], dtype=np.int64).reshape(len(kept), len(pieces.ids))
        out.append(Report(told["id"], OWN, text, kept, pieces, roles))
    return out


def known_of(items: list[tuple[Report, Window]], width: int) -> Tensor:
    """1 for each piece of which it is known whether it belongs to a cue."""
    known = np.ones((len(items), width), dtype=np.float32)
    for row, (report, window) in enumerate(items):
        if report.outlet != OWN:
            inside = report.roles[:, window.low : window.high]
            unknown = (inside == CONTENT).any(axis=0) & ~(inside == CUE).any(axis=0)
            known[row, 1 : len(unknown) + 1][unknown] = 0
    return torch.from_numpy(known)


def negatives(logits: Tensor, batch: Batch, known: Tensor, count: int) -> Tensor:
    """Known pieces outside any cue that look most like one."""
    outside = (batch.token_roles[..., CUE - 1] == 0) & (batch.mask > 0) & (known > 0)
    outside[:, 0] = False
    scores = torch.where(outside, logits.detach().float(), torch.full_like(logits, -1e4).float())
    jitter = -torch.log(-torch.log(torch.rand_like(scores).clamp_(1e-6, 1 - 1e-6)))
    top = (scores + jitter).flatten().topk(min(count, scores.numel())).indices
    return torch.stack([top // logits.shape[1], top % logits.shape[1]], 1)


def loss_of(model: Attributor, hidden: Tensor, batch: Batch, known: Tensor) -> Tensor:
    """The loss of `train.py`, less what is not known; a row of which nothing is known teaches nothing."""
    kept = (batch.mask > 0) & known.any(dim=1, keepdim=True)
    if not kept.any():
        return hidden.sum() * 0
    cue = model.cue(hidden)[..., 0]
    sure = kept & (known > 0)
    truth = batch.token_roles[..., CUE - 1]
    loss = 20 * F.binary_cross_entropy_with_logits(cue.float()[sure], truth[sure])
    tokens = model.tokens(hidden).float()
    loss = loss + 2 * F.binary_cross_entropy_with_logits(tokens[kept], batch.token_roles[kept])
    positives = len(batch.anchors)
    anchors = torch.cat([batch.anchors, negatives(cue, batch, known, positives // 3 + 1)])
    roles, valid = model.linker(hidden, batch.mask, anchors)
    right = torch.zeros(len(anchors))
    right[:positives] = 1
    loss = loss + F.binary_cross_entropy_with_logits(valid.float(), right)
    if not positives:
        return loss
    return loss + 10 * F.cross_entropy(roles[:positives].float().flatten(0, 1), batch.roles.flatten())


def step_loss(model: Attributor, items: list[tuple[Report, Window]], batch: Batch) -> Tensor:
    """The loss of one batch."""
    hidden = model.encoder(batch.ids, batch.shapes, batch.mask)
    return loss_of(model, hidden, batch, known_of(items, batch.ids.shape[1]))


def mixed(
    theirs: list[Report], own: list[Report], args: argparse.Namespace, rng: random.Random
) -> list[list[tuple[Report, Window]]]:
    """The batches of one epoch."""
    windows = cut(theirs, args.size, rng)
    rng.shuffle(windows)
    windows = windows[: int(len(windows) * args.share)]
    for _ in range(args.repeat):
        windows += cut(own, args.size, rng)
    return bucketed(windows, args.pieces, rng)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "own", "texts", "resume", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--share", type=float, default=0.35)
    parser.add_argument("--repeat", type=int, default=4)
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--pieces", type=int, default=6144)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--average", type=float, default=0.97)
    parser.add_argument("--seed", type=int, default=3)
    parser.set_defaults(train_words=False)
    return parser.parse_args()


def main() -> None:
    args = options()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.tokenizer)
    theirs = load_reports(args.data / "polnear-train.jsonl.gz", tokenizer) if args.share else []
    own = load_own(args.own, args.texts, tokenizer)
    print(len(theirs), len(own), sum(len(r.roles) for r in own), flush=True)
    model = Attributor(Config())
    model.load_state_dict(torch.load(args.resume))
    epochs = [mixed(theirs, own, args, rng) for _ in range(args.epochs)]
    learner = Learner(model, args, sum(map(len, epochs)))
    model.train()
    for batches in epochs:
        for items in batches:
            batch = collate(items, model.config.reach, rng)
            if len(batch.anchors):
                learner.learn(lambda items=items, batch=batch: step_loss(model, items, batch))  # type: ignore[misc]
        with learner.average:
            torch.save(model.state_dict(), args.out / "model.pt")
    about = {"config": model.config.to_json(), "accept": 0.75, "dev": {}}
    (args.out / "about.json").write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
