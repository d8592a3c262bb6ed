"""Scores of the event heads alone on annotated reports: triggers, types, labels and parts as pieces overlap."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from coded import Coded
from heads import Coder

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))

from evaluate import TorchBackend

from onrecord.language.tagging.decode import Floats, Ints
from onrecord.language.tagging.event_labels import RECENCIES, ROLES, STATUSES, TYPES
from onrecord.language.tagging.events import EventTag, event_tags
from onrecord.language.tagging.tagger import Reading, batches
from onrecord.language.tagging.windows import batch_of, windows_of

ACCEPT = np.arange(0.2, 0.75, 0.05)
Gold = tuple[tuple[int, int], int]


class CoderBackend(TorchBackend):
    """The model as trained, with its event heads."""

    def triggers(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Hidden states and the trigger head's logits."""
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            hidden = self.model.encoder(*(torch.from_numpy(x) for x in (ids, shapes, mask)))
            logits = self.model.trigger(hidden)
        return hidden.float().numpy(), logits.float().numpy()

    def link_events(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, ...]:
        """Logits around each anchor: parts, validity, then type, mode, status and recency."""
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            found = self.model.event_linker(*(torch.from_numpy(x) for x in (hidden, mask, anchors)))
        return tuple(x.float().numpy() for x in found)


def tags_of(report: Coded, backend: CoderBackend) -> list[EventTag]:
    """What the model alone takes for events in a report."""
    reading, out = Reading(), []
    for batch in batches(windows_of(report.pieces, reading.size, reading.context), reading.batch):
        ids, shapes, mask = batch_of(report.pieces, batch)
        hidden, logits = backend.triggers(ids, shapes, mask)
        out += event_tags(report.pieces, batch, hidden, mask, logits, backend)
    return out


def paired(tags: list[EventTag], report: Coded) -> list[tuple[EventTag, int]]:
    """Tags with the event whose trigger they overlap, likeliest first, one to one."""
    events, taken, out = report.events, set(), []
    for tag in sorted(tags, key=lambda t: -t.score):
        for k, at in enumerate(events.triggers):
            start, end = report.pieces.starts[at[0]], report.pieces.ends[at[-1]]
            if k not in taken and tag.trigger.start < end and start < tag.trigger.end:
                taken.add(k)
                out.append((tag, k))
                break
    return out


def f1(right: float, told: float, gold: float) -> float:
    return round(2 * right / (told + gold), 4) if told + gold else 0.0


def measure_events(model: Coder, reports: list[Coded]) -> dict[str, float]:
    """Trigger and type F1 at the best score, and status, recency and parts of what is found there."""
    model.eval()
    backend = CoderBackend(model)
    found = [tags_of(r, backend) for r in reports]
    gold = sum(len(r.events.triggers) for r in reports)
    tried = []
    for least in ACCEPT.tolist():
        kept = [[t for t in tags if t.score >= least] for tags in found]
        pairs = [(t, r, k) for tags, r in zip(kept, reports, strict=True) for t, k in paired(tags, r)]
        typed = [(t, r, k) for t, r, k in pairs if TYPES.index(t.types[0][0]) == r.events.labels[k][0]]
        told = sum(map(len, kept))
        tried.append((f1(len(typed), told, gold), f1(len(pairs), told, gold), round(least, 2), told, pairs, typed))
    kind, trigger, least, told, pairs, typed = max(tried, key=lambda t: t[0])
    status = [STATUSES.index(t.statuses[0][0]) == r.events.labels[k][2] for t, r, k in pairs]
    recency = [RECENCIES.index(t.recencies[0][0]) == r.events.labels[k][3] for t, r, k in pairs]
    out = {"accept": least, "trigger": trigger, "type": kind, "told": told, "gold": gold}
    out |= {"status": round(float(np.mean(status or [0])), 4), "recency": round(float(np.mean(recency or [0])), 4)}
    return out | {role: parts_f1(typed, role) for role in ("actor", "recipient")}


def parts_f1(typed: list[tuple[EventTag, Coded, int]], role: str) -> float:
    """F1 of the words of a part, as runs that overlap."""
    right = told = gold = 0
    for tag, report, k in typed:
        line = report.events.parts[k] == ROLES.index(role)
        edges = np.flatnonzero(np.diff(line.astype(int), prepend=0, append=0)).reshape(-1, 2)
        wanted = [(report.pieces.starts[a], report.pieces.ends[b - 1]) for a, b in edges.tolist()]
        given = [r for name, r, _ in tag.parts if name == role]
        right += sum(any(r.start < e and s < r.end for s, e in wanted) for r in given)
        told, gold = told + len(given), gold + len(wanted)
    return f1(right, told, gold)
