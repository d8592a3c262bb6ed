"""The tagger at run time: one pass of the encoder serves attributions and events. ONNX Runtime, `tokenizers`, numpy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.language.attribution import Attribution
from onrecord.language.errors import LanguageError
from onrecord.language.tagging.decode import (
    SOURCE,
    Candidate,
    Floats,
    Ints,
    Settings,
    attributions,
    best_paths,
    candidate,
    certainties,
    propose,
    sigmoid,
)
from onrecord.language.tagging.events import EventTag, event_tags
from onrecord.language.tagging.windows import Pieces, Window, batch_of, load_tokenizer, pieces_of, windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime

    from onrecord.record import Article


class Backend(Protocol):
    """Whatever runs the graphs: ONNX Runtime, or PyTorch while training."""

    reach: int

    def encode(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats, Floats | None]:
        """Hidden states, cue logits and trigger logits (None of a model without event heads)."""

    def link(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, Floats]:
        """Role logits around each anchor, and its validity logit."""

    def link_events(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, ...]:
        """Of events, logits around each anchor: parts, validity, then type, mode, status and recency."""


@dataclass(frozen=True)
class Reading:
    """How texts are cut: pieces a window, context on each side, pieces a batch."""

    size: int = 256
    context: int = 32
    batch: int = 4096


class OnnxBackend:
    """The exported graphs."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps what the longest text ever took, and is no faster

        def session(name: str) -> onnxruntime.InferenceSession:
            path = str(folder / name)
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        self.encoder, self.linker, self.events = (session(f"{name}.onnx") for name in ("encoder", "linker", "events"))
        self.reach = int(json.loads((folder / "config.json").read_text())["reach"])

    def encode(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats, Floats | None]:
        """Hidden states, cue logits and trigger logits."""
        hidden, cue, trigger = self.encoder.run(None, {"ids": ids, "shapes": shapes, "mask": mask})
        return hidden, cue, trigger

    def link(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, Floats]:
        """Role logits around each anchor, and its validity logit."""
        fed = {"hidden": hidden, "mask": mask, "anchors": anchors}
        roles, valid = self.linker.run(None, fed)
        return roles, valid

    def link_events(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, ...]:
        """Of events, logits around each anchor: parts, validity, then type, mode, status and recency."""
        return tuple(self.events.run(None, {"hidden": hidden, "mask": mask, "anchors": anchors}))


def batches(windows: Sequence[Window], pieces: int) -> Iterator[list[Window]]:
    """Windows of like length together, at most so many pieces a batch."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda w: w.high - w.low):
        if batch and (len(batch) + 1) * (window.high - window.low + 1) > pieces:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def anchors_of(batch: Sequence[Window], cue: Floats, threshold: float) -> Ints:
    """The anchors of a batch as rows and columns of its arrays."""
    found = [
        (row, at)
        for row, window in enumerate(batch)
        for at in propose(
            cue[row, : window.high - window.low + 1],
            window.core_low - window.low + 1,
            window.core_high - window.low + 1,
            threshold,
        )
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True)
class Pass:
    """What one pass of the encoder gives for a batch of windows of one text."""

    batch: list[Window]
    mask: Ints
    hidden: Floats
    cue: Floats
    trigger: Floats | None


def passes(pieces: Pieces, backend: Backend, reading: Reading) -> Iterator[Pass]:
    """The encoder over a text.

    Texts are never batched together: int8 activations are scaled over a batch, so what a
    report gives would depend on its neighbours.
    """
    for batch in batches(windows_of(pieces, reading.size, reading.context), reading.batch):
        ids, shapes, mask = batch_of(pieces, batch)
        hidden, cue, trigger = backend.encode(ids, shapes, mask)
        yield Pass(batch, mask, hidden, sigmoid(cue), trigger)


def candidates(pieces: Pieces, backend: Backend, settings: Settings, reading: Reading) -> list[Candidate]:
    """The candidates of a text."""
    return [c for one in passes(pieces, backend, reading) for c in said(one, backend, settings)]


def said(one: Pass, backend: Backend, settings: Settings) -> Iterator[Candidate]:
    """The candidates of one pass."""
    anchors = anchors_of(one.batch, one.cue, settings.propose)
    if not len(anchors):
        return
    roles, valid = backend.link(one.hidden, one.mask, anchors)
    roles[:, :, SOURCE] += settings.favour
    paths = best_paths(roles, settings.switch)
    likely = sigmoid(valid) * one.cue[anchors[:, 0], anchors[:, 1]]
    scores = (likely * certainties(roles, paths)) ** 0.25
    for (row, at), path, score in zip(anchors.tolist(), paths, scores.tolist(), strict=True):
        yield candidate(path, one.batch[row].low + at - 1 - backend.reach, score)


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger finds in a report: attributions and what it takes for events, each in text order.

    `events` is None where no model looked for events: then the rules stand alone.
    """

    attributions: tuple[Attribution, ...] = ()
    events: tuple[EventTag, ...] | None = None


NEEDED = ("config.json", "tokenizer.json", "encoder.onnx", "linker.onnx")


class Tagger:
    """The loaded model; `version` is a digest of its weights. Raises `LanguageError` where `folder` holds none."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        folder = folder or Path(str(files("onrecord.models") / "tagger"))
        if missing := [name for name in NEEDED if not (folder / name).is_file()]:
            raise LanguageError(f"{folder}: no tagger here: {', '.join(missing)} missing")
        told = json.loads((folder / "config.json").read_text("utf-8"))
        self.version: str = told["version"]
        self.tokenizer = load_tokenizer(folder / "tokenizer.json")
        self.backend: Backend = OnnxBackend(folder, threads)
        self.settings = Settings(**told["decode"])
        self.reading = Reading(**told["reading"])

    def tags(self, article: Article) -> Tags:
        """The attributions and event tags of a report, in text order."""
        pieces = pieces_of(article.text, self.tokenizer)
        found: list[Candidate] = []
        events: list[EventTag] | None = None
        for one in passes(pieces, self.backend, self.reading):
            found += said(one, self.backend, self.settings)
            if one.trigger is not None:
                events = (events or []) + event_tags(pieces, one.batch, one.hidden, one.mask, one.trigger, self.backend)
        return Tags(
            tuple(attributions(found, pieces.starts, pieces.ends, article.text, self.settings)),
            None if events is None else tuple(sorted(events, key=lambda tag: (tag.trigger.start, -tag.score))),
        )

    def attributions(self, article: Article) -> tuple[Attribution, ...]:
        """The attributions of a report, in text order."""
        return self.tags(article).attributions
