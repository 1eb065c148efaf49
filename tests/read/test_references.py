"""What nominals stand for, with a scorer made by hand."""

from __future__ import annotations

import numpy as np

from foedus.read.names import NameGroups
from foedus.read.network import Array, ReferenceScorer
from foedus.read.references import FEATURES, Place, candidates_for, pair_features, refer

HIDDEN = 3


class Nearest(ReferenceScorer):
    """Prefers what stands nearest before; knows plurals by the first number of the state."""

    def __init__(self) -> None:
        super().__init__({})

    def scores(self, nominal: Array, candidates: Array, features: Array) -> Array:
        scores = np.arange(len(candidates), dtype=np.float32)
        scores[-1] = -1.0
        return scores

    def plural(self, nominal: Array) -> float:
        return float(nominal[0])


def place(words: str, start: int, *, group: int = -1, plural: bool = False, kind: str = "org") -> Place:
    state = np.array([float(plural), 0.0, 0.0], dtype=np.float32)
    return Place(start // 100, start, start + len(words), words, kind, state, group < 0, group)


GROUPS = NameGroups([("Altria", "org"), ("Juul", "org")])
ALTRIA, JUUL = GROUPS.group("Altria", "org"), GROUPS.group("Juul", "org")
PLACES = [place("Altria", 0, group=ALTRIA), place("Juul", 20, group=JUUL)]


def test_a_nominal_gets_the_name_that_scores_best() -> None:
    assert refer(place("it", 120), PLACES, GROUPS, Nearest())[0] == (JUUL,)


def test_the_other_end_of_a_claim_is_barred() -> None:
    assert refer(place("it", 120), PLACES, GROUPS, Nearest(), barred=frozenset({JUUL}))[0] == (ALTRIA,)


def test_a_plural_stands_for_two_names() -> None:
    assert set(refer(place("both firms", 120, plural=True), PLACES, GROUPS, Nearest())[0]) == {ALTRIA, JUUL}


def test_nothing_before_it_means_no_name_rather_than_a_guess() -> None:
    assert refer(place("it", 0), [], GROUPS, Nearest()) == ((), 0.0)


def test_only_earlier_mentions_and_later_names_of_the_same_sentence_can_be_meant() -> None:
    later = [place("Juul", 150, group=JUUL), place("Altria", 250, group=ALTRIA)]
    assert [p.words for p in candidates_for(place("its", 120), [PLACES[0], *later])] == ["Altria", "Juul"]


def test_features_have_a_row_a_candidate_and_one_for_none() -> None:
    features = pair_features(place("the company", 120), PLACES, GROUPS)
    assert features.shape == (3, FEATURES)
    assert np.isfinite(features).all()
