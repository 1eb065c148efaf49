"""A reader over torch weights, through the same decoding as at run time."""

from __future__ import annotations

from pathlib import Path

import torch

from foedus.read.builtin import BuiltinReader
from foedus.read.decode import Thresholds
from foedus.read.network import FirstOut, PairScorer, ReferenceScorer, Scorers, SecondIn, SecondOut
from foedus.read.references import FEATURES
from foedus.read.tokens import load_tokeniser
from training.model import Network, Shape


class TorchNetwork:
    """`foedus.read.network.Network` over torch modules."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()

    def first(self, ids, cases, mask, first) -> FirstOut:
        with torch.inference_mode():
            out = self.network.first(*map(torch.from_numpy, (ids, cases, mask, first)))
        return FirstOut(*(x.numpy() for x in out))

    def second(self, rows: SecondIn) -> SecondOut:
        inputs = (
            rows.middle,
            rows.mask,
            rows.first,
            rows.mark,
            rows.relation,
            rows.names,
            rows.nominals,
            rows.score,
        )
        with torch.inference_mode():
            out = self.network.second(*map(torch.from_numpy, inputs))
        return SecondOut(*(x.numpy() for x in out))


def load_weights(path: Path) -> Network:
    """The network saved by training.train."""
    stored = torch.load(path)
    network = Network(Shape(**stored["shape"]), FEATURES)
    network.load_state_dict(stored["state"])
    return network.eval()


def scorer_weights(network: Network) -> dict[str, dict]:
    """The weights of what runs outside the network's graphs, by scorer."""
    return {
        name: {k: v.detach().float().numpy() for k, v in getattr(network, name).state_dict().items()}
        for name in ("references", "pairs")
    }


def torch_reader(path: Path, thresholds: dict[str, float] | None = None) -> BuiltinReader:
    """A reader over a .pt, with `vocabulary.txt` beside it."""
    torch.set_num_threads(2)
    network = load_weights(path)
    tokeniser = load_tokeniser((path.parent / "vocabulary.txt").read_text("utf-8"))
    weights = scorer_weights(network)
    scorers = Scorers(ReferenceScorer(weights["references"]), PairScorer(weights["pairs"]))
    return BuiltinReader("trial", TorchNetwork(network), tokeniser, scorers, Thresholds(**(thresholds or {})))
