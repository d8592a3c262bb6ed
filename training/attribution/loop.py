"""One way of learning for every training run: rates by depth, warm-up and decline, an average of the weights."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import torch
from model import Attributor
from torch import Tensor


def groups(model: Attributor, args: argparse.Namespace) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers learn more slowly."""
    model.encoder.words.weight.requires_grad_(args.train_words)
    depth = model.config.layers
    apart: dict[tuple[float, float], list[Tensor]] = {}
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
        apart.setdefault((rate, decay), []).append(tensor)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in apart.items()]


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


class Learner:
    """A model, its optimizer and its average, over `steps` steps.

    `args` names `rate`, `head_rate`, `layer_decay`, `train_words` and `average`.
    """

    def __init__(self, model: Attributor, args: argparse.Namespace, steps: int) -> None:
        self.model, self.steps, self.step, self.begun = model, steps, 0, time.time()
        self.optimizer = torch.optim.AdamW(groups(model, args), betas=(0.9, 0.98), fused=True)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.average = Average(model, args.average)
        print(f"{steps} steps", flush=True)

    def learn(self, loss_of: Callable[[], Tensor]) -> float:
        """One step down the loss; gives the loss."""
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * schedule(self.step, self.steps)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of()
        self.optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.average.update()
        self.step += 1
        told = float(loss.detach())
        if self.step % 20 == 0:
            print(f"  {self.step} {self.seconds:.0f}s {told:.3f}", flush=True)
        return told

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.time() - self.begun
