"""From the first pass's numbers to names, nominals and candidate triggers; `roles` does the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.read.labels import (
    NAME_KINDS,
    NOMINAL_KINDS,
)
from foedus.read.network import Array, FirstOut, Ints, Network, sigmoid, softmax
from foedus.read.tokens import Encoded

__all__ = [
    "PRONOUNS",
    "Candidate",
    "DraftMention",
    "SentenceMarks",
    "Thresholds",
    "decode_first",
    "possible_nominals",
    "run_first",
    "tagged",
]

PRONOUNS = frozenset(
    "it its they their them he she his her him itself both we our us themselves whose".split()
)
_BARE = frozenset("the a an this that these those".split())


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where scores turn into decisions; tuned on held-out stories and kept with the weights."""

    trigger: float = 0.25
    nominal: float = 0.15
    claim: float = 0.1
    score: float = 0.0
    role: float = 0.15
    role_floor: float = 0.08
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
                [d for d in tagged(names, NAME_KINDS) if _nameable(d, encoded)],
                possible_nominals(nominals, encoded, cut.nominal),
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


def tagged(probabilities: Array, kinds: Sequence[str]) -> list[DraftMention]:
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


def possible_nominals(probabilities: Array, encoded: Encoded, floor: float) -> list[DraftMention]:
    """Nominals the tagger thinks at least possible, and every pronoun; the second pass picks."""
    found = []
    for place in range(len(encoded.words)):
        begin = probabilities[place, 1::2]
        sure = float(begin.sum())
        a, b = encoded.words[place]
        word = encoded.text[a:b].lower()
        if sure < floor and word not in PRONOUNS:
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
