from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from foedus.model import Group, Judgement, Rejected
from foedus.reconcile import reconcile
from foedus.record import Book, Writer
from tests.contract.news import ALPHA, BETA, GAMMA, bundle_of, tell
from tests.record.material import (
    Ticking,
    claim_of,
    entity_of,
    judgements_of,
    mention_of,
    reading_of,
    story_of,
)

PAIR = Group("partners_with", ALPHA.id, BETA.id)
TALKS = Group("negotiates_with", ALPHA.id, BETA.id)


def recompute(writer: Writer, groups: frozenset[Group]) -> None:
    writer.put_versions(groups, reconcile(writer.view().claims_for_groups(groups)))


def test_a_story_comes_back_as_it_went_in(book: Book) -> None:
    story = replace(
        story_of("Änderung: “Alpha” – 東京\n\nbody"),
        url="https://x.test/1",
        author="A. Writer",
        date_only=True,
        path="a/b.txt",
    )
    with book.writer(Ticking()) as writer:
        assert writer.add_story(story)
        assert not writer.add_story(story)
    assert book.view().story(story.id) == story
    assert list(book.view().stories()) == [story]
    assert book.view().story("st_unknown") is None


def test_claims_mentions_and_sources_come_back(book: Book) -> None:
    item = bundle_of(1, billions=13)
    tell(book, [item])
    view = book.view()
    claim = item.reading.claims[0]
    assert view.claims([claim.id, "cl_unknown"]) == [claim]
    assert set(view.story_claims(item.story.id)) == set(item.reading.claims)
    assert set(view.story_mentions(item.story.id)) == set(item.reading.mentions)
    assert view.read_by(item.story.id) == {"test-1"}
    assert view.sources([claim.id])[claim.id].outlet == "Reuters"


def test_a_two_name_mention_links_its_claim_to_the_pair(book: Book) -> None:
    tell(book, [bundle_of(1)])
    (linked,) = book.view().claims_for_groups([TALKS])
    assert (linked.subject_id, linked.object_id) == (ALPHA.id, BETA.id)
    assert set(book.view().groups()) == {PAIR, TALKS}


def test_reading_a_story_twice_changes_nothing(book: Book) -> None:
    tell(book, [bundle_of(1)])
    before, seen = book.view().counts(), list(book.view().versions())
    tell(book, [bundle_of(1)])
    assert book.view().counts() == before
    assert list(book.view().versions()) == seen
    with book.writer(Ticking()) as writer:
        assert writer.add_reading(bundle_of(1).reading) == frozenset()
        assert writer.add_judgements(bundle_of(1).judgements) == frozenset()


def test_only_the_newest_reading_of_a_story_counts(book: Book) -> None:
    item = bundle_of(1)
    tell(book, [item])
    alpha, beta = item.reading.claims[0].subject, item.reading.claims[0].object
    better = claim_of(item.story, alpha, "sues", beta, reader="test-2")
    with book.writer(Ticking()) as writer:
        groups = writer.add_reading(reading_of(item.story, better, reader="test-2"))
        assert groups == {PAIR, TALKS, Group("sues", ALPHA.id, BETA.id)}
        recompute(writer, groups)
    assert [version.fact.relation for version in book.view().pair_versions(ALPHA.id, BETA.id)] == ["sues"]
    assert book.view().story_claims(item.story.id) == (better,)


def test_pair_and_entity_versions_are_found_from_either_side(book: Book) -> None:
    tell(book, [bundle_of(1, relation="sues", turned=True)])
    view = book.view()
    assert view.pair_versions(ALPHA.id, BETA.id) == view.pair_versions(BETA.id, ALPHA.id)
    assert len(view.entity_versions(ALPHA.id)) == 2
    assert view.pair_versions(ALPHA.id, GAMMA.id) == []
    counts = {(each.relation, each.as_subject): each.others for each in view.relations_of(ALPHA.id)}
    assert counts == {("negotiates_with", True): (BETA.id,), ("sues", False): (BETA.id,)}


def test_the_day_asked_for_keeps_to_what_held(book: Book) -> None:
    tell(book, [bundle_of(1, day=date(2025, 6, 19))])
    assert book.view(valid_on=date(2025, 6, 18)).entity_versions(ALPHA.id) == []
    assert len(book.view(valid_on=date(2025, 6, 19)).entity_versions(ALPHA.id)) == 2


def test_a_changed_version_closes_the_old_one_and_keeps_it(book: Book) -> None:
    clock = Ticking()
    tell(book, [bundle_of(1)], clock)
    first = book.view().newest
    tell(book, [bundle_of(2, stage="ended", day=date(2025, 7, 1))], clock)
    (then,) = book.view(known_on=first).pair_versions(ALPHA.id, BETA.id)[:1]
    history = list(book.view().fact_history(then.fact.id))
    assert then.recorded_to is None
    assert {each.stage for each in book.view().pair_versions(ALPHA.id, BETA.id)} == {"done", "ended"}
    assert history[0].recorded_to == history[1].recorded_from


def test_equal_versions_are_left_as_they_are(book: Book) -> None:
    tell(book, [bundle_of(1)])
    with book.writer(Ticking()) as writer:
        versions = list(reconcile(writer.view().claims_for_groups([PAIR, TALKS])))
        assert writer.put_versions([PAIR, TALKS], versions) == (0, 0, 2)
        with pytest.raises(ValueError, match="not recomputed"):
            writer.put_versions([PAIR], versions)


def test_a_judgement_taken_back_takes_its_facts_along_and_stays_on_record(book: Book) -> None:
    item = bundle_of(1)
    clock = Ticking()
    tell(book, [item], clock)
    known = book.view().newest
    with book.writer(clock) as writer:
        groups = writer.retract_judgements([item.judgements[0].id])
        assert groups == {PAIR}
        recompute(writer, groups)
    assert [each.fact.relation for each in book.view().pair_versions(ALPHA.id, BETA.id)] == [
        "negotiates_with"
    ]
    assert len(book.view(known_on=known).pair_versions(ALPHA.id, BETA.id)) == 2
    assert len(book.view(known_on=known).claims_for_groups([PAIR])) == 1


def test_a_newer_judgement_moves_a_claim_to_another_pair(book: Book) -> None:
    item = bundle_of(1)
    tell(book, [item])
    beta = item.reading.claims[0].object
    assert beta is not None
    with book.writer(Ticking()) as writer:
        groups = writer.add_judgements(judgements_of(beta, GAMMA, by="user"))
        assert groups == {PAIR, Group("partners_with", ALPHA.id, GAMMA.id)}
        recompute(writer, groups)
    assert len(book.view().pair_versions(ALPHA.id, GAMMA.id)) == 1
    assert book.view().links([beta.id]) == {beta.id: (GAMMA.id,)}


def test_names_are_found_exactly_then_by_alias_then_by_prefix(book: Book) -> None:
    meta, metals, facebook = entity_of("Meta"), entity_of("Metals Inc"), entity_of("Facebook", "META")
    with book.writer(Ticking()) as writer:
        assert writer.add_entities([meta, metals, facebook]) == 3
        assert writer.add_entities([meta]) == 0
    assert book.view().find_entities("  meta ") == [meta, facebook, metals]
    assert book.view().find_entities("") == []
    assert ("META", facebook) in list(book.view().known_names())


def test_an_entity_that_changed_has_a_past(book: Book) -> None:
    clock = Ticking()
    with book.writer(clock) as writer:
        writer.add_entities([ALPHA])
    known = book.view().newest
    renamed = replace(ALPHA, name="Alpha Group")
    with book.writer(clock) as writer:
        assert writer.add_entities([renamed]) == 1
    assert book.view().entity(ALPHA.id) == renamed
    assert book.view(known_on=known).entity(ALPHA.id) == ALPHA
    assert list(book.view().entities()) == [renamed]


def test_near_copies_share_a_band_and_fold_to_their_head(book: Book) -> None:
    first, second = story_of("one"), story_of("two")
    copy = replace(second, duplicate_of=first.id)
    alpha = mention_of(story_of("Alpha x", copy_of=copy.id), "Alpha")
    third = story_of("Alpha x", copy_of=copy.id)
    with book.writer(Ticking()) as writer:
        writer.add_story(first, bands=["a", "b", "b"], signature=b"1")
        writer.add_story(copy, bands=["b"], signature=b"2")
        writer.add_story(third)
        assert writer.near_copies(["b", "z"]) == sorted([(first.id, b"1"), (copy.id, b"2")])
        groups = writer.add_reading(reading_of(third, claim_of(third, alpha, "restructures", None)))
        groups |= writer.add_judgements(judgements_of(alpha, ALPHA))
        (linked,) = writer.view().claims_for_groups(groups)
    assert linked.copies == first.id
    assert linked.object_id is None


def test_counts_coverage_rejected_and_runs(book: Book) -> None:
    tell(book, [bundle_of(1), bundle_of(2, outlet="Daily Planet")])
    turned_away = Rejected(stage="gather", item_id="x\x00", reason="not_english", detail="in German \ud800")
    with book.writer(Ticking()) as writer:
        assert writer.add_rejected([turned_away, turned_away]) == 2
        writer.add_run({"stories": 2, "seconds": 0.5})
    view = book.view()
    assert view.counts()["stories"] == 2
    assert view.counts()["facts"] == 2
    assert view.counts()["rejected"] == 1
    assert view.rejected_counts() == {("gather", "not_english"): 1}
    assert view.mention_counts(ALPHA.id)[:2] == (2, 2)
    assert view.mention_counts(ALPHA.id).last == datetime(2025, 6, 19, 9, 30, tzinfo=UTC)
    assert [counts for _, counts in view.runs()] == [{"seconds": 0.5, "stories": 2}]


def test_a_clock_set_back_does_not_set_back_the_book(book: Book) -> None:
    late = Ticking(datetime(2026, 1, 1, tzinfo=UTC))
    tell(book, [bundle_of(1)], late)
    newest = book.view().newest
    assert newest is not None
    answer = book.view(known_on=newest).entity_versions(ALPHA.id)
    tell(book, [bundle_of(2, stage="ended")], Ticking(datetime(2020, 1, 1, tzinfo=UTC)))
    assert book.view(known_on=newest).entity_versions(ALPHA.id) == answer
    after = book.view().newest
    assert after is not None
    assert timedelta(0) < after - newest < timedelta(seconds=1)


def test_an_error_takes_back_only_what_was_not_committed(book: Book) -> None:
    kept, lost = bundle_of(1).story, bundle_of(2).story

    def interrupted() -> None:
        with book.writer(Ticking()) as writer:
            writer.add_story(kept)
            writer.commit()
            writer.add_story(lost)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert book.view().has_story(kept.id)
    assert not book.view().has_story(lost.id)


def test_readers_see_the_last_commit_while_one_writes(book: Book) -> None:
    with book.writer(Ticking()) as writer:
        writer.add_story(bundle_of(1).story)
        assert not book.view().has_story(bundle_of(1).story.id)
        assert writer.view().has_story(bundle_of(1).story.id)
        writer.commit()
        assert book.view().has_story(bundle_of(1).story.id)


def test_a_reading_of_an_unknown_story_is_refused(book: Book) -> None:
    with book.writer(Ticking()) as writer, pytest.raises(ValueError, match="not in the book"):
        writer.add_reading(bundle_of(1).reading)


def test_judgements_come_back_with_their_reasons(book: Book) -> None:
    item = bundle_of(1)
    tell(book, [item])
    (found,) = book.view().judgements([item.judgements[0].mention_id])
    assert isinstance(found, Judgement)
    assert found.decided_at is not None
    assert replace(found, decided_at=None) == item.judgements[0]


def test_more_groups_than_one_statement_holds(book: Book) -> None:
    tell(book, [bundle_of(1)])
    others = [Group("sues", f"en_{number}", f"en_{number + 1}") for number in range(1200)]
    alone = [Group("raises", f"en_{number}", None) for number in range(1200)]
    assert len(book.view().claims_for_groups([*others, *alone, PAIR])) == 1
    assert len(book.view().group_versions([*others, *alone, PAIR])) == 1
