"""What nominals stand for: features of (nominal, earlier mention) pairs, and the choice among names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foedus.read.labels import NOMINAL_KINDS
from foedus.read.names import NameGroups
from foedus.read.network import Array, ReferenceScorer

__all__ = ["FEATURES", "Place", "candidates_for", "pair_features", "refer"]

# Mentions further back than this are not looked at.
REACH = 60
_KINDS = len(NOMINAL_KINDS)
_FORMS = (
    re.compile(r"(?i)^(its|his|her|their|our|my|your|whose)$"),
    re.compile(r"(?i)^(it|he|she|itself|himself|herself)$"),
    re.compile(
        r"(?i)^(they|them|both|each|us|we|themselves)$|\b(two|both|pair|companies|firms|partners|sides|rivals|groups)\b"
    ),
    re.compile(r"(?i)^(the|this|that|these|those)\b"),
    re.compile(r"(?i)^(its|his|her|their|our) \w"),
    re.compile(r"(?i)^an?\b"),
    re.compile(r"(?i)^(we|us|our|i|me|my)$"),
)
FEATURES = 2 * _KINDS + 1 + len(_FORMS) + 6 + 6 + 8


@dataclass(slots=True)
class Place:
    """A mention as references see it: where it stands, its kind, its name group once known."""

    sentence: int
    start: int  # characters in the story
    end: int
    words: str
    kind: str
    state: Array
    nominal: bool
    group: int = -1
    leads: bool = False  # the first mention of its sentence


def candidates_for(nominal: Place, places: Sequence[Place]) -> list[Place]:
    """Earlier mentions with a known name, nearest last, and later names of the same sentence."""
    earlier = [p for p in places if p.group >= 0 and p.end <= nominal.start]
    later = [
        p
        for p in places
        if p.group >= 0 and p.sentence == nominal.sentence and p.start >= nominal.end and not p.nominal
    ]
    return earlier[-REACH:] + later


def _bucket(value: int, edges: Sequence[int]) -> int:
    return sum(value > edge for edge in edges)


def pair_features(nominal: Place, candidates: Sequence[Place], groups: NameGroups) -> Array:
    """(n + 1, FEATURES): a row a candidate, and a last row for "stands for none of them"."""
    out = np.zeros((len(candidates) + 1, FEATURES), dtype=np.float32)
    forms = [float(bool(form.search(nominal.words))) for form in _FORMS]
    own = NOMINAL_KINDS.index(nominal.kind) if nominal.kind in NOMINAL_KINDS else 0
    top = max((groups.count(p.group) for p in candidates if p.kind == nominal.kind), default=0)
    seen: list[int] = []
    ranks: dict[int, int] = {}
    for p in reversed(candidates):
        if p.kind == nominal.kind and p.start < nominal.start and p.group not in seen:
            ranks[p.group] = len(seen)
            seen.append(p.group)
    same_words = {
        p.group
        for p in candidates
        if p.nominal and p.words.lower() == nominal.words.lower() and len(p.words) > 4
    }
    base = 2 * _KINDS + 1
    out[:, own] = 1.0
    out[:, base : base + len(_FORMS)] = forms
    out[-1, 2 * _KINDS] = 1.0
    for row, p in enumerate(candidates):
        if p.kind in NOMINAL_KINDS:
            out[row, _KINDS + NOMINAL_KINDS.index(p.kind)] = 1.0
        at = base + len(_FORMS)
        out[row, at + _bucket(nominal.sentence - p.sentence, (0, 1, 2, 4, 8))] = 1.0
        out[row, at + 6 + min(ranks.get(p.group, 5), 5)] = 1.0
        at += 12
        out[row, at : at + 8] = (
            p.kind == nominal.kind,
            p.start >= nominal.end,
            p.sentence == 0,
            p.leads,
            p.nominal,
            np.log1p(groups.count(p.group)) / 2.0,
            p.kind == nominal.kind and groups.count(p.group) == top,
            p.group in same_words,
        )
    return out


def refer(
    nominal: Place,
    places: Sequence[Place],
    groups: NameGroups,
    scorer: ReferenceScorer,
    *,
    barred: frozenset[int] = frozenset(),
) -> tuple[tuple[int, ...], float]:
    """The name group(s) a nominal stands for, best first, and how sure; none when nothing fits.

    `barred` groups cannot be meant (a claim's other end). Scores of one group's mentions add up.
    """
    found = [p for p in candidates_for(nominal, places) if not (nominal.start <= p.start < nominal.end)]
    if not found:
        return (), 0.0
    states = np.stack([p.state for p in found] + [np.zeros_like(nominal.state)])
    logits = scorer.scores(nominal.state, states, pair_features(nominal, found, groups))
    e = np.exp(logits - logits.max())
    by_group: dict[int, float] = {}
    for p, value in zip(found, e[:-1], strict=True):
        by_group[p.group] = by_group.get(p.group, 0.0) + float(value)
    total = float(e.sum())
    ranked = sorted(
        ((g, v / total) for g, v in by_group.items() if g not in barred), key=lambda item: (-item[1], item[0])
    )
    if not ranked or ranked[0][1] < float(e[-1]) / total:
        return (), 0.0
    if scorer.plural(nominal.state) > 0.5 and len(ranked) > 1:
        return (ranked[0][0], ranked[1][0]), ranked[0][1]
    return (ranked[0][0],), ranked[0][1]
