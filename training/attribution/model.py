"""The encoder and the attribution heads on it.

One pass of the encoder serves all heads.  `cue` says of each piece whether it belongs to
the cue of an attribution.  Each cue found is an anchor, and the linker says of each piece
around it which role it has *in that attribution*; so attributions may nest, interrupt
each other and share a source.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
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
    link_width: int = 192
    link_layers: int = 2
    link_heads: int = 4
    dropout: float = 0.1

    def to_json(self) -> dict[str, Any]:
        """As a plain dictionary."""
        return asdict(self)


class Layer(nn.Module):
    """A transformer layer, normalised after (as BERT) or before (as the linker)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, *, before: bool) -> None:
        super().__init__()
        self.heads, self.before, self.dropout = heads, before, dropout
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
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def attend(self, x: Tensor, mask: Tensor) -> Tensor:
        """Self-attention; `mask` is added to the scores."""
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        if torch.onnx.is_in_onnx_export():
            scores = q @ k.transpose(2, 3) * (q.shape[-1] ** -0.5) + mask
            mixed = torch.softmax(scores, -1) @ v
        else:
            rate = self.dropout if self.training else 0.0
            mixed = F.scaled_dot_product_attention(q, k, v, mask.to(q.dtype), rate)
        return self.output(mixed.transpose(1, 2).reshape(x.shape))

    def drop(self, x: Tensor) -> Tensor:
        """Dropout while training."""
        return F.dropout(x, self.dropout, self.training)

    def feed(self, x: Tensor) -> Tensor:
        """The feed-forward part."""
        return self.down(F.gelu(self.up(x)))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """One layer."""
        if self.before:
            x = x + self.drop(self.attend(self.norm(x), mask))
            return x + self.drop(self.feed(self.out_norm(x)))
        x = self.norm(x + self.drop(self.attend(x, mask)))
        return self.out_norm(x + self.drop(self.feed(x)))


class Encoder(nn.Module):
    """MiniLM with a table of shapes (case, quotation, start of paragraph) beside its words."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.words = nn.Embedding(config.vocabulary, config.width)
        self.places = nn.Embedding(config.positions, config.width)
        self.shapes = nn.Embedding(config.shapes, config.width)
        self.norm = nn.LayerNorm(config.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(config.width, config.heads, config.inner, config.dropout, before=False)
            for _ in range(config.layers)
        )
        self.dropout = config.dropout
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """The hidden states of a batch."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places)[None] + self.shapes(shapes))
        x = F.dropout(x, self.dropout, self.training)
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


class Linker(nn.Module):
    """Roles of the pieces within reach of an anchor, and whether it is a cue at all."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        width = config.link_width
        self.reach = config.reach
        self.around = nn.Linear(config.width, width)
        self.gate = nn.Linear(config.width, width)
        self.shift = nn.Linear(config.width, width)
        self.far = nn.Embedding(2 * config.reach + 1, width)
        self.layers = nn.ModuleList(
            Layer(width, config.link_heads, 2 * width, config.dropout, before=True)
            for _ in range(config.link_layers)
        )
        self.norm = nn.LayerNorm(width)
        self.roles = nn.Linear(width, LABELS)
        self.valid = nn.Sequential(
            nn.Linear(width + config.width, width), nn.GELU(), nn.Linear(width, 1)
        )
        nn.init.normal_(self.far.weight, std=0.02)

    def forward(self, hidden: Tensor, mask: Tensor, anchors: Tensor) -> tuple[Tensor, Tensor]:
        """Role logits `[anchors, 2 * reach + 1, 4]` and validity logits `[anchors]`."""
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
        bias = (1.0 - known[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        x = self.norm(x)
        valid = self.valid(torch.cat([x[:, self.reach], anchor.to(x.dtype)], -1))
        return self.roles(x), valid[:, 0]


class Attributor(nn.Module):
    """Encoder, cue head, linker; `tokens` is an auxiliary head, for training only."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.cue = nn.Sequential(
            nn.Linear(config.width, config.width), nn.GELU(), nn.Linear(config.width, 1)
        )
        self.tokens = nn.Linear(config.width, 3)
        self.linker = Linker(config)
