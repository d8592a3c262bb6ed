"""From the model's scores to attributions with character offsets: numpy only.

The cue head proposes anchors; for each the linker gave a score per role and piece around
it.  Here the best run of roles is found, turned into character spans, and rivals for one
cue or one content are settled in favour of the more confident.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.language.attribution import Attribution
from onrecord.record import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NONE, SOURCE, CUE, CONTENT = range(4)


@dataclass(frozen=True)
class Settings:
    """How to decode; chosen on the development part and kept beside the model.

    `propose` and `accept` are the least score of an anchor and of an attribution, `switch`
    the cost of a change between content and nothing, `favour` what a source is given
    beforehand, `rival` the overlap of contents from which two are readings
    of one; `bare` keeps attributions without content ("declined to comment").
    """

    propose: float = 0.2
    accept: float = 0.75
    switch: float = 1.5
    favour: float = 1.0
    rival: float = 1.0
    bare: bool = False
    calibration: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))


@dataclass(frozen=True)
class Candidate:
    """An attribution as pieces, before rivals are settled."""

    score: float
    roles: dict[int, frozenset[int]] = field(default_factory=dict)


def sigmoid(x: Floats) -> Floats:
    """The logistic function."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)


def propose(cue: Floats, low: int, high: int, threshold: float) -> list[int]:
    """Anchors: the likeliest piece of each run of likely cue pieces within `[low, high)`."""
    anchors: list[int] = []
    run = -2
    for at in np.flatnonzero(cue >= threshold).tolist():
        if at == run + 1 and anchors and at > low:
            if cue[at] > cue[anchors[-1]]:
                anchors[-1] = at
        else:
            anchors.append(at)
        run = at
    return [at for at in anchors if low <= at < high]


def certainties(logits: Floats, paths: Ints) -> Floats:
    """Of each path the mean probability of its content and that of its source, multiplied.

    What a path lacks counts as certain.
    """
    shares = np.exp(logits - logits.max(axis=2, keepdims=True))
    shares /= shares.sum(axis=2, keepdims=True)
    chosen = np.take_along_axis(shares, paths[:, :, None], axis=2)[:, :, 0]
    out = np.ones(len(paths), dtype=np.float32)
    for role in (SOURCE, CONTENT):
        has = paths == role
        size = has.sum(axis=1)
        out *= np.where(size > 0, (chosen * has).sum(axis=1) / np.maximum(size, 1), 1.0)
    return out


def best_paths(logits: Floats, switch: float) -> Ints:
    """The best run of roles of each anchor; content begins and ends at a cost."""
    count, length, labels = logits.shape
    stay = np.zeros((labels, labels), dtype=np.float32)
    stay[NONE, CONTENT] = stay[CONTENT, NONE] = switch
    score = logits[:, 0].copy()
    back = np.zeros((count, length, labels), dtype=np.int64)
    for step in range(1, length):
        moves = score[:, :, None] - stay[None]
        back[:, step] = moves.argmax(axis=1)
        score = moves.max(axis=1) + logits[:, step]
    paths = np.zeros((count, length), dtype=np.int64)
    paths[:, -1] = score.argmax(axis=1)
    rows = np.arange(count)
    for step in range(length - 1, 0, -1):
        paths[:, step - 1] = back[rows, step, paths[:, step]]
    return paths


def candidate(path: Ints, first: int, score: float) -> Candidate:
    """The pieces of each role; `first` is the piece that the path begins at."""
    return Candidate(
        score,
        {role: frozenset((np.flatnonzero(path == role) + first).tolist()) for role in (1, 2, 3)},
    )


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared part of two sets of pieces."""
    return len(a & b) / len(a | b) if a and b else 0.0


def rivals(a: Candidate, b: Candidate, limit: float) -> bool:
    """Whether two candidates are readings of one attribution."""
    return bool(a.roles[CUE] & b.roles[CUE]) or jaccard(a.roles[CONTENT], b.roles[CONTENT]) > limit


def stands(one: Candidate, bare: bool) -> bool:
    """Whether a candidate has what an attribution needs: content, or a cue if `bare`."""
    return bool(one.roles[CONTENT] or (bare and one.roles[CUE]))


def settle(candidates: Iterable[Candidate], limit: float) -> list[Candidate]:
    """The candidates without the less confident of rivals, in text order."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: -c.score):
        if not any(rivals(one, other, limit) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: min(c.roles[CUE] | c.roles[CONTENT]))


def characters(pieces: Iterable[int], starts: Ints, ends: Ints, text: str) -> tuple[Range, ...]:
    """Spans of neighbouring pieces, without blanks at their edges, cut at paragraph breaks."""
    spans: list[list[int]] = []
    last = -2
    for piece in sorted(pieces):
        start, end = int(starts[piece]), int(ends[piece])
        if not text[start:end].strip():
            last = -2
            continue
        if piece == last + 1:
            spans[-1][1] = end
        else:
            spans.append([start, end])
        last = piece
    return tuple(Range(start=start, end=end) for start, end in spans)


def calibrated(score: float, points: Sequence[tuple[float, float]]) -> float:
    """The share of right attributions among those of such a score."""
    xs, ys = zip(*points, strict=True)
    return float(np.interp(score, xs, ys))


def attributions(
    candidates: Iterable[Candidate], starts: Ints, ends: Ints, text: str, settings: Settings
) -> list[Attribution]:
    """What the report gives on someone's word, in text order."""
    accepted = [c for c in candidates if c.score >= settings.accept and stands(c, settings.bare)]
    out = []
    for one in settle(accepted, settings.rival):
        source, cue, content = (characters(one.roles[role], starts, ends, text) for role in (SOURCE, CUE, CONTENT))
        sure = calibrated(one.score, settings.calibration)
        out.append(Attribution(source=source, cue=cue, content=content, confidence=round(sure, 3)))
    return out
