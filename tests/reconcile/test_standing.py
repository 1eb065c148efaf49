from __future__ import annotations

from datetime import date

from foedus.model import FactVersion, Interval, LinkedClaim
from foedus.reconcile import explain, reconcile
from tests.reconcile.said import day, in_year, money, said


def facts(*claims: LinkedClaim) -> dict[str, FactVersion]:
    return {version.fact.distinct: version for version in reconcile(claims)}


def only(*claims: LinkedClaim) -> FactVersion:
    (version,) = reconcile(claims)
    return version


def test_a_stage_moves_along_the_life_of_a_fact() -> None:
    version = only(
        said("a", "considered", on="2024-01-05", relation="acquires", certainty="rumoured"),
        said("b", "negotiated", on="2024-02-05", relation="acquires", certainty="reported"),
        said("c", "planned", on="2024-03-05", relation="acquires"),
        said("d", "done", on="2024-09-05", relation="acquires"),
    )
    assert (version.stage, version.certainty, version.rule) == ("done", "asserted", "latest-stage")
    assert len(version.supports) == 4
    assert version.valid == Interval(start=day("2024-09-05"), granularity="known_by")


def test_an_older_story_that_arrives_late_overrides_nothing() -> None:
    version = only(said("a", "ended", on="2024-03-01"), said("b", "done", on="2024-01-01"))
    assert (version.stage, version.rule) == ("ended", "ended-later")


def test_the_past_told_again_does_not_bring_back_what_ended() -> None:
    version = only(
        said("a", "ended", on="2020-03-01"), said("b", "done", on="2025-01-01", when=in_year(2019))
    )
    assert version.stage == "ended"


def test_a_rumour_of_an_end_disputes_and_retires_nothing() -> None:
    version = only(said("a", on="2024-01-01"), said("b", "ended", on="2024-03-01", certainty="rumoured"))
    assert version.stage == "done"
    assert len(version.disputes) == 1


def test_a_denial_stands_beside_what_it_denies() -> None:
    claimed = said("a", on="2024-01-01")
    version = only(claimed, said("b", on="2024-03-01", certainty="denied"))
    assert (version.stage, version.certainty) == ("done", "asserted")
    assert len(version.disputes) == 1
    assert version.confidence < only(claimed).confidence


def test_only_denials_make_a_denied_version() -> None:
    version = only(said("a", certainty="denied"))
    assert (version.certainty, version.rule) == ("denied", "only-denied")


def test_what_is_offered_and_demanded_stands_beside_what_is_done() -> None:
    found = facts(
        said("a", relation="owns", on="2025-06-01"),
        said("b", "offered", relation="owns", on="2025-06-18"),
        said("c", "demanded", relation="owns", on="2025-06-19"),
    )
    assert found[""].stage == "done"
    assert found["open"].stage == "demanded"
    assert len(found["open"].supports) == 2


def test_what_led_to_a_fact_belongs_to_it() -> None:
    version = only(
        said("a", "offered", relation="owns", on="2025-06-01"), said("b", relation="owns", on="2025-08-01")
    )
    assert version.stage == "done"


def test_a_refused_offer_does_not_end_a_holding() -> None:
    found = facts(
        said("a", relation="owns", on="2025-06-01"), said("b", "failed", relation="owns", on="2025-07-01")
    )
    assert found[""].stage == "done"
    assert found["open"].stage == "failed"


def test_an_end_to_other_goods_ends_not_these() -> None:
    found = facts(
        said("a", relation="supplies", what="cloud computing", on="2025-01-01"),
        said("b", "ended", relation="supplies", what="memory chips", on="2025-06-01"),
    )
    assert found[""].stage == "done"
    assert found["ended: chip memory"].stage == "ended"


def test_an_announced_end_leaves_a_fact_in_force_until_that_day() -> None:
    version = only(
        said("a", relation="supplies", on="2025-01-01"),
        said("b", "ended", relation="supplies", on="2025-06-01", when=in_year(2027)),
    )
    assert (version.stage, version.rule) == ("done", "ends-on-date")
    assert version.valid.end == date(2027, 12, 31)
    assert len(version.supports) == 2


def test_words_bound_the_days_a_fact_holds() -> None:
    version = only(
        said("a", when=Interval(start=date(2019, 1, 1), granularity="year")),
        said("b", when=Interval(end=date(2030, 12, 31), granularity="year")),
    )
    assert (version.valid.start, version.valid.end) == (date(2019, 1, 1), date(2030, 12, 31))


def test_an_undated_claim_is_known_by_the_day_of_the_first_story() -> None:
    version = only(said("a", on="2025-06-19"), said("b", on="2024-02-01"))
    assert version.valid == Interval(start=day("2024-02-01"), granularity="known_by")


def test_terms_come_from_the_newest_of_the_most_certain() -> None:
    version = only(
        said("a", relation="acquires", amount=money(10), on="2024-01-01"),
        said("b", relation="acquires", amount=money(10.5), on="2024-02-01"),
        said("c", relation="acquires", amount=money(10.2), on="2024-03-01", certainty="rumoured"),
    )
    assert version.terms.amount_words == "$10.5 billion"


def test_copies_do_not_corroborate() -> None:
    alone = only(said("a", outlet="Reuters"))
    copied = only(said("a", outlet="Reuters"), said("b", outlet="Daily Planet", copies="a"))
    assert copied.confidence == alone.confidence
    assert only(said("a"), said("b")).confidence > alone.confidence


def test_an_outlet_that_cites_another_counts_for_that_one() -> None:
    alone = only(said("a", outlet="Reuters", certainty="reported"))
    cited = only(
        said("a", outlet="Reuters", certainty="reported"),
        said("b", outlet="Daily Planet", certainty="reported", speaker="Reuters"),
        said("c", outlet="Star", certainty="reported", sentence="Alpha did it, Reuters reported on Monday."),
    )
    assert cited.confidence == alone.confidence


def test_one_outlet_under_two_spellings_counts_once() -> None:
    alone = only(said("a", outlet="The Wall Street Journal"))
    assert only(said("a", outlet="WSJ"), said("b", outlet="wsj.com")).confidence == alone.confidence


def test_a_party_on_record_outweighs_unnamed_people() -> None:
    on_record = only(said("a", speaker="Alpha chief executive"))
    assert on_record.confidence > only(said("a")).confidence
    assert only(said("a")).confidence > only(said("a", speaker="people familiar with it")).confidence


def test_explain_names_the_rule_the_sources_and_the_sum() -> None:
    claims = [said("a", outlet="Reuters"), said("b", outlet="FT", certainty="denied", speaker="Beta")]
    (version,) = reconcile(claims)
    lines = explain(version, claims)
    assert lines[0].startswith("Stage done, asserted")
    assert any(line.startswith("  reuters:") for line in lines)
    assert any("disputed by 1 independent source" in line for line in lines)
    assert lines[-1] == f"Confidence {version.confidence:.2f}, of 1."
