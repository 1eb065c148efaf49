from __future__ import annotations

from foedus.model import FactVersion, LinkedClaim
from foedus.reconcile import reconcile
from tests.reconcile.said import in_year, money, said


def facts(*claims: LinkedClaim) -> dict[str, FactVersion]:
    return {version.fact.distinct: version for version in reconcile(claims)}


def test_more_than_13_billion_and_13_75_billion_are_one_deal() -> None:
    found = facts(
        said("a", relation="invests_in", amount=money(13.75)),
        said("b", relation="invests_in", amount=money(13, qualifier="at_least")),
    )
    assert list(found) == [""]
    assert len(found[""].supports) == 2


def test_a_billion_in_2019_about_ten_in_2023_and_13_75_are_three_deals() -> None:
    found = facts(
        said("a", relation="invests_in", amount=money(1), when=in_year(2019)),
        said("b", relation="invests_in", amount=money(10, qualifier="about"), when=in_year(2023)),
        said("c", relation="invests_in", amount=money(13.75)),
    )
    assert list(found) == ["2019 USD 1000000000", "2023 USD 10000000000", "2025 USD 13750000000"]


def test_two_rounds_of_one_size_in_different_years_are_two() -> None:
    found = facts(
        said("a", relation="raises", amount=money(1), when=in_year(2019)),
        said("b", relation="raises", amount=money(1), when=in_year(2022)),
        said("c", relation="raises", amount=money(1), on="2025-01-01"),
    )
    assert sorted(len(version.supports) for version in found.values()) == [1, 2]


def test_sums_in_two_currencies_are_two_deals_and_one_without_currency_fits_either() -> None:
    both = facts(
        said("a", relation="penalises", amount=money(2)),
        said("b", relation="penalises", amount=money(2, currency="EUR")),
    )
    assert len(both) == 2
    one = facts(
        said("a", relation="penalises", amount=money(2)),
        said("b", relation="penalises", amount=money(2, currency=None)),
    )
    assert len(one) == 1


def test_a_claim_without_amount_joins_the_deal_nearest_in_time() -> None:
    found = facts(
        said("a", relation="invests_in", amount=money(1), when=in_year(2019)),
        said("b", relation="invests_in", amount=money(10), on="2023-01-23"),
        said("c", relation="invests_in", on="2023-02-01"),
    )
    assert len(found["2023 USD 10000000000"].supports) == 2


def test_an_ending_retires_one_deal_only() -> None:
    found = facts(
        said("a", relation="finances", amount=money(1), when=in_year(2019)),
        said("b", relation="finances", amount=money(10), on="2023-01-23"),
        said("c", "ended", relation="finances", amount=money(10), on="2025-01-23"),
    )
    assert {version.stage for version in found.values()} == {"done", "ended"}


def test_a_purchase_planned_at_a_price_and_called_off_a_year_later_is_one_fact() -> None:
    found = facts(
        said("a", "planned", relation="acquires", amount=money(20), on="2022-09-15", when=in_year(2022)),
        said("b", "failed", relation="acquires", amount=money(20), on="2023-12-18", when=in_year(2023)),
    )
    assert found[""].stage == "failed"
    assert found[""].rule == "failed-later"
    assert len(found[""].supports) == 2


def test_the_price_of_a_share_tells_no_deal_from_another() -> None:
    found = facts(
        said("a", relation="acquires", amount=money(6.4)),
        said("b", relation="acquires", amount=money(35e-9)),
    )
    assert list(found) == [""]
