"""Fits the score of a claim on stories the network never saw: `python -m training.calibrate FILES...`.

Prints the thresholds and the calibration as JSON for `training.export --card`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import torch
from torch.nn import functional as F

from foedus.read.builtin import BuiltinReader
from foedus.read.calibrate import Calibration, Evidence
from foedus.read.labels import RELATIONS
from training.data import load_stories, sound
from training.facts import agree, distinct, marked_facts, match, read_facts, story_of

FEATURES = tuple(Evidence("", 0.5, 0.5, 1.0, 0, 0.0).features)
STIFF = 0.3  # pull of the weights towards nothing, and of each relation's own bias
STIFF_RELATION = 3.0


@dataclass(frozen=True)
class Recorder(Calibration):
    """Keeps the evidence it is asked about; its scores point back at it."""

    seen: list[Evidence] = field(default_factory=list)

    def score(self, evidence: Evidence) -> float:
        self.seen.append(evidence)
        return float(len(self.seen) - 1)


def collect(reader: BuiltinReader, stories: Iterable[dict]) -> list[tuple[Evidence, bool]]:
    """The evidence of every possible claim of the stories, and whether the claim is marked."""
    pairs = []
    for raw in stories:
        recorder = Recorder()
        reader.calibration, reader.cut = recorder, replace(reader.cut, score=-1.0)
        story, _ = story_of(raw)
        marked = marked_facts(raw)
        for claim in reader.possible(story):
            right = any(agree(fact, other) for fact in read_facts([claim]) for other in marked)
            pairs.append((recorder.seen[int(claim.score)], right))
    return pairs


def fit(pairs: list[tuple[Evidence, bool]]) -> Calibration:
    """A logistic model of whether a claim is right."""
    x = torch.tensor([[e.features[name] for name in FEATURES] for e, _ in pairs])
    r = torch.tensor([RELATIONS.index(e.relation) for e, _ in pairs])
    y = torch.tensor([float(right) for _, right in pairs])
    weights = torch.tensor([1.0, 0.0, 1.0, 0.0, 0.0], requires_grad=True)
    own, bias = torch.zeros(len(RELATIONS), requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, own, bias], max_iter=300, line_search_fn="strong_wolfe")
    start = weights.detach().clone()

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        z = x @ weights + own[r] + bias
        value = F.binary_cross_entropy_with_logits(z, y, reduction="sum")
        value = value + STIFF * ((weights - start) ** 2).sum() + STIFF_RELATION * (own**2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return Calibration(
        round(float(bias.detach()), 3),
        {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)},
        {name: round(float(w), 3) for name, w in zip(RELATIONS, own, strict=True)},
    )


def best_cut(reader: BuiltinReader, stories: list[dict]) -> tuple[float, float]:
    """The score over which facts have the best F1, and that F1."""
    scored: list[tuple[float, bool]] = []
    total = 0
    reader.cut = replace(reader.cut, score=0.0)
    for raw in stories:
        story, _ = story_of(raw)
        found, marked = (
            distinct(read_facts(next(iter(reader.read([story]))).claims)),
            distinct(marked_facts(raw)),
        )
        hits = {id(fact) for fact, _ in match(found, marked, agree)}
        scored += [(fact.score, id(fact) in hits) for fact in found]
        total += len(marked)
    best, right = (0.0, 0.0), 0
    for count, (score, ok) in enumerate(sorted(scored, reverse=True), 1):
        right += ok
        best = max(best, (2 * right / (count + total), score))
    return round(best[1], 3), best[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a threshold")
    options = parser.parse_args()
    from training.runtime import torch_reader

    reader = torch_reader(options.weights, {k: float(v) for k, v in (i.split("=") for i in options.set)})
    stories = list(sound(load_stories(options.files)))
    pairs = collect(reader, stories)
    reader.calibration = fit(pairs)
    cut, f1 = best_cut(reader, stories)
    print(
        json.dumps(
            {
                "calibration": asdict(reader.calibration),
                "score": cut,
                "f1": round(f1, 4),
                "claims": len(pairs),
            }
        )
    )


if __name__ == "__main__":
    main()
