from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from foedus.flow import Judging, judge, undo
from foedus.model import Group, PairJudgement
from foedus.reconcile import reconcile
from foedus.record import Book
from tests.contract.judged import Step, act, as_it_stands, read, redo, steps
from tests.contract.news import ALPHA, BETA, GAMMA, bundle_of, tell, unrecorded
from tests.record.material import Ticking, judgements_of

# Each example opens books of its own, so that the function-scoped fixtures are no trap.
few = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def pair(one: str, other: str, verdict: str = "same", by: str = "user") -> PairJudgement:
    return PairJudgement(one_id=one, other_id=other, verdict=verdict, reasons=("why",), decided_by=by)


def add(book: Book, clock: Ticking, *items: PairJudgement) -> frozenset[Group]:
    with book.writer(clock) as writer:
        groups = writer.add_pair_judgements(items)
        writer.put_versions(groups, reconcile(writer.view().claims_for_groups(groups)))
    return groups


def ends(book: Book) -> set[tuple[str, str, str | None]]:
    return {(v.fact.relation, v.fact.subject_id, v.fact.object_id) for v in book.view().versions()}


@given(taken=steps())
@few
def test_any_decisions_leave_the_book_that_the_surviving_ones_make(
    fresh: Callable[[], Book], tmp_path: Path, taken: list[Step]
) -> None:
    book, clock = fresh(), Ticking()
    stories = [("read", "0"), ("read", "2")]
    for step in (*stories, *taken):
        act(book, tmp_path, step, clock)
    stands, surviving = as_it_stands(book.view()), book.view().pair_judgements()
    rebuilt = reconcile(book.view().claims_for_groups(set(book.view().groups())))
    assert stands["facts"] == sorted(rebuilt, key=str)

    other, clock = fresh(), Ticking()
    for step in (*stories, *taken):
        if step[0] == "read":
            act(other, tmp_path, step, clock)
    redo(other, surviving, clock)
    assert as_it_stands(other.view()) == stands


@given(taken=steps())
@few
def test_what_was_known_before_a_decision_is_known_as_of_then_for_ever(
    fresh: Callable[[], Book], tmp_path: Path, taken: list[Step]
) -> None:
    book, clock = fresh(), Ticking()
    read(book, tmp_path, 1, clock)
    answers = []
    for step in taken:
        known = book.view().newest
        answers.append((known, as_it_stands(book.view())))
        act(book, tmp_path, step, clock)
    for known, answer in answers:
        assert as_it_stands(book.view(known_on=known)) == answer


def test_entities_that_are_one_share_facts_names_and_stories(book: Book) -> None:
    clock = Ticking()
    tell(book, [bundle_of(1)], clock)
    assert add(book, clock, pair(ALPHA.id, GAMMA.id)) == {
        Group(relation, *two)
        for relation in ("partners_with", "negotiates_with")
        for two in ((ALPHA.id, BETA.id), (BETA.id, GAMMA.id))
    }
    view = book.view()
    assert ends(book) == {("partners_with", BETA.id, GAMMA.id), ("negotiates_with", BETA.id, GAMMA.id)}
    assert view.entity(ALPHA.id) == view.entity(GAMMA.id)
    assert view.entities_by_id([ALPHA.id])[ALPHA.id].aliases == ("Alpha",)
    assert view.entities_by_id([ALPHA.id], joined=False)[ALPHA.id] == ALPHA
    assert [one.id for one in view.entities()] == [BETA.id, GAMMA.id]
    assert view.pair_versions(ALPHA.id, BETA.id) == view.pair_versions(GAMMA.id, BETA.id) != []
    assert view.entity_versions(ALPHA.id) == view.entity_versions(GAMMA.id)
    assert view.mention_counts(ALPHA.id) == view.mention_counts(GAMMA.id)
    assert view.mention_counts(GAMMA.id).stories == 1
    assert [one.id for one in view.find_entities("alpha")] == [GAMMA.id]


def test_a_pair_that_becomes_one_has_no_facts_with_itself(book: Book) -> None:
    clock = Ticking()
    tell(book, [bundle_of(1)], clock)
    add(book, clock, pair(ALPHA.id, BETA.id))
    assert ends(book) == set()
    add(book, clock, pair(ALPHA.id, BETA.id, "different"))
    assert len(ends(book)) == 2


def test_only_the_facts_touched_are_recomputed(book: Book) -> None:
    clock = Ticking()
    tell(book, [bundle_of(1, relation="sues"), bundle_of(2)], clock)
    before = {version.id: version.recorded_from for version in book.view().versions()}
    assert add(book, clock, pair(GAMMA.id, "en_other")) == frozenset()
    assert add(book, clock, pair(ALPHA.id, BETA.id, "different")) == frozenset()
    assert {version.id: version.recorded_from for version in book.view().versions()} == before


def test_a_judgement_made_again_is_the_newest_and_stands_once(book: Book) -> None:
    clock = Ticking()
    tell(book, [bundle_of(1)], clock)
    add(book, clock, pair(ALPHA.id, GAMMA.id))
    add(book, clock, pair(GAMMA.id, ALPHA.id, "different"))
    add(book, clock, pair(ALPHA.id, GAMMA.id))
    standing = book.view().pair_judgements()
    assert [one.verdict for one in standing] == ["different", "same"]
    assert book.view().identities().canonical(ALPHA.id) == GAMMA.id
    with book.writer(clock) as writer:
        writer.retract_pair_judgements([standing[1].id])
        assert writer.retract_pair_judgements([standing[1].id]) == frozenset()
    assert book.view().identities().apart(ALPHA.id, GAMMA.id)
    found = book.view().pair_judgement(standing[1].id)
    assert found is not None
    assert found.retracted_at is not None


def test_a_user_stands_before_a_rule_on_pairs_and_on_mentions(book: Book) -> None:
    clock = Ticking()
    tell(book, [bundle_of(1)], clock)
    add(book, clock, pair(ALPHA.id, GAMMA.id, "different"), pair(ALPHA.id, GAMMA.id, by="rule-2"))
    assert book.view().identities().apart(ALPHA.id, GAMMA.id)
    beta = bundle_of(1).reading.claims[0].object
    assert beta is not None
    with book.writer(clock) as writer:
        writer.add_judgements(judgements_of(beta, GAMMA, by="user"))
        writer.add_judgements(judgements_of(beta, ALPHA, by="rule-2"))
    assert book.view().links([beta.id]) == {beta.id: (GAMMA.id,)}


def test_a_name_is_set_apart_from_the_entity_a_rule_gave_it_to_and_taken_back(
    book: Book, tmp_path: Path
) -> None:
    clock = Ticking()
    read(book, tmp_path, 2, clock)
    stood = as_it_stands(book.view())
    options = Judging(clock=clock)
    outcome = judge(book, ("Nidaan", "Nidaan Labs"), "different", options=options)
    assert (outcome.one.name, outcome.other.name, outcome.were_one) == ("Nidaan", "Nidaan Labs", True)
    assert outcome.effect.moved == 2
    view = book.view()
    assert [one.name for one in view.find_entities("nidaan")] == ["Nidaan", "Nidaan Labs"]
    assert outcome.one in list(view.entities())
    assert view.mention_counts(outcome.one.id).stories == 1
    assert {v.fact.relation for v in view.entity_versions(outcome.one.id)} == {"settles_with", "raises"}
    undone = undo(book, outcome.judgements[0].id, clock=clock)
    assert undone.effect.moved == 2
    assert as_it_stands(book.view()) == stood


def test_rules_do_not_join_again_what_was_called_different(book: Book, tmp_path: Path) -> None:
    clock = Ticking()
    read(book, tmp_path, 2, clock)
    outcome = judge(book, ("Nidaan", "Nidaan Labs"), "different", options=Judging(clock=clock))
    read(book, tmp_path, 4, clock)
    assert ("sues", outcome.one.id, "reg:microsoft") in ends(book)
    assert book.view().pair_versions(outcome.other.id, "reg:microsoft") == []


def test_stories_to_come_obey_what_was_called_the_same(book: Book, tmp_path: Path) -> None:
    clock = Ticking()
    for number in (0, 1):
        read(book, tmp_path, number, clock)
    outcome = judge(book, ("Ravel Biotech", "Apollo Hospitals"), "same", options=Judging(clock=clock))
    read(book, tmp_path, 4, clock)
    assert [v.fact.subject_id for v in book.view().versions() if v.fact.subject_id == outcome.one.id] == []
    assert outcome.shown.id in {v.fact.subject_id for v in book.view().versions()}


def test_what_is_unsure_is_told_until_it_is_judged(book: Book, tmp_path: Path) -> None:
    clock = Ticking()
    read(book, tmp_path, 0, clock)
    read(book, tmp_path, 1, clock)
    found = {(one.name, one.reasons) for one in book.view().unsure()}
    assert ("Apollo", ("short form of 'Apollo Hospitals'",)) in found
    judge(book, ("Apollo", "Apollo Hospitals"), "same", options=Judging(clock=clock))
    left = {one.reasons for one in book.view().unsure()}
    assert ("short form of 'Apollo Hospitals'",) not in left
    known = unrecorded(list(book.view().versions()))
    judge(book, ("Apollo", "Apollo Global Management"), "different", options=Judging(clock=clock))
    assert book.view().unsure() == []
    assert unrecorded(list(book.view().versions())) == known


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_an_empty_batch_of_judgements_changes_nothing(book: Book, verdict: str) -> None:
    assert add(book, Ticking()) == frozenset()
    assert add(book, Ticking(), pair("en_a", "en_b", verdict)) == frozenset()
