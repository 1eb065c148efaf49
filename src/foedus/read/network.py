"""The network behind a Protocol: decoding is the same over ONNX at run time and torch in training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from foedus.read.calibrate import UNCALIBRATED, Calibration

__all__ = [
    "Array",
    "FirstOut",
    "Ints",
    "Network",
    "PairScorer",
    "ReferenceScorer",
    "Scorers",
    "SecondIn",
    "SecondOut",
    "sigmoid",
    "softmax",
]

Array: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FirstOut:
    """First pass over B windows of W words and T sub-words: logits and states.

    names (B, W, 1 + 2 x name kinds), nominals (B, W, 1 + 2 x nominal kinds), triggers (B, W, relations),
    words (B, W, H) last states, middle (B, T, H) states the second pass starts from.
    """

    names: Array
    nominals: Array
    triggers: Array
    words: Array
    middle: Array


@dataclass(frozen=True, slots=True)
class SecondIn:
    """N candidate triggers, each with its own sentence of at most T sub-words and W words.

    middle (N, T, H); mask, mark, names, nominals (N, T); first (N, W); relation (N,);
    score (N,) the first pass's logit for the trigger.
    """

    middle: Array
    mask: Ints
    first: Ints
    mark: Ints
    relation: Ints
    names: Ints
    nominals: Ints
    score: Array


@dataclass(frozen=True, slots=True)
class SecondOut:
    """Logits per candidate: starts and ends (N, W, mention roles), spans (N, W, 1 + 2 x span roles),
    stage (N, stages), certainty (N, certainties), verdict (N, 2: the claim stands, it is exclusive);
    and what `PairScorer` takes: pair_words (N, W, 4P), pair_trigger (N, P)."""

    starts: Array
    ends: Array
    spans: Array
    pair_words: Array
    pair_trigger: Array
    stage: Array
    certainty: Array
    verdict: Array


class Network(Protocol):
    """Two passes over arrays; implementations hold the weights."""

    def first(self, ids: Ints, cases: Ints, mask: Ints, first: Ints) -> FirstOut:
        """The first pass over padded windows."""

    def second(self, rows: SecondIn) -> SecondOut:
        """The second pass over padded candidate rows."""


class ReferenceScorer:
    """Scores of earlier mentions for a nominal, by a small perceptron kept outside the network's graph."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = weights

    def scores(self, nominal: Array, candidates: Array, features: Array) -> Array:
        """Logits (n,) for one nominal state (H,), candidate states (n, H) and features (n, F)."""
        w = self._w
        n = np.tanh(w["left.weight"] @ nominal + w["left.bias"])
        c = np.tanh(candidates @ w["right.weight"].T + w["right.bias"])
        both = np.concatenate([np.broadcast_to(n, c.shape), c, n * c, features], axis=1)
        inner = np.maximum(both @ w["out.0.weight"].T + w["out.0.bias"], 0.0)
        out: Array = (inner @ w["out.2.weight"].T + w["out.2.bias"])[:, 0]
        return out

    def plural(self, nominal: Array) -> float:
        """The probability that the nominal stands for two or more names."""
        w = self._w
        return float(sigmoid(w["plural.weight"][0] @ nominal + w["plural.bias"][0]))


class PairScorer:
    """Scores whether a candidate's claim stands between two mentions of its sentence."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = weights

    def logits(self, words: Array, trigger: Array, spans: Ints) -> Array:
        """Logits (n, n + 1) for n mention spans (n, 2: first and last word) of one candidate.

        Rows are subjects, columns objects; the last column is "no object". `words` (W, 4P) and `trigger`
        (P,) are one row of the second pass; its verdict is still to be added.
        """
        w = self._w
        begin, end, from_, last = np.split(words, 4, axis=-1)
        subject = begin[spans[:, 0]] + end[spans[:, 1]] + trigger
        other = np.concatenate([from_[spans[:, 0]] + last[spans[:, 1]], w["nobody"][None]])
        states = np.maximum(subject[:, None] + other[None], 0.0)
        inner = np.maximum(states @ w["between.weight"].T + w["between.bias"], 0.0)
        out: Array = (inner @ w["out.weight"][0]) + w["out.bias"][0]
        return out


@dataclass(frozen=True, slots=True)
class Scorers:
    """What scores outside the network's graphs: two small perceptrons, and the fit of a claim's score."""

    references: ReferenceScorer
    pairs: PairScorer
    calibration: Calibration = UNCALIBRATED


def sigmoid(x: Array) -> Array:
    """The logistic function, safe for large values."""
    out: Array = 0.5 * (1.0 + np.tanh(0.5 * x))
    return out


def softmax(x: Array) -> Array:
    """Probabilities over the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    out: Array = e / e.sum(axis=-1, keepdims=True)
    return out
