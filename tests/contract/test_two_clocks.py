from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.reconcile import reconcile
from foedus.record import Book
from tests.contract.news import ALPHA, BETA, Bundle, bundles, tell, unrecorded
from tests.record.material import Ticking

# Each example opens a book of its own, so that the function-scoped fixture is no trap.
few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(items=bundles(), chance=st.randoms(use_true_random=False))
@few
def test_kept_story_by_story_in_any_order_equals_rebuilt_from_all(
    fresh: Callable[[], Book], items: list[Bundle], chance: Random
) -> None:
    book = fresh()
    tell(book, items)
    kept = unrecorded(list(book.view().versions()))
    rebuilt = list(reconcile(book.view().claims_for_groups(set(book.view().groups()))))
    assert sorted(kept, key=str) == sorted(rebuilt, key=str)

    shuffled = items.copy()
    chance.shuffle(shuffled)
    other = fresh()
    tell(other, shuffled)
    assert unrecorded(list(other.view().versions())) == kept


@given(items=bundles())
@few
def test_what_was_known_then_never_changes(fresh: Callable[[], Book], items: list[Bundle]) -> None:
    book = fresh()
    clock = Ticking()
    answers = []
    for item in items:
        tell(book, [item], clock)
        known = book.view().newest
        answers.append((known, _all_of(book, known)))
    with book.writer(clock) as writer:
        groups = writer.retract_judgements([each.id for each in items[0].judgements])
        writer.put_versions(groups, reconcile(writer.view().claims_for_groups(groups)))
    for known, answer in answers:
        assert _all_of(book, known) == answer


def _all_of(book: Book, known: object) -> tuple[object, ...]:
    view = book.view(known_on=known)  # type: ignore[arg-type]
    groups = sorted(book.view().groups(), key=str)
    return (
        view.pair_versions(ALPHA.id, BETA.id),
        view.entity_versions(ALPHA.id),
        list(view.versions()),
        view.claims_for_groups(groups) if groups else [],
        view.counts(),
        view.mention_counts(ALPHA.id),
        list(view.entities()),
    )
