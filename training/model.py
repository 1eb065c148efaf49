"""The reader's network: a MiniLM encoder with letter case, and a second pass with the trigger marked.

First pass (all sentences, in windows of a few): names, nominals, triggers.
Second pass (one row a candidate trigger, its sentence only): the middle states of the first pass with
the trigger's relation and the mentions' kinds added, through layers of its own; roles, stage, certainty
and whether the claim stands at all.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from foedus.read.labels import (
    CERTAINTIES,
    MENTION_ROLES,
    NAME_KINDS,
    NOMINAL_KINDS,
    RELATIONS,
    SPAN_ROLES,
    STAGES,
)
from foedus.read.words import CASES

NAMES = 1 + 2 * len(NAME_KINDS)
NOMINALS = 1 + 2 * len(NOMINAL_KINDS)
SPANS = 1 + 2 * len(SPAN_ROLES)
PAIR = 128  # width of the states pairs are scored from


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; those of MiniLM-L6 by default."""

    vocabulary: int
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 6
    middle: int = 3  # the second pass starts from the states after this layer
    second: int = 3  # layers of the second pass
    dropout: float = 0.1


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.drop = shape.heads, shape.dropout
        self.query = nn.Linear(shape.hidden, shape.hidden)
        self.key = nn.Linear(shape.hidden, shape.hidden)
        self.value = nn.Linear(shape.hidden, shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(rows, length, self.heads, width // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        seen = (q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + bias).softmax(-1) @ v
        y = self.out(seen.transpose(1, 2).reshape(rows, length, width))
        x = self.norm1(x + locked_dropout(y, self.drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + locked_dropout(y, self.drop, self.training))


def locked_dropout(x: Tensor, rate: float, training: bool) -> Tensor:
    """Dropout with one mask for all tokens of a row: drawing one a token costs more than a layer on a CPU."""
    if not training or rate == 0.0:
        return x
    keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= rate
    return x * (keep / (1.0 - rate)).to(x.dtype)


def attention_bias(mask: Tensor) -> Tensor:
    return (1.0 - mask.to(torch.float32))[:, None, None, :] * -10000.0


def take(states: Tensor, places: Tensor) -> Tensor:
    """states (B, T, H) at places (B, W) -> (B, W, H)."""
    return states.gather(1, places[:, :, None].expand(-1, -1, states.shape[-1]))


def head(inside: int, outside: int, between: int, dropout: float) -> nn.Module:
    return nn.Sequential(
        nn.Linear(inside, between), nn.GELU(), nn.Dropout(dropout), nn.Linear(between, outside)
    )


def start_rare(module: nn.Module, bias: float) -> None:
    """Starts a head at the belief that its labels are rare, which saves it the first steps."""
    nn.init.constant_(module[-1].bias, bias)


class FirstPass(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden, padding_idx=0)
        self.positions = nn.Embedding(512, shape.hidden)
        self.kinds = nn.Parameter(torch.zeros(shape.hidden))
        self.cases = nn.Embedding(len(CASES), shape.hidden)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.names = head(shape.hidden, NAMES, 192, shape.dropout)
        self.nominals = head(shape.hidden, NOMINALS, 128, shape.dropout)
        self.triggers = head(shape.hidden, len(RELATIONS), 256, shape.dropout)
        start_rare(self.triggers, -5.0)
        # What the last layer knows, handed to the second pass beside the middle states.
        self.bridge = nn.Linear(shape.hidden, shape.hidden)
        nn.init.zeros_(self.bridge.weight)
        nn.init.zeros_(self.bridge.bias)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        places = torch.arange(ids.shape[1], device=ids.device)[None]
        x = self.words(ids) + self.positions(places) + self.kinds + self.cases(cases)
        x = locked_dropout(self.norm(x), self.shape.dropout, self.training)
        bias = attention_bias(mask)
        middle = x
        for number, layer in enumerate(self.layers):
            x = layer(x, bias)
            if number + 1 == self.shape.middle:
                middle = x
        w = take(x, first)
        return self.names(w), self.nominals(w), self.triggers(w), w, middle + self.bridge(x)


class SecondPass(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.relation_mark = nn.Embedding(len(RELATIONS), shape.hidden)
        self.relation_all = nn.Embedding(len(RELATIONS), shape.hidden)
        self.name_mark = nn.Embedding(NAMES, shape.hidden)
        self.nominal_mark = nn.Embedding(NOMINALS, shape.hidden)
        # The states have a size of about 0.6 each: fainter marks go unheard for thousands of steps.
        nn.init.normal_(self.relation_mark.weight, std=0.4)
        for table in (self.relation_all, self.name_mark, self.nominal_mark):
            nn.init.normal_(table.weight, std=0.15)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.second))
        self.starts = head(shape.hidden, len(MENTION_ROLES), 192, shape.dropout)
        self.ends = head(shape.hidden, len(MENTION_ROLES), 192, shape.dropout)
        start_rare(self.starts, -1.2)
        start_rare(self.ends, -1.2)
        self.spans = head(shape.hidden, SPANS, 192, shape.dropout)
        pooled = 2 * shape.hidden
        self.stage = head(pooled, len(STAGES), 192, shape.dropout)
        self.certainty = head(pooled, len(CERTAINTIES), 192, shape.dropout)
        self.verdict = head(pooled, 2, 192, shape.dropout)  # valid, exclusive
        self.trust = nn.Parameter(torch.tensor(0.5))  # of the first pass's own opinion
        self.pair_words = nn.Linear(shape.hidden, 4 * PAIR)
        self.pair_trigger = nn.Linear(pooled, PAIR)

    def forward(
        self,
        middle: Tensor,
        mask: Tensor,
        first: Tensor,
        mark: Tensor,
        relation: Tensor,
        names: Tensor,
        nominals: Tensor,
        score: Tensor,
    ) -> tuple[Tensor, ...]:
        """middle (N,T,H), mask (N,T), first (N,W), mark (N,T) 1 on the trigger's sub-words, relation (N,),
        names and nominals (N,T) label of the word at its first sub-word, else 0, score (N,) the first
        pass's logit for the trigger."""
        marked = mark.to(middle.dtype)[:, :, None]
        x = middle + marked * self.relation_mark(relation)[:, None] + self.relation_all(relation)[:, None]
        x = x + self.name_mark(names) + self.nominal_mark(nominals)
        bias = attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        w = take(x, first)
        trigger = (x * marked).sum(1) / marked.sum(1).clamp(min=1.0)
        shown = mask.to(x.dtype)[:, :, None]
        whole = (x * shown).sum(1) / shown.sum(1).clamp(min=1.0)
        pooled = torch.cat([trigger, whole], -1)
        opinion = torch.stack([self.trust * score, torch.zeros_like(score)], -1)
        verdict = self.verdict(pooled) + opinion
        return (
            self.starts(w),
            self.ends(w),
            self.spans(w),
            self.pair_words(w),
            self.pair_trigger(pooled),
            self.stage(pooled),
            self.certainty(pooled),
            verdict,
        )


class References(nn.Module):
    """Scores how well an earlier mention stands for a nominal: (n, c, features) -> logit."""

    def __init__(self, shape: Shape, features: int) -> None:
        super().__init__()
        self.left = nn.Linear(shape.hidden, 96)
        self.right = nn.Linear(shape.hidden, 96)
        self.out = nn.Sequential(nn.Linear(3 * 96 + features, 96), nn.ReLU(), nn.Linear(96, 1))
        self.plural = nn.Linear(shape.hidden, 1)

    def forward(self, nominal: Tensor, candidate: Tensor, features: Tensor) -> Tensor:
        n, c = torch.tanh(self.left(nominal)), torch.tanh(self.right(candidate))
        return self.out(torch.cat([n, c, n * c, features], -1)).squeeze(-1)


class Pairs(nn.Module):
    """Scores whether a claim stands between two mentions: states (..., PAIR) -> logit (...)."""

    def __init__(self) -> None:
        super().__init__()
        self.nobody = nn.Parameter(torch.zeros(PAIR))  # in the object's place of a one-sided relation
        self.between = nn.Linear(PAIR, 64)
        self.out = nn.Linear(64, 1)
        nn.init.constant_(self.out.bias, -2.0)

    def forward(self, subject: Tensor, other: Tensor, trigger: Tensor, verdict: Tensor) -> Tensor:
        inner = F.relu(self.between(F.relu(subject + other + trigger)))
        return self.out(inner).squeeze(-1) + verdict


class Network(nn.Module):
    def __init__(self, shape: Shape, features: int) -> None:
        super().__init__()
        self.shape = shape
        self.pairs = Pairs()
        self.first = FirstPass(shape)
        self.second = SecondPass(shape)
        self.references = References(shape, features)


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file (F32 only; others are skipped)."""
    raw = path.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + size])
    out = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(bytearray(raw[8 + size + begin : 8 + size + end]), dtype=torch.float32)
        out[name] = flat.reshape(entry["shape"]).clone()
    return out


def initialise(network: Network, folder: Path, kept: list[int]) -> None:
    """Loads MiniLM's weights; `kept` are the numbers of the word pieces that stay, in order."""
    w = read_safetensors(folder / "model.safetensors")
    first = network.first
    with torch.no_grad():
        first.words.weight.copy_(w["embeddings.word_embeddings.weight"][kept])
        first.positions.weight.copy_(w["embeddings.position_embeddings.weight"])
        first.kinds.copy_(w["embeddings.token_type_embeddings.weight"][0])
        first.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
        first.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(first.layers):
            _load_layer(layer, w, number)
        total = len(first.layers)
        for number, layer in enumerate(network.second.layers):
            _load_layer(layer, w, total - len(network.second.layers) + number)


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def _load_layer(layer: Layer, w: dict[str, Tensor], number: int) -> None:
    for ours, theirs in _PARTS.items():
        part = getattr(layer, ours)
        part.weight.copy_(w[f"encoder.layer.{number}.{theirs}.weight"])
        part.bias.copy_(w[f"encoder.layer.{number}.{theirs}.bias"])
