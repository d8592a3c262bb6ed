"""Turn a shipped int8 model back into weights that training can go on from.

    python restore.py --model FOLDER --out FOLDER

Quantization is undone as far as it can be (a scale a column): what comes out gives what the int8 graphs give,
not what was trained. For going on without training anew; `make.sh` goes on from the weights as trained.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Attributor, Config
from numpy.typing import NDArray
from onnx import numpy_helper

Floats = NDArray[np.float32]
PARTS = ("query", "key", "value")


class Graph:
    """The weights of a graph: by their own name where it was kept, else in the order of their layers."""

    def __init__(self, path: Path) -> None:
        kept = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
        self.named: dict[str, Floats] = {}
        self.unnamed: list[Floats] = []
        for name, array in kept.items():
            if name.endswith("_quantized"):
                base = name.removesuffix("_quantized")
                whole = (array.astype(np.float32) - kept[f"{base}_zero_point"]) * kept[f"{base}_scale"]
                if base.startswith("onnx::"):
                    self.unnamed.append(whole)
                else:
                    self.named[base] = whole
            elif not name.endswith(("_scale", "_zero_point")):
                self.named[name] = array


def encoder(graph: Graph, layers: int) -> Iterator[tuple[str, Floats]]:
    """The encoder's and the cue head's weights by their names in the model."""
    rest = iter(graph.unnamed)
    for number in range(layers):
        base = f"encoder.layers.{number}"
        weight, bias = (graph.named.pop(f"Attention_{number}_qkv_{kind}") for kind in ("weight", "bias"))
        for part, w, b in zip(PARTS, np.split(weight, 3, axis=1), np.split(bias, 3), strict=True):
            yield f"{base}.{part}.weight", w.T
            yield f"{base}.{part}.bias", b
        for part in ("output", "up", "down"):
            yield f"{base}.{part}.weight", next(rest).T
    yield "cue.0.weight", next(rest).T
    yield "cue.2.weight", next(rest).T
    yield from ((name, array) for name, array in graph.named.items() if re.match(r"encoder|cue", name))


def linker(graph: Graph, layers: int) -> Iterator[tuple[str, Floats]]:
    """The linker's weights by their names in the model."""
    rest = iter(graph.unnamed)
    yield "around.weight", next(rest).T
    for number in range(layers):
        for part in ("three", "out"):
            yield f"layers.{number}.{part}.weight", next(rest).T
    yield "roles.weight", next(rest).T
    for name, array in graph.named.items():
        if name.startswith("onnx::Add"):
            yield "far.weight", array[0]
        else:
            yield name.removesuffix("_Transposed"), array.T if name.endswith("_Transposed") else array


def restored(folder: Path) -> Attributor:
    """The model of a folder with `encoder.onnx` and `linker.onnx`; its auxiliary head is new."""
    config = Config()
    model = Attributor(config)
    told = dict(encoder(Graph(folder / "encoder.onnx"), config.layers))
    told |= {f"linker.{k}": v for k, v in linker(Graph(folder / "linker.onnx"), len(config.strides))}
    own = model.state_dict()
    missing = {name for name in own if not name.startswith("tokens.")} - told.keys()
    if missing:
        raise ValueError(f"{folder}: has no {', '.join(sorted(missing))}")
    own |= {
        name: torch.from_numpy(np.ascontiguousarray(told[name])).reshape(own[name].shape)
        for name in told.keys() & own.keys()
    }
    model.load_state_dict(own)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model = restored(args.model)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), args.out / "model.pt")
    about = {"config": model.config.to_json(), "accept": 0.75, "dev": {}}
    (args.out / "about.json").write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
