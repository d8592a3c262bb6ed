"""From the event heads' scores to event tags with character offsets: numpy only."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from onrecord.language.tagging.decode import Floats, Ints, best_paths, sigmoid
from onrecord.language.tagging.event_labels import MODES, RECENCIES, ROLES, STATUSES, TYPES
from onrecord.language.tagging.windows import Pieces, Window
from onrecord.record import Range

PROPOSE = 0.15
"""The least probability of a piece to be asked about as a trigger."""


@dataclass(frozen=True, slots=True)
class EventTag:
    """What the model takes for an event: its trigger, its parties' words, and probabilities of its labels.

    `score`: that it is one, in [0, 1]. `types`, `modes`, `statuses`, `recencies`: pairs of label and probability,
    likeliest first. `parts`: of each part the ranges of words, in text order, with their mean probability.
    """

    trigger: Range
    score: float
    types: tuple[tuple[str, float], ...]
    modes: tuple[tuple[str, float], ...]
    statuses: tuple[tuple[str, float], ...]
    recencies: tuple[tuple[str, float], ...]
    parts: tuple[tuple[str, Range, float], ...]


class EventBackend(Protocol):
    """Whatever runs the event linker."""

    reach: int

    def link_events(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, ...]:
        """Logits around each anchor: parts, validity, then type, mode, status and recency."""


def softmax(x: Floats) -> Floats:
    """Probabilities along the last axis."""
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True), dtype=np.float32)


def peaks(some: Floats, best: Ints, low: int, high: int) -> list[int]:
    """The likeliest piece of each run of likely trigger pieces of one type, within `[low, high)`."""
    found: list[int] = []
    last = -2
    for at in np.flatnonzero(some >= PROPOSE).tolist():
        if at == last + 1 and found and best[at] == best[last]:
            if some[at] > some[found[-1]]:
                found[-1] = at
        else:
            found.append(at)
        last = at
    return [at for at in found if low <= at < high]


def extent(some: Floats, at: int, low: int, high: int) -> tuple[int, int]:
    """The pieces beside `at` that are at least half as likely."""
    first, last, least = at, at + 1, max(0.5 * some[at], 0.3)
    while first > low and some[first - 1] >= least:
        first -= 1
    while last < high and some[last] >= least:
        last += 1
    return first, last


def ranked(labels: tuple[str, ...], shares: Floats) -> tuple[tuple[str, float], ...]:
    """The labels with their probabilities, likeliest first."""
    order = np.argsort(-shares, kind="stable")[:4]
    return tuple((labels[k], round(float(shares[k]), 4)) for k in order.tolist())


def runs(path: Ints, shares: Floats, first: int, pieces: Pieces) -> list[tuple[str, Range, float]]:
    """The parts of one event as ranges of characters."""
    found: list[tuple[str, Range, float]] = []
    edges = np.flatnonzero(np.diff(path, prepend=0, append=0)).tolist()
    for low, high in pairwise(edges):
        role = int(path[low])
        inside = [k for k in range(low, high) if 0 <= k + first < len(pieces.ids)]
        if role and inside:
            start, end = int(pieces.starts[inside[0] + first]), int(pieces.ends[inside[-1] + first])
            found.append((ROLES[role], Range(start=start, end=end), round(float(shares[low:high, role].mean()), 4)))
    return found


def event_tags(
    pieces: Pieces, batch: list[Window], hidden: Floats, mask: Ints, logits: Floats, backend: EventBackend
) -> list[EventTag]:
    """The event tags of a batch of windows of one text. `logits`: `[windows, pieces, types]` of the trigger head."""
    shares = softmax(logits)
    some, best = 1 - shares[..., 0], shares[..., 1:].argmax(axis=-1)
    anchors = [
        (row, at)
        for row, w in enumerate(batch)
        for at in peaks(some[row, : w.high - w.low + 1], best[row], w.core_low - w.low + 1, w.core_high - w.low + 1)
    ]
    if not anchors:
        return []
    linked = backend.link_events(hidden, mask, np.array(anchors, dtype=np.int64))
    parts, valid = linked[0], sigmoid(linked[1])
    types, modes, statuses, recencies = (softmax(field) for field in linked[2:])
    paths, chances = best_paths(parts, 1.0), softmax(parts)
    out = []
    for k, (row, at) in enumerate(anchors):
        window = batch[row]
        first, last = extent(some[row], at, 1, window.high - window.low + 1)
        kinds = np.sqrt(np.maximum(shares[row, at, 1:], 1e-6) * np.maximum(types[k, 1:], 1e-6))
        shift = window.low - 1
        out.append(
            EventTag(
                trigger=Range(start=int(pieces.starts[first + shift]), end=int(pieces.ends[last - 1 + shift])),
                score=round(float(np.sqrt(some[row, at] * valid[k])), 4),
                types=ranked(TYPES[1:], kinds / kinds.sum()),
                modes=ranked(MODES, modes[k]),
                statuses=ranked(STATUSES, statuses[k]),
                recencies=ranked(RECENCIES, recencies[k]),
                parts=tuple(runs(paths[k], chances[k], at + shift - backend.reach, pieces)),
            )
        )
    return out
