"""Scores on a part of PolNeAR, with the project's scorer; and the PyTorch backend."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from data import Report
from model import Attributor

from onrecord.language import Attribution
from onrecord.language.tagging.decode import Candidate, Floats, Ints, Settings, attributions
from onrecord.language.tagging.tagger import Reading, candidates


class TorchBackend:
    """The model as trained."""

    def __init__(self, model: Attributor, *, half: bool = True) -> None:
        self.model, self.half, self.reach = model, half, model.config.reach

    def encode(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats, Floats | None]:
        """Hidden states and cue logits."""
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            fed = (torch.from_numpy(x) for x in (ids, shapes, mask))
            hidden = self.model.encoder(*fed)
            cue = self.model.cue(hidden)[..., 0]
        return hidden.float().numpy(), cue.float().numpy(), None

    def link(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, Floats]:
        """Role logits around each anchor, and its validity logit."""
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            fed = (torch.from_numpy(x) for x in (hidden, mask, anchors))
            roles, valid = self.model.linker(*fed)
        return roles.float().numpy(), valid.float().numpy()


def load_scorer(path: Path) -> ModuleType:
    """The project's scorer, from its file."""
    sys.path.insert(0, str(path.parent))
    told = importlib.util.spec_from_file_location("score_attribution", path)
    if told is None or told.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    return module


def plain(items: list[Attribution]) -> list[dict[str, Any]]:
    """Attributions as the scorer reads them."""
    return [
        {role: [[s.start, s.end] for s in getattr(item, role)] for role in ("source", "cue", "content")}
        for item in items
    ]


def inside(one: Attribution, other: Attribution) -> bool:
    """Whether all of one's cue lies within the other's content."""
    return one is not other and all(any(content.covers(cue) for content in other.content) for cue in one.cue)


def outermost(found: list[Attribution]) -> list[Attribution]:
    """Those not nested in another, as PolNeAR marks none that are."""
    return [a for a in found if not (a.cue and any(inside(a, b) for b in found))]


def decode_all(reports: list[Report], found: list[list[Candidate]], settings: Settings) -> dict[str, list[Attribution]]:
    """The outermost attributions of each report by its id."""
    return {
        r.id: outermost(attributions(some, r.pieces.starts, r.pieces.ends, r.text, settings))
        for r, some in zip(reports, found, strict=True)
    }


def figures(scorer: ModuleType, reports: list[Report], found: dict[str, list[Attribution]]) -> dict[str, Any]:
    """All figures of the scorer."""
    gold = {r.id: (r.text, r.attributions) for r in reports}
    told: dict[str, Any] = scorer.score(gold, {k: plain(v) for k, v in found.items()})[0]
    return told


def headline(told: dict[str, Any]) -> dict[str, float]:
    """The figures that decide."""
    out = {"e2e": told["all"]["end_to_end"]["f1"], "found": told["all"]["found"]["f1"]}
    for kind in ("direct", "mixed", "indirect"):
        out[kind] = told[kind]["end_to_end"]["f1"]
    for role in ("source", "cue", "content"):
        out[role] = told["token"][role]["f1"]
    return {k: round(v, 4) for k, v in out.items()}


def best_settings(
    scorer: ModuleType, reports: list[Report], found: list[list[Candidate]], settings: Settings
) -> tuple[Settings, dict[str, float]]:
    """The threshold of acceptance with the best end-to-end F1."""
    tried = []
    for accept in np.arange(0.5, 0.9, 0.05):
        one = replace(settings, accept=round(float(accept), 3))
        told = headline(figures(scorer, reports, decode_all(reports, found, one)))
        tried.append((told["e2e"], one, told))
    _, chosen, told = max(tried, key=lambda t: t[0])
    return chosen, told


def measure(model: Attributor, reports: list[Report], scorer: ModuleType) -> tuple[Settings, dict[str, float]]:
    """The best threshold and its headline figures for a model."""
    model.eval()
    settings = Settings()
    backend, reading = TorchBackend(model), Reading()
    found = [candidates(r.pieces, backend, settings, reading) for r in reports]
    return best_settings(scorer, reports, found, settings)
