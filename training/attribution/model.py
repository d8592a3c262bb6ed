"""The encoder and the attribution heads on it.

One pass of the encoder serves all heads.  `cue` says of each piece whether it belongs to
the cue of an attribution.  Each cue found is an anchor, and the linker says of each piece
around it which role it has *in that attribution*; so attributions may nest, interrupt
each other and share a source.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

LABELS = 4


@dataclass(frozen=True)
class Config:
    """Sizes of the model."""

    width: int = 384
    heads: int = 12
    layers: int = 6
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    shapes: int = 16
    reach: int = 96
    link_width: int = 160
    strides: tuple[int, ...] = (1, 3, 9, 27)
    dropout: float = 0.1

    def to_json(self) -> dict[str, Any]:
        """As a plain dictionary."""
        return asdict(self)


@cache
def noise(rate: float, size: int = 1 << 23) -> Tensor:
    """A pool of dropout factors: drawing them afresh each time is slow on a CPU."""
    return (torch.rand(size) >= rate).to(torch.bfloat16) / (1 - rate)


def dropout(x: Tensor, rate: float) -> Tensor:
    """Dropout with factors from a random place of the pool."""
    if not rate:
        return x
    pool = noise(rate)
    size = x.numel()
    if size > len(pool):
        pool = pool.repeat(size // len(pool) + 2)
    at = int(torch.randint(len(pool) - size + 1, ()))
    return x * pool[at : at + size].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """A transformer layer as in BERT, without dropout of attention."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.size, self.dropout = heads, width // heads, dropout
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.output = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.out_norm = nn.LayerNorm(width, eps=1e-12)

    def split(self, x: Tensor) -> Tensor:
        """Heads apart."""
        return x.view(x.shape[0], x.shape[1], self.heads, self.size).transpose(1, 2)

    def attend(self, x: Tensor, mask: Tensor) -> Tensor:
        """Self-attention; `mask` is added to the scores."""
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        if torch.onnx.is_in_onnx_export():
            scores = q @ k.transpose(-1, -2) / math.sqrt(self.size) + mask
            mixed = torch.softmax(scores, -1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, mask.to(q.dtype))
        mixed = mixed.transpose(1, 2).contiguous()
        out: Tensor = self.output(mixed.view(x.shape[0], x.shape[1], self.heads * self.size))
        return out

    def drop(self, x: Tensor) -> Tensor:
        """Dropout while training."""
        return dropout(x, self.dropout) if self.training else x

    def feed(self, x: Tensor) -> Tensor:
        """The feed-forward part."""
        out: Tensor = self.down(F.gelu(self.up(x)))
        return out

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """One layer."""
        x = self.norm(x + self.drop(self.attend(x, mask)))
        out: Tensor = self.out_norm(x + self.drop(self.feed(x)))
        return out


class Encoder(nn.Module):
    """MiniLM with a table of shapes (case, quotation, start of paragraph) beside its words."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.words = nn.Embedding(config.vocabulary, config.width)
        self.places = nn.Embedding(config.positions, config.width)
        self.shapes = nn.Embedding(config.shapes, config.width)
        self.norm = nn.LayerNorm(config.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(config.width, config.heads, config.inner, config.dropout) for _ in range(config.layers)
        )
        self.dropout = config.dropout
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """The hidden states of a batch."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x: Tensor = self.norm(self.words(ids) + self.places(places)[None] + self.shapes(shapes))
        if self.training:
            x = dropout(x, self.dropout)
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, path: Path) -> None:
        """Start from published MiniLM weights."""
        told = load_file(str(path))
        told = {k.removeprefix("bert."): v for k, v in told.items()}
        base = "embeddings."
        self.words.weight.data.copy_(told[base + "word_embeddings.weight"])
        kinds = told[base + "token_type_embeddings.weight"][0]
        self.places.weight.data.copy_(told[base + "position_embeddings.weight"] + kinds)
        names = {
            "query": "attention.self.query", "key": "attention.self.key",
            "value": "attention.self.value", "output": "attention.output.dense",
            "norm": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "out_norm": "output.LayerNorm",
        }  # fmt: skip
        for kind in ("weight", "bias"):
            getattr(self.norm, kind).data.copy_(told[f"{base}LayerNorm.{kind}"])
            for number, layer in enumerate(self.layers):
                for ours, theirs in names.items():
                    source = told[f"encoder.layer.{number}.{theirs}.{kind}"]
                    getattr(getattr(layer, ours), kind).data.copy_(source)


class Neighbours(nn.Module):
    """A residual layer that reads each piece with those `stride` before and after it."""

    def __init__(self, width: int, stride: int, dropout: float) -> None:
        super().__init__()
        self.stride, self.dropout = stride, dropout
        self.norm = nn.LayerNorm(width)
        self.three = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """One layer."""
        wide = F.pad(self.norm(x), (0, 0, self.stride, self.stride))
        size = x.shape[1]
        three = [wide[:, at * self.stride :][:, :size] for at in range(3)]
        y = self.out(F.gelu(self.three(torch.cat(three, -1))))
        return x + (dropout(y, self.dropout) if self.training else y)


class Linker(nn.Module):
    """Roles of the pieces within reach of an anchor, and whether it is one at all."""

    def __init__(self, config: Config, labels: int = LABELS) -> None:
        super().__init__()
        width = config.link_width
        self.reach = config.reach
        self.around = nn.Linear(config.width, width)
        self.gate = nn.Linear(config.width, width)
        self.shift = nn.Linear(config.width, width)
        self.far = nn.Embedding(2 * config.reach + 1, width)
        self.layers = nn.ModuleList(Neighbours(width, stride, config.dropout) for stride in config.strides)
        self.norm = nn.LayerNorm(width)
        self.roles = nn.Linear(width, labels)
        self.valid = nn.Sequential(nn.Linear(width + config.width, width), nn.GELU(), nn.Linear(width, 1))
        nn.init.normal_(self.far.weight, std=0.02)

    def read(self, hidden: Tensor, mask: Tensor, anchors: Tensor) -> tuple[Tensor, Tensor]:
        """States of the pieces around each anchor `[anchors, 2 * reach + 1, width]`, and of the anchor."""
        rows, at = anchors[:, 0], anchors[:, 1]
        steps = torch.arange(-self.reach, self.reach + 1, device=hidden.device)
        where = at[:, None] + steps[None]
        last = mask.sum(1)[rows][:, None]
        known = (where >= 1) & (where < last)
        where = torch.where(known, where, torch.zeros_like(where))
        anchor = hidden[rows, at]
        x = self.around(hidden)[rows[:, None], where]
        x = x * (1 + self.gate(anchor)[:, None]) + self.shift(anchor)[:, None]
        x = x + self.far.weight[None]
        known = known[..., None].to(x.dtype)
        for layer in self.layers:
            x = layer(x * known)
        x = self.norm(x)
        return x, torch.cat([x[:, self.reach], anchor.to(x.dtype)], -1)

    def forward(self, hidden: Tensor, mask: Tensor, anchors: Tensor) -> tuple[Tensor, Tensor]:
        """Role logits `[anchors, 2 * reach + 1, labels]` and validity logits `[anchors]`."""
        x, state = self.read(hidden, mask, anchors)
        return self.roles(x), self.valid(state)[:, 0]


class Attributor(nn.Module):
    """Encoder, cue head, linker; `tokens` is an auxiliary head, for training only."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.cue = nn.Sequential(nn.Linear(config.width, config.width), nn.GELU(), nn.Linear(config.width, 1))
        self.tokens = nn.Linear(config.width, 3)
        self.linker = Linker(config)
