"""The attribution layer at run time: ONNX Runtime, `tokenizers` and numpy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.language.attribution import Attribution
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
from onrecord.language.tagging.windows import Pieces, Window, batch_of, load_tokenizer, pieces_of, windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime

    from onrecord.record import Article


class Backend(Protocol):
    """Whatever runs the two graphs: ONNX Runtime, or PyTorch while training."""

    reach: int

    def encode(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Hidden states and cue logits."""

    def link(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, Floats]:
        """Role logits around each anchor, and its validity logit."""


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
        options.enable_cpu_mem_arena = True

        def session(name: str) -> onnxruntime.InferenceSession:
            path = str(folder / name)
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        self.encoder, self.linker = session("encoder.onnx"), session("linker.onnx")
        self.reach = int(json.loads((folder / "config.json").read_text())["reach"])

    def encode(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Hidden states and cue logits."""
        hidden, cue = self.encoder.run(None, {"ids": ids, "shapes": shapes, "mask": mask})
        return hidden, cue

    def link(self, hidden: Floats, mask: Ints, anchors: Ints) -> tuple[Floats, Floats]:
        """Role logits around each anchor, and its validity logit."""
        fed = {"hidden": hidden, "mask": mask, "anchors": anchors}
        roles, valid = self.linker.run(None, fed)
        return roles, valid


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


def candidates(pieces: Pieces, backend: Backend, settings: Settings, reading: Reading) -> list[Candidate]:
    """The candidates of a text.

    Texts are never batched together: int8 activations are scaled over a batch, so what a
    report gives would depend on its neighbours.
    """
    out: list[Candidate] = []
    for batch in batches(windows_of(pieces, reading.size, reading.context), reading.batch):
        ids, shapes, mask = batch_of(pieces, batch)
        hidden, logits = backend.encode(ids, shapes, mask)
        cue = sigmoid(logits)
        anchors = anchors_of(batch, cue, settings.propose)
        if not len(anchors):
            continue
        roles, valid = backend.link(hidden, mask, anchors)
        roles[:, :, SOURCE] += settings.favour
        paths = best_paths(roles, settings.switch)
        likely = sigmoid(valid) * cue[anchors[:, 0], anchors[:, 1]]
        scores = (likely * certainties(roles, paths)) ** 0.25
        for (row, at), path, score in zip(anchors.tolist(), paths, scores.tolist(), strict=True):
            first = batch[row].low + at - 1 - backend.reach
            out.append(candidate(path, first, score))
    return out


class Tagger:
    """The loaded attribution model; `version` is a digest of its weights."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        folder = folder or Path(str(files("onrecord.models") / "attribution"))
        told = json.loads((folder / "config.json").read_text("utf-8"))
        self.version: str = told["version"]
        self.tokenizer = load_tokenizer(folder / "tokenizer.json")
        self.backend: Backend = OnnxBackend(folder, threads)
        self.settings = Settings(**told["decode"])
        self.reading = Reading(**told["reading"])

    def attributions(self, article: Article) -> tuple[Attribution, ...]:
        """The attributions of a report, in text order.

        Each report is tagged by itself: quantized activations share one scale within a batch, and a
        record must not depend on what else is read.
        """
        pieces = pieces_of(article.text, self.tokenizer)
        found = candidates(pieces, self.backend, self.settings, self.reading)
        return tuple(attributions(found, pieces.starts, pieces.ends, article.text, self.settings))
