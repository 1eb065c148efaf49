from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Claim, Group, groups_of
from foedus.record.links import meaning
from tests.record.material import claim_of, mention_of, story_of

STORY = story_of("Alpha and Beta, both firms, with Gamma")
ALPHA, GAMMA = mention_of(STORY, "Alpha"), mention_of(STORY, "Gamma")
BOTH = mention_of(STORY, "both firms", referent="Alpha & Beta")
LINKS = {ALPHA.id: ("a",), GAMMA.id: ("g",), BOTH.id: ("b", "a")}


def groups(subject: object, relation: str, obj: object) -> set[Group]:
    claim: Claim = claim_of(STORY, subject, relation, obj)  # type: ignore[arg-type]
    return set(groups_of(claim, LINKS))


def test_both_firms_with_each_other_are_one_pair_in_the_order_named() -> None:
    assert groups(BOTH, "acquires", BOTH) == {Group("acquires", "b", "a")}


def test_the_ends_of_a_symmetric_relation_stand_by_id() -> None:
    assert groups(BOTH, "partners_with", BOTH) == {Group("partners_with", "a", "b")}
    assert groups(GAMMA, "partners_with", ALPHA) == {Group("partners_with", "a", "g")}


def test_both_firms_at_one_end_are_one_group_each() -> None:
    assert groups(BOTH, "sues", GAMMA) == {Group("sues", "a", "g"), Group("sues", "b", "g")}
    assert groups(GAMMA, "sues", BOTH) == {Group("sues", "g", "a"), Group("sues", "g", "b")}
    assert groups(BOTH, "restructures", None) == {
        Group("restructures", "a", None),
        Group("restructures", "b", None),
    }


def test_nobody_stands_in_a_relation_to_itself() -> None:
    assert groups(ALPHA, "sues", ALPHA) == set()
    assert groups(BOTH, "sues", ALPHA) == {Group("sues", "b", "a")}


def test_an_undecided_end_makes_no_group() -> None:
    assert groups(mention_of(STORY, "Beta"), "sues", ALPHA) == set()


def ruled(number: int, verdict: str, entity_id: str) -> tuple[tuple[bool, int], str, str]:
    return (False, number), verdict, entity_id


def user(number: int, verdict: str, entity_id: str) -> tuple[tuple[bool, int], str, str]:
    return (True, number), verdict, entity_id


def test_the_newest_batch_that_says_same_decides() -> None:
    assert meaning([ruled(1, "same", "a"), ruled(2, "same", "b")]) == ("b",)
    assert meaning([ruled(1, "same", "a"), ruled(1, "same", "b")]) == ("a", "b")
    assert meaning([ruled(1, "same", "a"), ruled(2, "unsure", "b")]) == ("a",)


def test_what_a_user_said_stands_before_any_rule() -> None:
    assert meaning([user(1, "same", "a"), ruled(2, "same", "b")]) == ("a",)
    assert meaning([user(1, "different", "b"), ruled(2, "same", "b")]) == ()
    assert meaning([ruled(1, "same", "a"), user(2, "different", "b"), ruled(3, "same", "b")]) == ("a",)


def test_different_takes_back_an_earlier_same_and_uncovers_the_one_before() -> None:
    assert meaning([ruled(1, "same", "a"), ruled(2, "different", "a")]) == ()
    assert meaning([ruled(1, "same", "a"), ruled(2, "same", "b"), ruled(3, "different", "b")]) == ("a",)
    assert meaning([ruled(1, "different", "a"), ruled(2, "same", "a")]) == ("a",)


@given(
    st.lists(
        st.tuples(
            st.tuples(st.booleans(), st.integers(1, 3)),
            st.sampled_from(["same", "different", "unsure"]),
            st.sampled_from("abc"),
        )
    )
)
def test_a_meaning_is_always_one_that_some_judgement_gave(
    decisions: list[tuple[tuple[bool, int], str, str]],
) -> None:
    said = {entity_id for _, verdict, entity_id in decisions if verdict == "same"}
    assert set(meaning(decisions)) <= said
