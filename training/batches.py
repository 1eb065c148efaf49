"""Batches for training: stories in windows for the first pass, candidate rows for the second, reference pairs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from foedus.model import vocabulary
from foedus.read.decode import PRONOUNS, Candidate, SentenceMarks, possible_nominals, tagged
from foedus.read.labels import MENTION_ROLES, NAME_KINDS, NOMINAL_KINDS, RELATIONS, SPAN_ROLES
from foedus.read.names import NameGroups, same_name
from foedus.read.network import FirstOut, softmax
from foedus.read.references import Place, candidates_for, pair_features
from foedus.read.tokens import pack
from training.data import Group, MarkedSentence, MarkedStory


@dataclass
class Windows:
    """First-pass input and labels of some stories, and where each sentence lies in it."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    first: Tensor
    names: Tensor
    nominals: Tensor
    triggers: Tensor
    shown: Tensor
    places: list[tuple[int, int, int]]
    sentences: list[MarkedSentence]
    stories: list[tuple[int, int]]  # sentences [from, to) of each story


def make_windows(stories: Sequence[MarkedStory], rng: random.Random | None) -> Windows:
    """Windows of random room (augmentation) with `rng`, of the run-time room without."""
    rows: list[list[MarkedSentence]] = []
    flat: list[MarkedSentence] = []
    bounds = []
    # One room for the batch: rows of unlike lengths are mostly padding.
    room = rng.choice((64, 96, 128, 160, 192)) if rng else 192
    for story in stories:
        lengths = [len(s.encoded.ids) for s in story.sentences]
        rows += [story.sentences[a:b] for a, b in pack(lengths, room)]
        bounds.append((len(flat), len(flat) + len(story.sentences)))
        flat += story.sentences
    width = max(1 + sum(len(s.encoded.ids) + 1 for s in row) for row in rows)
    words = max(max(1, sum(len(s.encoded.words) for s in row)) for row in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)
    cases, mask = np.full_like(ids, 6), np.zeros_like(ids)
    first = np.zeros((len(rows), words), dtype=np.int64)
    names = np.full((len(rows), words), -100, dtype=np.int64)
    nominals = np.full_like(names, -100)
    triggers = np.zeros((len(rows), words, len(RELATIONS)), dtype=np.float32)
    shown = np.zeros((len(rows), words), dtype=np.float32)
    places = []
    for row, sentences in enumerate(rows):
        ids[row, 0], at, word = 1, 1, 0
        for s in sentences:
            e = s.encoded
            places.append((row, at, word))
            ids[row, at : at + len(e.ids)] = e.ids
            shout = rng.random() if rng else 1.0
            cases[row, at : at + len(e.ids)] = recase(e.cases, shout)
            first[row, word : word + len(e.first)] = np.asarray(e.first, dtype=np.int64) + at
            name_labels, nominal_labels = labels_of(s)
            names[row, word : word + len(e.words)] = name_labels
            nominals[row, word : word + len(e.words)] = nominal_labels
            shown[row, word : word + len(e.words)] = 1.0
            for g in s.groups:
                triggers[row, word + g.trigger[0] : word + g.trigger[1], g.relation] = 1.0
            at += len(e.ids) + 1
            word += len(e.words)
            ids[row, at - 1] = 2
        mask[row, :at] = 1
    t = torch.from_numpy
    return Windows(
        t(ids),
        t(cases),
        t(mask),
        t(first),
        t(names),
        t(nominals),
        t(triggers),
        t(shown),
        places,
        flat,
        bounds,
    )


def recase(cases: Sequence[int], shout: float) -> list[int]:
    """The cases as they are, or as in a headline with capitals everywhere, or all upper (rarely)."""
    if shout < 0.03:
        return [2 if c in (0, 1, 4, 5) else c for c in cases]
    if shout < 0.09:
        return [1 if c == 0 else c for c in cases]
    return list(cases)


def labels_of(s: MarkedSentence) -> tuple[np.ndarray, np.ndarray]:
    """Name and nominal labels per word (BIO as in `foedus.read.decode`)."""
    names = np.zeros(len(s.encoded.words), dtype=np.int64)
    nominals = np.zeros_like(names)
    for a, b, kind in s.names:
        names[a:b] = 2 + 2 * kind
        names[a] = 1 + 2 * kind
    for a, b, kind, _ in s.nominals:
        nominals[a:b] = 2 + 2 * kind
        nominals[a] = 1 + 2 * kind
    return names, nominals


@dataclass
class Rows:
    """Second-pass candidates with their targets."""

    candidates: list[Candidate]
    marks: list[SentenceMarks]
    spans: Tensor  # (N, W) BIO of the span roles, -100 where not taught
    stage: Tensor
    certainty: Tensor
    valid: Tensor
    exclusive: Tensor
    pair_row: Tensor  # candidate mentions of true rows: row, first word, last word
    pair_from: Tensor
    pair_last: Tensor
    pair_roles: Tensor  # (P, roles)
    ends: Tensor  # (E, 5) possible claims of any row: row, subject's first and last word, object's (-1: none)
    stands: Tensor  # (E,) whether that claim is marked


def make_rows(w: Windows, out: FirstOut, rng: random.Random, guessed: bool) -> Rows | None:
    """True groups, and wrong candidates: what the first pass believes wrongly, and random ones.

    `guessed` feeds the first pass's own mention labels instead of the marked ones.
    """
    candidates: list[Candidate] = []
    targets: list[tuple[MarkedSentence, int]] = []
    marks = []
    floor = rng.choice((0.1, 0.15, 0.3))
    for number, ((row, at, word), s) in enumerate(zip(w.places, w.sentences, strict=True)):
        count = len(s.encoded.words)
        span = slice(word, word + count)
        true_names, true_nominals = labels_of(s)
        names, nominals = softmax(out.names[row, span]), softmax(out.nominals[row, span])
        own = (names.argmax(-1), nominals.argmax(-1))
        name_labels, nominal_labels = own if guessed else (true_names, true_nominals)
        marks.append(
            SentenceMarks(
                s.encoded,
                tagged(names, NAME_KINDS),
                possible_nominals(nominals, s.encoded, floor),
                [],
                out.words[row, span],
                out.middle[row, at : at + len(s.encoded.ids)],
                name_labels,
                nominal_labels,
            )
        )
        logits = out.triggers[row, span]
        for g, group in enumerate(s.groups):
            candidates.append(
                Candidate(
                    number, group.relation, *group.trigger, peak(logits, group.relation, *group.trigger)
                )
            )
            targets.append((s, g))
        for relation, a, b in _wrong(s, logits, rng):
            candidates.append(Candidate(number, relation, a, b, peak(logits, relation, a, b)))
            targets.append((s, -1))
    if not candidates:
        return None
    return _targets(candidates, targets, marks)


def peak(logits: np.ndarray, relation: int, a: int, b: int) -> float:
    """The first pass's highest probability for a relation over some words."""
    return float(1.0 / (1.0 + np.exp(-logits[a:b, relation].max())))


def _wrong(s: MarkedSentence, logits: np.ndarray, rng: random.Random) -> list[tuple[int, int, int]]:
    """Wrong triggers of one sentence: up to three the first pass believes most, one at random."""
    found = []
    taken = {(g.relation, word) for g in s.groups for word in range(g.trigger[0] - 1, g.trigger[1] + 1)}
    if len(logits):
        order = np.argsort(-logits, axis=None)[:14]
        for place in order:
            word, relation = divmod(int(place), logits.shape[1])
            if logits[word, relation] < -2.3 or len(found) >= 3:
                break
            if (relation, word) in taken:
                continue
            end = word + 1
            while end < len(logits) and logits[end, relation] > -1.4 and (relation, end) not in taken:
                end += 1
            found.append((relation, word, end))
            taken |= {(relation, other) for other in range(word - 1, end + 1)}
        if rng.random() < 0.25:
            word, relation = rng.randrange(len(logits)), rng.randrange(logits.shape[1])
            if s.groups and rng.random() < 0.6:
                word = rng.choice(s.groups).trigger[0]
            if (relation, word) not in taken:
                found.append((relation, word, word + 1))
    return found


def _targets(
    candidates: list[Candidate], targets: list[tuple[MarkedSentence, int]], marks: list[SentenceMarks]
) -> Rows:
    width = max(len(s.encoded.words) for s, _ in targets)
    spans = np.full((len(candidates), width), -100, dtype=np.int64)
    stage = np.full(len(candidates), -100, dtype=np.int64)
    certainty = np.full_like(stage, -100)
    valid, exclusive = (
        np.zeros(len(candidates), dtype=np.float32),
        np.zeros(len(candidates), dtype=np.float32),
    )
    pairs: list[tuple[int, int, int, list[float]]] = []
    ends: list[tuple[int, int, int, int, int]] = []
    stands: list[float] = []
    for row, (s, g) in enumerate(targets):
        found = possible_claims(s, marks[candidates[row].sentence], RELATIONS[candidates[row].relation])
        true = marked_pairs(s.groups[g], candidates[row].relation) if g >= 0 else set()
        for (a, b), other in sorted({*found, *true}, key=str):
            c, d = other or (-1, 0)
            ends.append((row, a, b - 1, c, d - 1))
            stands.append(float(((a, b), other) in true))
        if g < 0:
            continue
        group = s.groups[g]
        valid[row], exclusive[row] = 1.0, float(group.exclusive)
        stage[row], certainty[row] = group.stage, group.certainty
        spans[row, : len(s.encoded.words)] = 0
        for role, (a, b) in group.spans.items():
            label = SPAN_ROLES.index(role)
            spans[row, a:b] = 2 + 2 * label
            spans[row, a] = 1 + 2 * label
        for a, b in candidate_spans(s, marks[candidates[row].sentence]):
            pairs.append(
                (row, a, b - 1, [float((a, b) in group.roles.get(role, ())) for role in MENTION_ROLES])
            )
    t = torch.from_numpy
    columns = list(zip(*pairs, strict=True)) if pairs else [(), (), (), ()]
    return Rows(
        candidates, marks, t(spans), t(stage), t(certainty), t(valid), t(exclusive),
        torch.tensor(columns[0], dtype=torch.long), torch.tensor(columns[1], dtype=torch.long),
        torch.tensor(columns[2], dtype=torch.long), torch.tensor(columns[3], dtype=torch.float32).reshape(-1, len(MENTION_ROLES)),
        torch.tensor(ends, dtype=torch.long).reshape(-1, 5), torch.tensor(stands, dtype=torch.float32),
    )  # fmt: skip


_Span = tuple[int, int]


def marked_pairs(group: Group, relation: int) -> set[tuple[_Span, _Span | None]]:
    """The marked ends of a group's claims, both ways round where the relation has no direction."""
    found: set[tuple[_Span, _Span | None]] = set(group.pairs)
    if vocabulary().relations[RELATIONS[relation]].symmetric:
        found |= {(other, subject) for subject, other in group.pairs if other}
    return found


def possible_claims(s: MarkedSentence, mark: SentenceMarks, relation: str) -> set[tuple[_Span, _Span | None]]:
    """All pairs of ends that marked or guessed mentions of the sentence could make."""
    kinds = {(a, b): NAME_KINDS[k] for a, b, k in s.names}
    guessed = {(d.start, d.end) for d in mark.names if d.kind in NOMINAL_KINDS}
    nominals = {(a, b) for a, b, _, _ in s.nominals} | {(d.start, d.end) for d in mark.nominals}
    spans = {span for span, kind in kinds.items() if kind in NOMINAL_KINDS} | guessed | nominals
    if vocabulary().relations[relation].one_sided:
        return {(span, None) for span in spans}
    return {(x, y) for x in spans for y in spans if x != y or x in nominals}


def candidate_spans(s: MarkedSentence, mark: SentenceMarks) -> list[tuple[int, int]]:
    """Spans roles are chosen from: marked names and nominals, roles' own spans, pronouns."""
    spans = {(a, b) for a, b, _ in s.names} | {(a, b) for a, b, _, _ in s.nominals}
    spans |= {(d.start, d.end) for d in (*mark.names, *mark.nominals)}
    spans |= {span for g in s.groups for found in g.roles.values() for span in found}
    for place, (a, b) in enumerate(s.encoded.words):
        if s.encoded.text[a:b].lower() in PRONOUNS:
            spans.add((place, place + 1))
    return sorted(spans)


def story_places(
    sentences: Sequence[MarkedSentence], states: Sequence[np.ndarray | Tensor]
) -> tuple[list[Place], NameGroups, list[tuple[Place, set[int]]]]:
    """All mentions of a story as `Place`s, its name groups, and (nominal, right groups) to learn from."""
    surfaces = [
        (s.encoded.text[s.encoded.words[a][0] : s.encoded.words[b - 1][1]], NAME_KINDS[kind])
        for s in sentences
        for a, b, kind in s.names
        if NAME_KINDS[kind] in NOMINAL_KINDS
    ]
    groups = NameGroups(surfaces)
    places: list[Place] = []
    nominals: list[tuple[Place, set[int]]] = []
    offset = 0
    for number, (s, state) in enumerate(zip(sentences, states, strict=True)):
        rows = [(a, b, NAME_KINDS[k], None, False) for a, b, k in s.names if NAME_KINDS[k] in NOMINAL_KINDS]
        rows += [(a, b, NOMINAL_KINDS[k], referent, True) for a, b, k, referent in s.nominals]
        for order, (a, b, kind, referent, nominal) in enumerate(sorted(rows, key=lambda r: (r[0], -r[1]))):
            start, end = s.encoded.words[a][0], s.encoded.words[b - 1][1]
            words = s.encoded.text[start:end]
            place = Place(
                number,
                offset + start,
                offset + end,
                words,
                kind,
                state[a:b].mean(0),
                nominal,
                leads=order == 0,
            )
            if nominal:
                right = right_groups(referent, surfaces, groups)
                place.group = next(iter(sorted(right))) if len(right) == 1 else -1
                nominals.append((place, right))
            else:
                place.group = groups.group(words, kind)
            places.append(place)
        offset += len(s.encoded.text) + 1
    return places, groups, nominals


def right_groups(referent: str | None, surfaces: Sequence[tuple[str, str]], groups: NameGroups) -> set[int]:
    """The groups of the story's names that a marked referent means."""
    right = set()
    whole = any(name[0] == referent for name in surfaces)
    for part in [referent] if whole else (referent or "").split(" & "):
        exact = [name for name in surfaces if name[0] == part]
        near = exact or [name for name in surfaces if same_name(part, name[0])]
        if near:
            right.add(groups.group(*near[0]))
    return right


def reference_pairs(
    nominal: Place, places: Sequence[Place], groups: NameGroups
) -> tuple[list[Place], np.ndarray]:
    """Candidates of a nominal that do not lie inside it, and their features with the closing "none" row."""
    found = [p for p in candidates_for(nominal, places) if not (nominal.start <= p.start < nominal.end)]
    return found, pair_features(nominal, found, groups)
