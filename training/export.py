"""Writes the shipped weights from a trained network: `python -m training.export RUN/last.pt --to DIR`."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import torch

from foedus.read.decode import Thresholds
from foedus.read.labels import (
    CERTAINTIES,
    MENTION_ROLES,
    NAME_KINDS,
    NOMINAL_KINDS,
    RELATIONS,
    SPAN_ROLES,
    STAGES,
)
from training.model import Network
from training.runtime import load_weights, scorer_weights

FIRST_IN = ("ids", "cases", "mask", "first")
FIRST_OUT = ("names", "nominals", "triggers", "words", "middle")
SECOND_IN = ("middle", "mask", "first", "mark", "relation", "names", "nominals", "score")
SECOND_OUT = ("starts", "ends", "spans", "pair_words", "pair_trigger", "stage", "certainty", "verdict")


def export_first(network: Network, path: Path) -> None:
    """The first pass as a float ONNX file with free batch, sub-word and word sizes."""
    ids = torch.randint(4, 1000, (2, 12))
    first = torch.arange(8)[None].repeat(2, 1)
    axes = {name: {0: "rows", 1: "tokens"} for name in ("ids", "cases", "mask")} | {
        "first": {0: "rows", 1: "words"}
    }
    axes |= {name: {0: "rows", 1: "words"} for name in FIRST_OUT[:4]} | {"middle": {0: "rows", 1: "tokens"}}
    _export(
        network.first,
        (ids, torch.zeros_like(ids), torch.ones_like(ids), first),
        path,
        FIRST_IN,
        FIRST_OUT,
        axes,
    )


def export_second(network: Network, path: Path) -> None:
    """The second pass as a float ONNX file."""
    middle = torch.randn(2, 12, network.shape.hidden)
    flat = torch.ones(2, 12, dtype=torch.long)
    first = torch.arange(8)[None].repeat(2, 1)
    inputs = (middle, flat, first, flat, torch.zeros(2, dtype=torch.long), flat * 0, flat * 0, torch.zeros(2))
    axes = {name: {0: "rows", 1: "tokens"} for name in ("middle", "mask", "mark", "names", "nominals")}
    axes |= {"first": {0: "rows", 1: "words"}, "relation": {0: "rows"}, "score": {0: "rows"}}
    axes |= {name: {0: "rows", 1: "words"} for name in SECOND_OUT[:4]} | {
        name: {0: "rows"} for name in SECOND_OUT[4:]
    }
    _export(network.second, inputs, path, SECOND_IN, SECOND_OUT, axes)


def _export(module, inputs, path, names_in, names_out, axes) -> None:
    torch.onnx.export(
        module.eval(), inputs, str(path), opset_version=17, dynamo=False,
        input_names=list(names_in), output_names=list(names_out), dynamic_axes=axes,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8 weights, one scale a channel; embeddings too. The small heads stay in float."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ready = source.with_suffix(".ready.onnx")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        str(ready), str(target), per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )  # fmt: skip


def export(weights: Path, target: Path, version: str, thresholds: dict[str, float], fitted: dict) -> None:
    """All files the built-in reader needs, in `target`."""
    network = load_weights(weights)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("first", export_first), ("second", export_second)):
            plain = Path(folder) / f"{name}.onnx"
            make(network, plain)
            quantise(plain, target / f"{name}.onnx")
    shutil.copy(weights.parent / "vocabulary.txt", target / "vocabulary.txt")
    stored = {
        f"{scorer}.{name}": value.astype(np.float16)
        for scorer, weights in scorer_weights(network).items()
        for name, value in weights.items()
    }
    np.savez_compressed(target / "scorers.npz", **stored)
    cut = {f: getattr(Thresholds(**thresholds), f) for f in Thresholds.__slots__}
    card = {
        "version": version,
        "made": date.today().isoformat(),
        "thresholds": cut,
        "calibration": fitted,
        "relations": RELATIONS,
        "stages": STAGES,
        "certainties": CERTAINTIES,
        "kinds": NAME_KINDS,
        "nominal_kinds": NOMINAL_KINDS,
        "mention_roles": MENTION_ROLES,
        "span_roles": SPAN_ROLES,
    }
    (target / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    (target / "__init__.py").write_text('"""The built-in reader\'s weights."""\n', "utf-8")
    for path in sorted(target.iterdir()):
        print(f"{path.name:20s} {path.stat().st_size / 1e6:7.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--to", type=Path, default=Path("src/foedus/read/weights"))
    parser.add_argument("--version", default="builtin-1")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--card", type=Path, help="what training.calibrate printed")
    options = parser.parse_args()
    thresholds = {k: float(v) for k, v in (i.split("=") for i in options.set)}
    fitted = json.loads(options.card.read_text("utf-8")) if options.card else {}
    if fitted:
        thresholds["score"] = fitted["score"]
    export(options.weights, options.to, options.version, thresholds, fitted.get("calibration", {}))


if __name__ == "__main__":
    main()
