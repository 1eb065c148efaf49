"""From the second pass's numbers to drafts of claims: ends, terms, spans, stage, certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.model import vocabulary
from foedus.read.decode import Candidate, DraftMention, SentenceMarks, Thresholds, tagged
from foedus.read.labels import CERTAINTIES, MENTION_ROLES, RELATIONS, SPAN_ROLES, STAGES
from foedus.read.network import Array, SecondIn, SecondOut, sigmoid, softmax

__all__ = ["DraftClaim", "decode_second", "second_rows"]

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
_SLIP = 0.8  # what such a second choice costs
_TERM_KINDS = {"amount": "money", "share": "percent", "valuation": "money", "date": "date"}


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One candidate that stands: its ends, terms and labels as word spans of the sentence."""

    candidate: Candidate
    subjects: tuple[tuple[DraftMention, float], ...]
    objects: tuple[tuple[DraftMention, float], ...]
    terms: dict[str, DraftMention]
    holder: DraftMention | None
    spans: dict[str, tuple[int, int]]
    stage: str
    certainty: str
    exclusive: bool
    score: float


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
    out: SecondOut, marks: Sequence[SentenceMarks], candidates: Sequence[Candidate], cut: Thresholds
) -> Iterator[DraftClaim | Candidate]:
    """A draft for each candidate that stands; the candidate itself where an end is missing."""
    verdicts = sigmoid(out.verdict)
    stages, certainties = softmax(out.stage), softmax(out.certainty)
    for row, candidate in enumerate(candidates):
        if verdicts[row, 0] < cut.claim:
            continue
        m = marks[candidate.sentence]
        count = len(m.encoded.words)
        draft = _draft(
            candidate, m, out.starts[row, :count], out.ends[row, :count], softmax(out.spans[row, :count]), cut
        )
        if draft is None:
            yield candidate
            continue
        subjects, objects, terms, holder, spans = draft
        ends = [p for _, p in (*subjects[:1], *objects[:1])]
        yield DraftClaim(
            candidate, subjects, objects, terms, holder, spans,
            STAGES[int(stages[row].argmax())],
            CERTAINTIES[int(certainties[row].argmax())],
            bool(verdicts[row, 1] > 0.5),
            float(verdicts[row, 0] * min(ends)),
        )  # fmt: skip


_Ends = tuple[tuple[DraftMention, float], ...]


def _draft(
    candidate: Candidate, m: SentenceMarks, starts: Array, ends: Array, spans: Array, cut: Thresholds
) -> tuple[_Ends, _Ends, dict[str, DraftMention], DraftMention | None, dict[str, tuple[int, int]]] | None:
    relation = vocabulary().relations[RELATIONS[candidate.relation]]
    mentions = [*m.names, *m.nominals]
    if not mentions:
        return None
    scores = sigmoid(np.stack([starts[d.start] + ends[d.end - 1] for d in mentions]))

    def best(role: str, kinds: tuple[str, ...]) -> list[tuple[DraftMention, float]]:
        column = MENTION_ROLES.index(role)
        fit = []
        for n, d in enumerate(mentions):
            kind = next((k for k in (d.kind, *_TAKEN_FOR.get(d.kind, ())) if k in kinds), None)
            if kind is not None or d.nominal:
                slip = _SLIP if kind not in (d.kind, None) else 1.0
                fit.append((replace(d, kind=kind or d.kind), slip * float(scores[n, column])))
        return sorted(fit, key=lambda item: (-item[1], item[0].start))

    subjects = _ends(best("subject", relation.subject), cut)
    objects = () if relation.one_sided else _ends(best("object", relation.object), cut)
    if not subjects or (not objects and not relation.one_sided):
        return None
    terms = {}
    for role, kind in _TERM_KINDS.items():
        found = [item for item in best(role, (kind,)) if not item[0].nominal]
        if found and found[0][1] >= cut.term:
            terms[role] = found[0][0]
    holders = best("holder", ("org", "gov", "person"))
    holder = holders[0][0] if holders and holders[0][1] >= cut.term else None
    return subjects, objects, terms, holder, _best_spans(spans)


def _ends(ranked: list[tuple[DraftMention, float]], cut: Thresholds) -> _Ends:
    """All mentions over the threshold, without overlaps; else the best one over the floor."""
    kept: list[tuple[DraftMention, float]] = []
    for d, p in ranked:
        if p < (cut.role if kept else cut.role_floor):
            break
        if not any(d.start < other.end and d.end > other.start for other, _ in kept):
            kept.append((d, p))
    return tuple(kept)


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
