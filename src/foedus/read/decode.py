"""From the network's numbers to drafts of claims: spans, candidates, roles, stage, certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.model import vocabulary
from foedus.read.labels import (
    CERTAINTIES,
    MENTION_ROLES,
    NAME_KINDS,
    NOMINAL_KINDS,
    RELATIONS,
    SPAN_ROLES,
    STAGES,
)
from foedus.read.network import Array, FirstOut, Ints, Network, SecondIn, SecondOut, sigmoid, softmax
from foedus.read.tokens import Encoded

__all__ = [
    "Candidate",
    "DraftClaim",
    "DraftMention",
    "SentenceMarks",
    "Thresholds",
    "decode_first",
    "decode_second",
    "run_first",
    "second_rows",
]

_PRONOUNS = frozenset(
    "it its they their them he she his her him itself both we our us themselves whose".split()
)
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
_BARE = frozenset("the a an this that these those".split())
_TERM_KINDS = {"amount": "money", "share": "percent", "valuation": "money", "date": "date"}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where scores turn into decisions; tuned on held-out stories and kept with the weights."""

    trigger: float = 0.2
    nominal: float = 0.15
    claim: float = 0.5
    score: float = 0.0
    role: float = 0.5
    role_floor: float = 0.15
    term: float = 0.5


@dataclass(frozen=True, slots=True)
class DraftMention:
    """A mention as words [from, to) of its sentence; `score` is the tagger's probability."""

    start: int
    end: int
    kind: str
    nominal: bool
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible trigger: a relation and the words [from, to) that may express it."""

    sentence: int
    relation: int
    start: int
    end: int
    score: float


@dataclass(slots=True)
class SentenceMarks:
    """What the first pass found in one sentence, and where its states are kept."""

    encoded: Encoded
    names: list[DraftMention]
    nominals: list[DraftMention]
    candidates: list[Candidate]
    # Half precision, and copies: a view would keep the states of all its window's sentences alive.
    words: NDArray[np.floating[Any]]  # (words, H)
    middle: NDArray[np.floating[Any]]  # (sub-words, H)
    name_labels: Ints = field(repr=False)
    nominal_labels: Ints = field(repr=False)


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


def run_first(
    network: Network, sentences: Sequence[Encoded], windows: Sequence[tuple[int, int]]
) -> tuple[FirstOut, list[tuple[int, int, int]]]:
    """The first pass over windows, and (row, first sub-word, first word) of each sentence in it."""
    sizes = [1 + sum(len(s.ids) + 1 for s in sentences[a:b]) for a, b in windows]
    counts = [sum(len(s.words) for s in sentences[a:b]) for a, b in windows]
    ids = np.zeros((len(windows), max(sizes)), dtype=np.int64)
    cases, mask = np.full_like(ids, 6), np.zeros_like(ids)
    first = np.zeros((len(windows), max(1, *counts)), dtype=np.int64)
    places = []
    for row, (a, b) in enumerate(windows):
        ids[row, 0], at, word = 1, 1, 0  # [PAD]=0, [CLS]=1, [SEP]=2 in our vocabulary
        for sentence in sentences[a:b]:
            places.append((row, at, word))
            ids[row, at : at + len(sentence.ids)] = sentence.ids
            cases[row, at : at + len(sentence.ids)] = sentence.cases
            first[row, word : word + len(sentence.first)] = np.asarray(sentence.first, dtype=np.int64) + at
            at += len(sentence.ids) + 1
            word += len(sentence.words)
            ids[row, at - 1] = 2
        mask[row, : sizes[row]] = 1
    return network.first(ids, cases, mask, first), places


def decode_first(
    out: FirstOut, places: Sequence[tuple[int, int, int]], sentences: Sequence[Encoded], cut: Thresholds
) -> list[SentenceMarks]:
    """Names, nominals and trigger candidates of each sentence."""
    marks = []
    for number, ((row, at, word), encoded) in enumerate(zip(places, sentences, strict=True)):
        span = slice(word, word + len(encoded.words))
        names, nominals = softmax(out.names[row, span]), softmax(out.nominals[row, span])
        triggers = sigmoid(out.triggers[row, span])
        marks.append(
            SentenceMarks(
                encoded,
                [d for d in _tagged(names, NAME_KINDS) if _nameable(d, encoded)],
                _nominals(nominals, encoded, cut.nominal),
                list(_candidates(triggers, number, cut.trigger)),
                out.words[row, span].astype(np.float16),
                out.middle[row, at : at + len(encoded.ids)].astype(np.float16),
                names.argmax(-1),
                nominals.argmax(-1),
            )
        )
    return marks


def _nameable(d: DraftMention, encoded: Encoded) -> bool:
    """Whether the words can be a name at all: all but amounts and dates have a capital or a digit."""
    words = encoded.text[encoded.words[d.start][0] : encoded.words[d.end - 1][1]]
    return d.kind not in NOMINAL_KINDS or any(ch.isupper() or ch.isdigit() for ch in words)


def _tagged(probabilities: Array, kinds: Sequence[str]) -> list[DraftMention]:
    """Spans of a BIO tagging: label 0 is outside, 1 + 2k begins kind k, 2 + 2k goes on.

    Borders are decided first, by the sums over all kinds, and the kind afterwards by all words of a
    span together: a name whose words disagree on the kind stays in one piece.
    """
    if not len(probabilities):
        return []
    begins, insides = probabilities[:, 1::2], probabilities[:, 2::2]
    step = np.stack([probabilities[:, 0], begins.sum(-1), insides.sum(-1)]).argmax(0)
    found: list[list[int]] = []
    for place, label in enumerate(step):
        if label == 2 and found and found[-1][1] == place:
            found[-1][1] = place + 1
        elif label:
            found.append([place, place + 1])
    out = []
    for a, b in found:
        votes = (begins[a:b] + insides[a:b]).mean(0)
        kind = int(votes.argmax())
        out.append(DraftMention(a, b, kinds[kind], False, float(votes[kind])))
    return out


def _nominals(probabilities: Array, encoded: Encoded, floor: float) -> list[DraftMention]:
    """Nominals the tagger thinks at least possible, and every pronoun; the second pass picks."""
    found = []
    for place in range(len(encoded.words)):
        begin = probabilities[place, 1::2]
        sure = float(begin.sum())
        a, b = encoded.words[place]
        word = encoded.text[a:b].lower()
        if sure < floor and word not in _PRONOUNS:
            continue
        end = place + 1
        # An unsure nominal goes on as unsurely as it began.
        while sure >= floor and end < len(encoded.words) and probabilities[end, 2::2].sum() > 0.5 * sure:
            end += 1
        if end == place + 1 and word in _BARE:
            continue
        found.append(DraftMention(place, end, NOMINAL_KINDS[int(begin.argmax())], True, sure))
    return found


def _candidates(probabilities: Array, sentence: int, floor: float) -> Iterator[Candidate]:
    for relation in np.flatnonzero(probabilities.max(0) >= floor) if len(probabilities) else ():
        row = probabilities[:, relation]
        start = 0
        while start < len(row):
            if row[start] < floor:
                start += 1
                continue
            end = start
            while end < len(row) and row[end] >= floor:
                end += 1
            yield Candidate(sentence, int(relation), start, end, float(row[start:end].max()))
            start = end


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
    for d in _tagged(probabilities, SPAN_ROLES):
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
