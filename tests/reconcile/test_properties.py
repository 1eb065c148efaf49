from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.model import LinkedClaim
from foedus.reconcile import explain, reconcile
from tests.reconcile.said import said
from tests.reconcile.strategies import claim_sets


@given(claim_sets(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_the_order_of_claims_changes_nothing(claims: list[LinkedClaim], chance: Random) -> None:
    shuffled = claims.copy()
    chance.shuffle(shuffled)
    assert list(reconcile(shuffled)) == list(reconcile(claims))


@given(claim_sets())
@settings(max_examples=300, deadline=None)
def test_every_claim_supports_or_disputes_exactly_one_version(claims: list[LinkedClaim]) -> None:
    versions = list(reconcile(claims))
    named = Counter(claim_id for version in versions for claim_id in (*version.supports, *version.disputes))
    assert named == Counter(item.claim.id for item in claims)


@given(claim_sets())
@settings(max_examples=300, deadline=None)
def test_versions_are_sound(claims: list[LinkedClaim]) -> None:
    by_id = {item.claim.id: item.claim for item in claims}
    versions = list(reconcile(claims))
    assert len({version.fact.id for version in versions}) == len(versions)
    for version in versions:
        assert version.supports
        assert 0 < version.confidence < 1
        said_of_stage = {by_id[claim_id].stage for claim_id in version.supports}
        assert version.stage in said_of_stage
        denied = {by_id[claim_id].certainty == "denied" for claim_id in version.supports}
        assert denied == {version.rule == "only-denied"}
        lines = explain(version, claims)
        assert version.rule in lines[0]
        assert f"{version.confidence:.2f}" in lines[-1]


@given(claim_sets())
@settings(max_examples=300, deadline=None)
def test_nothing_firm_is_retired_but_by_a_firm_ending(claims: list[LinkedClaim]) -> None:
    by_id = {item.claim.id: item.claim for item in claims}
    for version in reconcile(claims):
        supports = [by_id[claim_id] for claim_id in version.supports]
        disputes = [by_id[claim_id] for claim_id in version.disputes]
        stood = [
            claim
            for claim in (*supports, *disputes)
            if claim.stage == "done" and claim.certainty in ("asserted", "reported")
        ]
        if stood and version.stage in ("ended", "failed"):
            assert version.certainty in ("asserted", "reported")
        if stood:
            assert version.stage in ("done", "ended", "failed")


@given(st.integers(1, 6), st.sampled_from(["asserted", "reported", "rumoured"]), st.floats(0, 1))
@settings(deadline=None)
def test_one_more_source_never_lowers_confidence(number: int, certainty: str, score: float) -> None:
    claims = [said(f"story {each}", certainty=certainty, score=score) for each in range(number + 1)]
    (fewer,) = reconcile(claims[:-1])
    (more,) = reconcile(claims)
    assert more.confidence >= fewer.confidence
