"""One score for a claim from all that speaks for it, fitted so that it is a probability."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["UNCALIBRATED", "Calibration", "Evidence"]

_FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the passes say of one claim: probabilities in [0, 1], and which ends are nominals."""

    relation: str
    chance: float  # that the claim stands between these two mentions, from the second pass
    trigger: float  # that its trigger is one, from the first pass
    meant: float  # that both ends' nominals mean the names they were given; 1 for names
    nominals: int  # how many ends are nominals
    rivals: float  # the highest chance of another pair at the same trigger; 0 for the surest

    @property
    def features(self) -> dict[str, float]:
        """The numbers a calibration weighs."""
        return {
            "chance": _logit(self.chance),
            "trigger": _logit(self.trigger),
            "meant": math.log(max(self.meant, _FLOOR)),
            "nominals": float(self.nominals),
            "rivals": self.rivals,
        }


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of a logistic model over `Evidence`; without any, the chances multiplied."""

    bias: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    relations: Mapping[str, float] = field(default_factory=dict)

    def score(self, evidence: Evidence) -> float:
        """The probability that the claim is right, in [0, 1]."""
        if not self.weights:
            return evidence.chance * evidence.meant
        z = self.bias + self.relations.get(evidence.relation, 0.0)
        z += sum(self.weights.get(name, 0.0) * value for name, value in evidence.features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))


UNCALIBRATED = Calibration()


def _logit(p: float) -> float:
    p = min(max(p, _FLOOR), 1.0 - _FLOOR)
    return math.log(p / (1.0 - p))
