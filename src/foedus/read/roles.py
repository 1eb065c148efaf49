"""From the second pass's numbers to drafts of claims: ends, terms, spans, stage, certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from foedus.model import vocabulary
from foedus.read.decode import Candidate, DraftMention, SentenceMarks, Thresholds, tagged
from foedus.read.labels import CERTAINTIES, MENTION_ROLES, RELATIONS, SPAN_ROLES, STAGES
from foedus.read.network import Array, PairScorer, SecondIn, SecondOut, sigmoid, softmax

__all__ = ["DraftClaim", "Ends", "decode_second", "second_rows"]

# A kind that a role does not allow may be the tagger's slip: what else the name can be taken for.
_TAKEN_FOR = {
    "place": ("gov",),
    "gov": ("place", "org"),
    "org": ("product", "gov", "threat", "person"),
    "product": ("org", "threat"),
    "threat": ("product", "org"),
    "person": ("org",),
}
_WIDEN = 0.35  # a word this likely inside a span belongs to it
_BELIEVED = 0.5
_SLIP = 0.8  # what such a second choice costs
_TERM_KINDS = {"amount": "money", "share": "percent", "valuation": "money", "date": "date"}


class Ends(NamedTuple):
    """Who stands at a claim's ends, and how sure that this claim is made of them."""

    subject: DraftMention
    object: DraftMention | None
    score: float


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One candidate that stands: its ends, terms and labels as word spans of the sentence."""

    candidate: Candidate
    ends: tuple[Ends, ...]  # the surest first
    terms: dict[str, DraftMention]
    holder: DraftMention | None
    spans: dict[str, tuple[int, int]]
    stage: str
    certainty: str
    exclusive: bool


def second_rows(marks: Sequence[SentenceMarks], candidates: Sequence[Candidate]) -> SecondIn:
    """The second pass's input for some candidates, padded to the longest sentence among them."""
    sizes = [len(marks[c.sentence].encoded.ids) for c in candidates]
    words = [len(marks[c.sentence].encoded.words) for c in candidates]
    hidden = marks[candidates[0].sentence].middle.shape[-1]
    middle = np.zeros((len(candidates), max(sizes), hidden), dtype=np.float32)
    mask = np.zeros(middle.shape[:2], dtype=np.int64)
    mark, names, nominals = np.zeros_like(mask), np.zeros_like(mask), np.zeros_like(mask)
    first = np.zeros((len(candidates), max(words)), dtype=np.int64)
    for row, c in enumerate(candidates):
        m = marks[c.sentence]
        places = np.asarray(m.encoded.first, dtype=np.int64)
        middle[row, : sizes[row]] = m.middle
        mask[row, : sizes[row]] = 1
        first[row, : words[row]] = places
        names[row, places] = m.name_labels
        nominals[row, places] = m.nominal_labels
        until = places[c.end] if c.end < len(places) else sizes[row]
        mark[row, places[c.start] : until] = 1
    relation = np.asarray([c.relation for c in candidates], dtype=np.int64)
    chance = np.asarray([min(max(c.score, 1e-3), 1 - 1e-3) for c in candidates], dtype=np.float32)
    score = np.log(chance / (1.0 - chance)).astype(np.float32)
    return SecondIn(middle, mask, first, mark, relation, names, nominals, score)


def decode_second(
    out: SecondOut,
    marks: Sequence[SentenceMarks],
    candidates: Sequence[Candidate],
    cut: Thresholds,
    scorer: PairScorer,
) -> Iterator[DraftClaim | Candidate]:
    """A draft for each candidate that stands; the candidate itself where an end is missing."""
    verdicts = sigmoid(out.verdict)
    stages, certainties = softmax(out.stage), softmax(out.certainty)
    for row, candidate in enumerate(candidates):
        if verdicts[row, 0] < cut.claim:
            continue
        m = marks[candidate.sentence]
        mentions = [*m.names, *m.nominals]
        if not mentions:
            yield from _lacking(candidate, verdicts[row, 0])
            continue
        count = len(m.encoded.words)
        spans = np.asarray([(d.start, d.end - 1) for d in mentions], dtype=np.int64)
        logits = scorer.logits(out.pair_words[row, :count], out.pair_trigger[row], spans)
        ends = _ends(RELATIONS[candidate.relation], mentions, sigmoid(logits + out.verdict[row, 0]), cut)
        if not ends:
            yield from _lacking(candidate, verdicts[row, 0])
            continue
        roles = sigmoid(out.starts[row, spans[:, 0]] + out.ends[row, spans[:, 1]])
        yield DraftClaim(
            candidate,
            ends,
            _terms(mentions, roles, cut),
            _holder(mentions, roles, cut),
            _best_spans(softmax(out.spans[row, :count])),
            STAGES[int(stages[row].argmax())],
            CERTAINTIES[int(certainties[row].argmax())],
            bool(verdicts[row, 1] > 0.5),
        )


def _lacking(candidate: Candidate, verdict: float) -> Iterator[Candidate]:
    """A candidate without an end, where it was believed at all; the many that were not are no loss."""
    if verdict >= _BELIEVED:
        yield candidate


def _ends(name: str, mentions: Sequence[DraftMention], chances: Array, cut: Thresholds) -> tuple[Ends, ...]:
    """All pairs over the threshold, else the best one over the floor; no two whose mentions overlap.

    `chances` (n, n + 1) as of `PairScorer`; kinds must be those the relation allows.
    """
    relation = vocabulary().relations[name]
    subjects = [_as(d, relation.subject) for d in mentions]
    objects = [_as(d, relation.object) for d in mentions]
    if relation.symmetric:
        both = chances[:, :-1]
        chances = np.concatenate([(both + both.T) / 2, chances[:, -1:]], axis=1)
    found = []
    for i, subject in enumerate(subjects):
        if subject is None:
            continue
        if relation.one_sided:
            found.append(Ends(subject[0], None, subject[1] * float(chances[i, -1])))
            continue
        for j, other in enumerate(objects):
            if other is None or (i == j and not other[0].nominal):
                continue
            if relation.symmetric and (other[0].start, -other[0].end) < (subject[0].start, -subject[0].end):
                continue
            found.append(Ends(subject[0], other[0], subject[1] * other[1] * float(chances[i, j])))
    kept: list[Ends] = []
    for pair in sorted(found, key=lambda e: -e.score):
        if pair.score < (cut.role if kept else cut.role_floor):
            break
        if not any(_rivals(pair, other) for other in kept):
            kept.append(pair)
    return tuple(kept)


def _as(d: DraftMention, kinds: Sequence[str]) -> tuple[DraftMention, float] | None:
    """The mention under a kind its role allows, and what a second choice of kind costs; None if it cannot."""
    kind = next((k for k in (d.kind, *_TAKEN_FOR.get(d.kind, ())) if k in kinds), None)
    if kind is None:
        return (d, 1.0) if d.nominal else None
    return replace(d, kind=kind), 1.0 if kind == d.kind else _SLIP


def _rivals(a: Ends, b: Ends) -> bool:
    """Whether two pairs cannot both hold: an end of one overlaps the same end of the other in part."""
    return any(
        x and y and (x.start, x.end) != (y.start, y.end) and x.start < y.end and y.start < x.end
        for x, y in ((a.subject, b.subject), (a.object, b.object))
    )


def _terms(mentions: Sequence[DraftMention], roles: Array, cut: Thresholds) -> dict[str, DraftMention]:
    """The best mention of the right kind for each term, where one is sure enough."""
    terms = {}
    for role, kind in _TERM_KINDS.items():
        best = _best(mentions, roles, role, (kind,), nominals=False)
        if best and best[1] >= cut.term:
            terms[role] = best[0]
    return terms


def _holder(mentions: Sequence[DraftMention], roles: Array, cut: Thresholds) -> DraftMention | None:
    best = _best(mentions, roles, "holder", ("org", "gov", "person"), nominals=True)
    return best[0] if best and best[1] >= cut.term else None


def _best(
    mentions: Sequence[DraftMention], roles: Array, role: str, kinds: Sequence[str], *, nominals: bool
) -> tuple[DraftMention, float] | None:
    column = MENTION_ROLES.index(role)
    fit = [
        (d, float(roles[n, column]))
        for n, d in enumerate(mentions)
        if (d.kind in kinds and not d.nominal) or (nominals and d.nominal)
    ]
    return max(fit, key=lambda item: (item[1], -item[0].start), default=None)


def _best_spans(probabilities: Array) -> dict[str, tuple[int, int]]:
    """For each span role the run of its labels with the highest mean, widened over words nearly its own."""
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    for d in tagged(probabilities, SPAN_ROLES):
        if d.kind not in best or d.score > best[d.kind][0]:
            own = (
                probabilities[:, 1 + 2 * SPAN_ROLES.index(d.kind)]
                + probabilities[:, 2 + 2 * SPAN_ROLES.index(d.kind)]
            )
            start, end = d.start, d.end
            while start and own[start - 1] >= _WIDEN:
                start -= 1
            while end < len(own) and own[end] >= _WIDEN:
                end += 1
            best[d.kind] = (d.score, (start, end))
    return {role: span for role, (_, span) in best.items()}
