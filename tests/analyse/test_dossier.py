from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from foedus.analyse import Dossier, dossier
from foedus.analyse.standing import standing
from foedus.errors import InputError, NotFoundError
from foedus.record import Book


@pytest.fixture(scope="session")
def found(history: Book) -> Dossier:
    return dossier(history.view(), "Microsoft", "OpenAI")


def test_the_standing_is_one_sentence_of_what_holds_and_what_is_open(found: Dossier) -> None:
    assert found.standing.text == (
        "Microsoft owns about 27% of OpenAI, is the exclusive supplier of computing to it until 2030, "
        "and has invested more than $13 billion in it since 2019; Microsoft and OpenAI are in talks; "
        "OpenAI is reportedly weighing whether to accuse Microsoft over anticompetitive behaviour; "
        "Microsoft may acquire OpenAI (a rumour)."
    )


def test_every_clause_of_the_standing_rests_on_facts_of_the_dossier(found: Dossier) -> None:
    known = {line.version.fact.id for line in found.lines}
    for clause in found.standing.clauses:
        assert clause.fact_ids
        assert set(clause.fact_ids) <= known


def test_every_fact_is_in_force_open_or_over_exactly_once(found: Dossier, history: Book) -> None:
    view = history.view()
    versions = view.pair_versions(found.a.id, found.b.id)
    ids = [line.version.fact.id for line in found.lines]
    assert sorted(ids) == sorted(version.fact.id for version in versions)
    assert {line.state for line in found.in_force} == {"done"}
    assert [line.state for line in found.undecided] == ["planned", "considered", "rumoured"]


def test_every_line_opens_to_its_words(found: Dossier, history: Book) -> None:
    view = history.view()
    for line in found.lines:
        assert line.best in line.evidence
        for one in line.evidence:
            story = view.story(one.source.story_id)
            assert story is not None
            span = one.claim.trigger
            assert story.text[span.start : span.end] == span.words


def test_a_copy_is_no_second_source(found: Dossier) -> None:
    (line,) = (line for line in found.undecided if line.version.fact.relation == "accuses")
    assert (line.sources, line.stories) == (1, 2)
    (entry,) = (entry for entry in found.timeline if entry.fact_id == line.version.fact.id)
    assert entry.outlets == ("Sample Wire", "Sample Herald")


def test_a_line_quotes_the_sentence_with_the_terms_in_force(found: Dossier) -> None:
    (line,) = (line for line in found.in_force if line.version.fact.relation == "owns")
    assert line.version.terms.share_words == "about 27%"
    assert line.best is not None
    assert line.best.claim.terms.share is not None
    assert line.best.claim.terms.share.span.words == "about 27%"


def test_who_offers_demands_or_says_it_is_named(found: Dossier) -> None:
    by = {line.version.fact.relation: line.by for line in found.undecided}
    assert by["accuses"] == "people familiar with the matter"


def test_the_timeline_is_in_order_and_tells_days_as_the_words_do(found: Dossier) -> None:
    days = [entry.day for entry in found.timeline if entry.day]
    assert days == sorted(days)
    assert found.timeline[0].label == "2019"
    assert found.timeline[-1].label == "28 Oct 2025"


def test_marks_of_the_timeline_are_the_words_of_the_claim(found: Dossier) -> None:
    for entry in found.timeline:
        claim = entry.evidence.claim
        marked = {mark.role: claim.sentence.words[mark.start : mark.end] for mark in entry.marks}
        assert marked["trigger"] == claim.trigger.words
        assert marked["subject"] == claim.subject.span.words
        ends = [(mark.start, mark.end) for mark in entry.marks]
        assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_a_denial_stands_beside_what_it_denies(found: Dossier) -> None:
    (dispute,) = found.disputes
    assert dispute.line.version.fact.relation == "owns"
    assert [one.claim.certainty for one in dispute.against] == ["denied"]


def test_the_coverage_counts_copies_as_stories_but_not_as_sources(found: Dossier) -> None:
    seen = found.coverage
    assert (seen.claims, seen.stories, seen.outlets, seen.sources) == (13, 8, 4, 3)


def test_the_two_may_be_named_in_either_order(found: Dossier, history: Book) -> None:
    other = dossier(history.view(), "openai", "microsoft")
    assert (other.a, other.b) == (found.b, found.a)
    assert other.in_force == found.in_force


def test_what_runs_out_is_over_on_a_later_day_and_in_force_before(history: Book) -> None:
    def relations(day: date) -> set[str]:
        found = dossier(history.view(valid_on=day), "Microsoft", "OpenAI")
        return {line.version.fact.relation for line in found.in_force}

    assert "supplies" in relations(date(2026, 1, 1))
    assert "supplies" not in relations(date(2031, 1, 1))
    assert "owns" not in relations(date(2020, 1, 1))


def test_what_was_known_on_a_day_stays_what_was_known(history: Book) -> None:
    view = history.view()
    first = min(version.recorded_from for version in view.versions() if version.recorded_from)
    early = history.view(known_on=first + timedelta(milliseconds=1))
    assert {entry.label for entry in dossier(early, "Microsoft", "OpenAI").timeline} == {"22 Jul 2019"}
    before = history.view(known_on=datetime(2000, 1, 1, tzinfo=UTC))
    with pytest.raises(NotFoundError):
        dossier(before, "Microsoft", "OpenAI")


def test_one_is_no_pair(history: Book) -> None:
    with pytest.raises(InputError, match="Both names mean Microsoft"):
        dossier(history.view(), "Microsoft", "Microsoft Corp.")


def test_two_of_whom_nothing_was_said_have_no_dossier(history: Book) -> None:
    with pytest.raises(NotFoundError, match="holds nothing between Sam Altman and Microsoft"):
        dossier(history.view(), "Sam Altman", "Microsoft")


def test_an_unknown_name_brings_names_that_look_alike(history: Book) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'Microsoft'"):
        dossier(history.view(), "Mikrosoft", "OpenAI")
    with pytest.raises(NotFoundError, match=r"names nobody called 'Zzyzx'\."):
        dossier(history.view(), "Zzyzx", "OpenAI")


def test_the_surest_stands_first(found: Dossier) -> None:
    sure = [round(line.version.confidence, 2) for line in found.in_force]
    assert sure == sorted(sure, reverse=True)


def test_a_line_is_weak_where_one_source_was_read_with_doubt(found: Dossier) -> None:
    (line,) = (line for line in found.undecided if line.version.fact.relation == "accuses")
    assert not line.weak
    doubted = tuple(replace(one, claim=replace(one.claim, score=0.7)) for one in line.evidence)
    assert replace(line, evidence=doubted).weak
    assert not replace(line, evidence=doubted, sources=2).weak


def test_what_is_weak_has_no_clause_unless_all_is_weak(found: Dossier) -> None:
    (line,) = (line for line in found.undecided if line.version.fact.relation == "accuses")
    doubted = tuple(replace(one, claim=replace(one.claim, score=0.7)) for one in line.evidence)
    weak = replace(line, evidence=doubted)
    alone = standing(found.a, found.b, in_force=(), undecided=(weak,), over=())
    beside = standing(found.a, found.b, in_force=found.in_force, undecided=(weak,), over=())
    assert "accuse" in alone.text
    assert "accuse" not in beside.text
