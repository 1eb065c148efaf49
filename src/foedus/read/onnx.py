"""The network run by ONNX Runtime on one thread, and the loading of its weights."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np

from foedus.errors import ReaderError
from foedus.read.builtin import BuiltinReader
from foedus.read.calibrate import Calibration
from foedus.read.decode import Thresholds
from foedus.read.network import (
    Array,
    FirstOut,
    Ints,
    PairScorer,
    ReferenceScorer,
    Scorers,
    SecondIn,
    SecondOut,
)
from foedus.read.tokens import load_tokeniser

if TYPE_CHECKING:
    import onnxruntime

__all__ = ["OnnxNetwork", "load_network"]


class OnnxNetwork:
    """Both passes as ONNX sessions, one thread each: parallel work runs processes, not threads."""

    def __init__(self, first: bytes, second: bytes) -> None:
        self._first = _session(first)
        self._second = _session(second)

    def first(self, ids: Ints, cases: Ints, mask: Ints, first: Ints) -> FirstOut:
        """The first pass over padded windows."""
        return FirstOut(*self._first.run(None, {"ids": ids, "cases": cases, "mask": mask, "first": first}))

    def second(self, rows: SecondIn) -> SecondOut:
        """The second pass over padded candidate rows."""
        inputs: dict[str, Any] = {
            name: getattr(rows, name)
            for name in ("middle", "mask", "first", "mark", "relation", "names", "nominals", "score")
        }
        return SecondOut(*self._second.run(None, inputs))


def _session(model: bytes) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Keeping every shape's buffers costs memory without bound on stories of many lengths.
    options.enable_mem_pattern = False
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own, none public
        raise ReaderError(
            f"The built-in reader's weights cannot be loaded ({type(error).__name__}); reinstall foedus."
        ) from error


def load_network(folder: Traversable) -> BuiltinReader:
    """A reader over a folder of weights: two ONNX files, scorers.npz, vocabulary.txt, card.json."""
    card = json.loads(folder.joinpath("card.json").read_text("utf-8"))
    with np.load(io.BytesIO(folder.joinpath("scorers.npz").read_bytes())) as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    return BuiltinReader(
        card["version"],
        OnnxNetwork(folder.joinpath("first.onnx").read_bytes(), folder.joinpath("second.onnx").read_bytes()),
        load_tokeniser(folder.joinpath("vocabulary.txt").read_text("utf-8")),
        Scorers(
            ReferenceScorer(_of(weights, "references.")),
            PairScorer(_of(weights, "pairs.")),
            Calibration(**card.get("calibration", {})),
        ),
        Thresholds(**card["thresholds"]),
    )


def _of(weights: Mapping[str, Array], scorer: str) -> dict[str, Array]:
    return {name.removeprefix(scorer): w for name, w in weights.items() if name.startswith(scorer)}
