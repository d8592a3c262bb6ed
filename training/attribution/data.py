"""PolNeAR as training windows: per window the pieces and, per attribution, a role a piece."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.language.tagging.windows import Ints, Pieces, Window, batch_of, pieces_of, windows_of

ROLES = ("source", "cue", "content")
CUE, CONTENT = 2, 3


@dataclass(frozen=True)
class Report:
    """A report with its pieces and one row of roles (0 none, 1.. as ROLES) an attribution."""

    id: str
    outlet: str
    text: str
    attributions: list[dict[str, list[list[int]]]]
    pieces: Pieces
    roles: Ints


@dataclass(frozen=True)
class Batch:
    """Windows with their anchors: `roles` are those of the pieces around each anchor."""

    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    token_roles: torch.Tensor
    anchors: torch.Tensor
    roles: torch.Tensor


def load_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def roles_of(attribution: dict[str, list[list[int]]], pieces: Pieces) -> Ints:
    """The role of each piece in one attribution."""
    roles = np.zeros(len(pieces.ids), dtype=np.int64)
    for number, role in enumerate(ROLES, 1):
        for start, end in attribution[role]:
            roles[(pieces.starts < end) & (pieces.ends > start)] = number
    return roles


def load_reports(path: Path, tokenizer: Tokenizer) -> list[Report]:
    """All reports of a PolNeAR part with their pieces and roles."""
    out = []
    for row in load_rows(path):
        pieces = pieces_of(row["text"], tokenizer)
        kept = [a for a in row["attributions"] if a["cue"] or a["content"]]
        roles = np.array([roles_of(a, pieces) for a in kept], dtype=np.int64)
        roles = roles.reshape(len(kept), len(pieces.ids))
        out.append(Report(row["id"], row["outlet"], row["text"], row["attributions"], pieces, roles))
    return out


def cut(reports: list[Report], size: int, rng: random.Random) -> list[tuple[Report, Window]]:
    """All reports cut afresh, without context: the first window is of a random length."""
    return [
        (report, window)
        for report in reports
        for window in windows_of(report.pieces, size, 0, rng.randint(size // 4, size))
    ]


def bucketed(items: list[tuple[Report, Window]], pieces: int, rng: random.Random) -> list[list[tuple[Report, Window]]]:
    """Batches of windows of like length, at most so many pieces each, in random order."""
    items = sorted(items, key=lambda x: (x[1].high - x[1].low, rng.random()))
    batches: list[list[tuple[Report, Window]]] = [[]]
    for item in items:
        if (len(batches[-1]) + 1) * (item[1].high - item[1].low + 1) > pieces:
            batches.append([])
        batches[-1].append(item)
    rng.shuffle(batches)
    return [b for b in batches if b]


def anchors_of(roles: Ints) -> Ints:
    """The pieces of the cue; of an attribution without a cue, where its content begins."""
    cue = np.flatnonzero(roles == CUE)
    return cue if cue.size else np.flatnonzero(roles == CONTENT)[:1]


def collate(items: list[tuple[Report, Window]], reach: int, rng: random.Random) -> Batch:
    """One batch; the anchor of an attribution is a random piece of its cue."""
    parts = [batch_of(report.pieces, [window]) for report, window in items]
    width = max(p[0].shape[1] for p in parts)
    ids, shapes, mask = (
        np.concatenate([np.pad(p[k], ((0, 0), (0, width - p[k].shape[1]))) for p in parts]) for k in range(3)
    )
    token_roles = np.zeros((len(items), width, len(ROLES)), dtype=np.float32)
    anchors, roles = [], []
    for row, (report, window) in enumerate(items):
        inside = report.roles[:, window.low : window.high]
        for number in range(len(ROLES)):
            token_roles[row, 1 : inside.shape[1] + 1, number] = (inside == number + 1).any(axis=0)
        padded = np.pad(inside, ((0, 0), (reach, reach)))
        for whole, line in zip(report.roles, padded, strict=True):
            at = anchors_of(whole)
            at = at[(at >= window.low) & (at < window.high)] - window.low
            token_roles[row, at + 1, CUE - 1] = 1
            if at.size:
                anchor = int(rng.choice(at.tolist()))
                anchors.append((row, anchor + 1))
                roles.append(line[anchor : anchor + 2 * reach + 1])
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(shapes),
        torch.from_numpy(mask),
        torch.from_numpy(token_roles),
        torch.tensor(anchors, dtype=torch.long).reshape(-1, 2),
        torch.from_numpy(np.array(roles, dtype=np.int64).reshape(-1, 2 * reach + 1)),
    )
