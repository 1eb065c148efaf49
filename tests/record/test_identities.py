"""Which entities are one: a function of the judgements in force, in which the newest always holds."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Identities, Ruling

IDS = ("en_a", "en_b", "en_c", "en_d", "reg:e")
PAIRS = list(combinations(IDS, 2))
SAID = st.tuples(st.booleans(), st.sampled_from(["same", "different"]), st.sampled_from(PAIRS))


def ruled(*said: tuple[str, str, str], by_user: bool = True) -> Identities:
    return Identities(Ruling(by_user, number, *one) for number, one in enumerate(said))


def test_what_nobody_judged_stands_for_itself() -> None:
    assert Identities().canonical("en_a") == "en_a"
    assert Identities().members("en_a") == ("en_a",)
    assert not Identities().apart("en_a", "en_b")


def test_entities_that_are_one_go_by_the_second_or_by_the_registry() -> None:
    assert ruled(("same", "en_a", "en_b")).canonical("en_a") == "en_b"
    assert ruled(("same", "reg:e", "en_b")).canonical("en_b") == "reg:e"
    assert ruled(("same", "en_a", "reg:e"), ("same", "en_a", "en_b")).canonical("en_b") == "reg:e"
    assert ruled(("same", "en_a", "en_b"), ("same", "en_b", "en_c")).members("en_a") == (
        "en_a",
        "en_b",
        "en_c",
    )


def test_the_newer_of_two_that_contradict_each_other_holds() -> None:
    assert ruled(("same", "en_a", "en_b"), ("different", "en_b", "en_a")).apart("en_a", "en_b")
    assert ruled(("different", "en_b", "en_a"), ("same", "en_a", "en_b")).canonical("en_a") == "en_b"


def test_a_contradiction_by_way_of_a_third_leaves_the_oldest_waiting() -> None:
    found = ruled(("same", "en_a", "en_b"), ("same", "en_b", "en_c"), ("different", "en_a", "en_c"))
    assert found.apart("en_a", "en_c")
    assert found.canonical("en_b") == "en_c"
    assert found.canonical("en_a") == "en_a"
    assert found.apart("en_a", "en_b")


def test_a_user_stands_before_a_rule_however_old() -> None:
    rulings = [Ruling(True, 1, "different", "en_a", "en_b"), Ruling(False, 2, "same", "en_a", "en_b")]
    assert Identities(rulings).apart("en_a", "en_b")


def test_a_name_set_apart_from_what_a_rule_gave_it_to_means_itself() -> None:
    found = ruled(("different", "en_a", "reg:e"), ("same", "en_a", "en_b"))
    assert found.meant("reg:e", "en_a") == "en_b"
    assert found.meant("reg:e", "en_c") == found.meant("reg:e", None) == "reg:e"


@given(st.lists(SAID, max_size=8))
def test_one_and_apart_never_both_and_the_newest_of_a_user_holds(
    said: list[tuple[bool, str, tuple[str, str]]],
) -> None:
    rulings = [
        Ruling(by_user, number, verdict, *pair) for number, (by_user, verdict, pair) in enumerate(said)
    ]
    found = Identities(rulings)
    for one, other in PAIRS:
        is_one = found.canonical(one) == found.canonical(other)
        assert is_one == (other in found.members(one))
        assert not (is_one and found.apart(one, other))
        assert found.apart(one, other) == found.apart(other, one) == ((one, other) in found.parted())
    for one in IDS:
        shown = found.canonical(one)
        assert found.canonical(shown) == shown
        assert shown in found.members(one)
        assert shown.startswith("reg:") or "reg:e" not in found.members(one)
    if rulings:
        first = max(rulings)
        if first.verdict == "same":
            assert found.canonical(first.one_id) == found.canonical(first.other_id)
        else:
            assert found.apart(first.one_id, first.other_id)


@given(st.lists(SAID, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_rulings_are_read_means_nothing(said: list, chance: object) -> None:  # type: ignore[type-arg]
    rulings = [
        Ruling(by_user, number, verdict, *pair) for number, (by_user, verdict, pair) in enumerate(said)
    ]
    shuffled = rulings.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for one in IDS:
        assert Identities(rulings).canonical(one) == Identities(shuffled).canonical(one)
        assert Identities(rulings).members(one) == Identities(shuffled).members(one)
    assert Identities(rulings).parted() == Identities(shuffled).parted()


@given(st.lists(SAID, max_size=8))
def test_only_what_judgements_tie_to_a_pair_can_move_with_it(
    said: list[tuple[bool, str, tuple[str, str]]],
) -> None:
    rulings = [
        Ruling(by_user, number, verdict, *pair) for number, (by_user, verdict, pair) in enumerate(said)
    ]
    for gone in rulings:
        before, after = Identities(rulings), Identities(one for one in rulings if one != gone)
        around = before.around((gone.one_id, gone.other_id))
        for one, other in PAIRS:
            if one not in around and other not in around:
                assert before.canonical(one) == after.canonical(one)
                assert before.apart(one, other) == after.apart(one, other)
