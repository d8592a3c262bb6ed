"""Export a trained model: three ONNX graphs in int8, tokenizer and settings.

python export.py --model FOLDER --tokenizer tokenizer.json --out FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

import onnx
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "events"))

from heads import FIELDS, Coder
from model import Config
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn

from onrecord.language.tagging.decode import Settings
from onrecord.language.tagging.tagger import Reading
from onrecord.language.tagging.windows import load_tokenizer


class EncoderGraph(nn.Module):
    """The encoder with the cue head and the trigger head."""

    def __init__(self, model: Coder) -> None:
        super().__init__()
        self.encoder, self.cue, self.trigger = model.encoder, model.cue, model.trigger

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Hidden states, cue logits, trigger logits."""
        hidden = self.encoder(ids, shapes, mask)
        return hidden, self.cue(hidden)[..., 0], self.trigger(hidden)


def export_graph(module: nn.Module, fed: dict[str, Tensor], out: dict[str, dict[int, str]], path: Path) -> None:
    """One graph in fp32."""
    axes = {
        "ids": {0: "rows", 1: "length"}, "shapes": {0: "rows", 1: "length"},
        "mask": {0: "rows", 1: "length"}, "hidden": {0: "rows", 1: "length"},
        "anchors": {0: "anchors"},
    }  # fmt: skip
    torch.onnx.export(
        module,
        tuple(fed.values()),
        str(path),
        input_names=list(fed),
        output_names=list(out),
        dynamic_axes={k: v for k, v in (axes | out).items() if k in fed or k in out},
        opset_version=17,
        dynamo=False,
    )


def graphs(model: Coder, folder: Path) -> None:
    """The graphs in fp32, from small examples."""
    model.eval()
    ids = torch.randint(1000, 2000, (2, 40))
    mask = torch.ones_like(ids)
    fed = {"ids": ids, "shapes": torch.zeros_like(ids), "mask": mask}
    rows = {0: "rows", 1: "length"}
    export_graph(EncoderGraph(model), fed, {"hidden": rows, "cue": rows, "trigger": rows}, folder / "encoder.onnx")
    hidden = torch.randn(2, 40, model.config.width)
    fed = {"hidden": hidden, "mask": mask, "anchors": torch.tensor([[0, 3], [1, 7], [1, 20]])}
    each = {0: "anchors"}
    export_graph(model.linker, fed, {"roles": each, "valid": each}, folder / "linker.onnx")
    named = dict.fromkeys(("parts", "valid", *FIELDS), each)
    export_graph(model.event_linker, fed, named, folder / "events.onnx")


def fuse(path: Path, config: Config) -> None:
    """Fuse attention, normalisation and activation of the encoder."""
    fused = optimizer.optimize_model(
        str(path), model_type="bert", num_heads=config.heads, hidden_size=config.width, opt_level=0
    )
    fused.save_model_to_file(str(path))


def quantize(source: Path, target: Path, *, keep: tuple[str, ...] = ()) -> None:
    """Weights to int8, a scale a column; activations are quantized as they come."""
    names = [n.name for n in onnx.load(str(source)).graph.node]
    excluded = [n for n in names if any(part in n for part in keep)]
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=excluded,
        op_types_to_quantize=["MatMul", "Attention", "Gather"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def main() -> None:
    """Export, fuse, quantize."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--name", default="polnear-wikinews-minilm-l6", help="what the version begins with")
    args = parser.parse_args()
    about = json.loads((args.model / "about.json").read_text())
    config = Config(**about["config"])
    model = Coder(config)
    model.load_state_dict(torch.load(args.model / "model.pt"))
    full = args.out / "fp32"
    full.mkdir(parents=True, exist_ok=True)
    graphs(model, full)
    fuse(full / "encoder.onnx", config)
    digest = hashlib.sha256()
    for name in ("encoder.onnx", "linker.onnx", "events.onnx"):
        quantize(full / name, args.out / name, keep=("linker/Gather",))
        digest.update((args.out / name).read_bytes())
    told = {
        "version": f"{args.name}-{digest.hexdigest()[:12]}",
        "reach": config.reach,
        "reading": asdict(Reading()),
        "decode": asdict(Settings()),
    }
    for folder in (full, args.out):
        (folder / "config.json").write_text(json.dumps(told, indent=1) + "\n")
        load_tokenizer(args.tokenizer).save(str(folder / "tokenizer.json"), pretty=False)


if __name__ == "__main__":
    main()
