"""The score of a claim: a probability from all that speaks for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.read.calibrate import Calibration, Evidence

part = st.floats(min_value=0.0, max_value=1.0)
FITTED = Calibration(
    -0.3, {"chance": 0.9, "trigger": 0.2, "meant": 1.1, "nominals": -0.4, "rivals": -1.0}, {"owns": 0.5}
)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    return Evidence("owns", draw(part), draw(part), draw(part), draw(st.integers(0, 2)), draw(part))


@given(evidence())
def test_a_score_is_a_probability(e: Evidence) -> None:
    assert 0.0 <= FITTED.score(e) <= 1.0
    assert 0.0 <= Calibration().score(e) <= 1.0


@given(evidence(), part)
def test_a_likelier_pair_never_scores_less(e: Evidence, chance: float) -> None:
    other = Evidence(e.relation, chance, e.trigger, e.meant, e.nominals, e.rivals)
    low, high = sorted((e, other), key=lambda x: x.chance)
    assert FITTED.score(low) <= FITTED.score(high) + 1e-12


def test_without_a_fit_the_chances_are_multiplied() -> None:
    assert Calibration().score(Evidence("owns", 0.8, 0.1, 0.5, 1, 0.0)) == pytest.approx(0.4)


def test_a_relation_may_have_a_bias_of_its_own() -> None:
    one, other = (Evidence(name, 0.5, 0.5, 1.0, 0, 0.0) for name in ("owns", "uses"))
    assert FITTED.score(one) > FITTED.score(other)
