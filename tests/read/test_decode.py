"""Decoding: from made-up numbers to spans, candidates and drafts. No trained model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.read.decode import Candidate, SentenceMarks, Thresholds, decode_first
from foedus.read.labels import (
    CERTAINTIES,
    MENTION_ROLES,
    NAME_KINDS,
    NOMINAL_KINDS,
    RELATIONS,
    SPAN_ROLES,
    STAGES,
)
from foedus.read.network import Array, FirstOut, Ints, PairScorer, SecondOut, sigmoid, softmax
from foedus.read.roles import DraftClaim, decode_second, second_rows
from foedus.read.tokens import Encoded, pack
from foedus.read.words import split_words

TEXT = "Altria bought 35 % of Juul and it sued"
HIDDEN = 4


def encoded(text: str = TEXT) -> Encoded:
    words = tuple(split_words(text))
    places = tuple(range(len(words)))
    return Encoded(text, words, places, places, places)


def first_out(names: dict[int, int], triggers: dict[tuple[int, str], float]) -> FirstOut:
    count = len(split_words(TEXT))
    name_logits = np.zeros((1, count, 1 + 2 * len(NAME_KINDS)), dtype=np.float32)
    name_logits[0, :, 0] = 5.0
    for word, label in names.items():
        name_logits[0, word, label] = 10.0
    nominals = np.zeros((1, count, 1 + 2 * len(NOMINAL_KINDS)), dtype=np.float32)
    nominals[0, :, 0] = 9.0
    trigger_logits = np.full((1, count, len(RELATIONS)), -9.0, dtype=np.float32)
    for (word, relation), value in triggers.items():
        trigger_logits[0, word, RELATIONS.index(relation)] = value
    states = np.zeros((1, count, HIDDEN), dtype=np.float32)
    return FirstOut(name_logits, nominals, trigger_logits, states, states)


def begin(kind: str) -> int:
    return 1 + 2 * NAME_KINDS.index(kind)


def marks() -> list[SentenceMarks]:
    names = {0: begin("org"), 2: begin("percent"), 3: begin("percent") + 1, 5: begin("org")}
    out = first_out(names, {(1, "acquires"): 3.0, (1, "owns"): -9.0})
    return decode_first(out, [(0, 0, 0)], [encoded()], Thresholds())


def test_names_are_read_from_their_tags_and_every_pronoun_is_a_possible_nominal() -> None:
    (mark,) = marks()
    assert [(d.start, d.end, d.kind) for d in mark.names] == [(0, 1, "org"), (2, 4, "percent"), (5, 6, "org")]
    assert [(d.start, d.end) for d in mark.nominals] == [(7, 8)]


def test_a_word_over_the_threshold_is_a_candidate_trigger_of_its_relation() -> None:
    (mark,) = marks()
    assert [(RELATIONS[c.relation], c.start, c.end) for c in mark.candidates] == [("acquires", 1, 2)]


def second_out(roles: dict[tuple[int, str], float], valid: float = 4.0) -> SecondOut:
    count = len(split_words(TEXT))
    starts = np.full((1, count, len(MENTION_ROLES)), -4.0, dtype=np.float32)
    for (word, role), value in roles.items():
        starts[0, word, MENTION_ROLES.index(role)] = value
    spans = np.zeros((1, count, 1 + 2 * len(SPAN_ROLES)), dtype=np.float32)
    spans[0, :, 0] = 5.0
    pairs = np.zeros((1, count, 4), dtype=np.float32), np.zeros((1, 1), dtype=np.float32)
    stage = np.eye(1, len(STAGES), STAGES.index("failed"), dtype=np.float32) * 9
    certainty = np.eye(1, len(CERTAINTIES), CERTAINTIES.index("denied"), dtype=np.float32) * 9
    verdict = np.array([[valid, -5.0]], dtype=np.float32)
    return SecondOut(starts, np.zeros_like(starts), spans, *pairs, stage, certainty, verdict)


class Told(PairScorer):
    """Logits for pairs of first words (subject, object); -1 for no object."""

    def __init__(self, told: dict[tuple[int, int], float]) -> None:
        self.told = told

    def logits(self, words: Array, trigger: Array, spans: Ints) -> Array:
        firsts = [int(first) for first, _ in spans]
        return np.asarray(
            [[self.told.get((a, b), -9.0) for b in (*firsts, -1)] for a in firsts], dtype=np.float32
        )


def drafts(
    out: SecondOut, pairs: dict[tuple[int, int], float], relation: str = "acquires"
) -> list[DraftClaim | Candidate]:
    found = marks()
    candidates = [replace(c, relation=RELATIONS.index(relation)) for c in found[0].candidates]
    return list(decode_second(out, found, candidates, Thresholds(), Told(pairs)))


def ends(draft: DraftClaim | Candidate) -> list[tuple[int, int | None]]:
    assert isinstance(draft, DraftClaim)
    return [(e.subject.start, e.object.start if e.object else None) for e in draft.ends]


def test_a_draft_has_both_ends_its_terms_and_its_labels() -> None:
    (draft,) = drafts(second_out({(2, "share"): 3.0}), {(0, 5): 0.0})
    assert isinstance(draft, DraftClaim)
    assert ends(draft) == [(0, 5)]
    assert (draft.terms["share"].start, draft.terms["share"].end) == (2, 4)
    assert (draft.stage, draft.certainty, draft.exclusive) == ("failed", "denied", False)
    assert 0.0 < draft.ends[0].score <= 1.0


def test_a_mention_of_the_wrong_kind_is_never_an_end() -> None:
    (draft,) = drafts(second_out({}), {(0, 2): 9.0, (2, 5): 9.0, (0, 5): 0.0})
    assert ends(draft) == [(0, 5)]


def test_a_list_makes_a_pair_for_each_of_its_names_and_an_unlikely_one_is_left_out() -> None:
    (draft,) = drafts(second_out({}), {(0, 5): 5.0, (0, 7): 3.0, (7, 5): -7.0})
    assert ends(draft) == [(0, 5), (0, 7)]


def test_a_relation_without_direction_makes_one_pair_with_the_first_named_as_subject() -> None:
    (draft,) = drafts(second_out({}), {(5, 0): 5.0, (0, 5): 4.0}, "competes_with")
    assert ends(draft) == [(0, 5)]


def test_a_relation_of_one_has_no_object() -> None:
    (draft,) = drafts(second_out({}), {(0, -1): 3.0, (0, 5): 9.0}, "raises")
    assert ends(draft) == [(0, None)]


def test_a_candidate_without_an_end_is_given_back_so_that_it_can_be_counted() -> None:
    (found,) = drafts(second_out({}), {})
    assert isinstance(found, Candidate)


def test_a_candidate_hardly_believed_and_without_an_end_is_no_rejection() -> None:
    assert drafts(second_out({}, valid=-1.0), {}) == []


def test_a_candidate_the_second_pass_does_not_believe_is_dropped() -> None:
    assert drafts(second_out({}, valid=-4.0), {(0, 5): 9.0}) == []


def test_pairs_are_scored_from_both_ends_and_the_trigger() -> None:
    weights = {
        "nobody": np.array([0.5], dtype=np.float32),
        "between.weight": np.array([[1.0]], dtype=np.float32),
        "between.bias": np.array([0.0], dtype=np.float32),
        "out.weight": np.array([[2.0]], dtype=np.float32),
        "out.bias": np.array([-1.0], dtype=np.float32),
    }
    words = np.array([[1, 0, 0, 0], [0, 2, 3, 4]], dtype=np.float32)
    got = PairScorer(weights).logits(words, np.array([0.25], dtype=np.float32), np.array([[0, 1], [1, 1]]))
    # subject: begin of its first word + end of its last; object the same with its own two numbers
    ends = [[(3, 4), (3, 7), (3, 0.5)], [(2, 4), (2, 7), (2, 0.5)]]
    assert got.tolist() == [[2 * (a + b + 0.25) - 1 for a, b in row] for row in ends]


def test_rows_of_the_second_pass_mark_the_trigger_and_carry_the_mentions() -> None:
    found = marks()
    rows = second_rows(found, found[0].candidates)
    assert rows.mark.tolist() == [[0, 1, 0, 0, 0, 0, 0, 0, 0]]
    assert rows.names[0, 0] == begin("org")
    assert rows.score[0] == pytest.approx(3.0, abs=1e-3)


@given(st.lists(st.integers(min_value=0, max_value=300), max_size=40))
def test_windows_hold_every_sentence_once_and_in_order(lengths: list[int]) -> None:
    windows = pack(lengths, 192)
    assert [n for a, b in windows for n in range(a, b)] == list(range(len(lengths)))
    assert all(b - a == 1 or sum(lengths[a:b]) + (b - a) <= 192 for a, b in windows)


@given(st.lists(st.floats(min_value=-1e4, max_value=1e4), min_size=1, max_size=8))
def test_probabilities_are_probabilities(values: list[float]) -> None:
    x = np.asarray(values, dtype=np.float32)
    assert np.isfinite(softmax(x)).all()
    assert softmax(x).sum() == pytest.approx(1.0, abs=1e-4)
    assert ((sigmoid(x) >= 0) & (sigmoid(x) <= 1)).all()
