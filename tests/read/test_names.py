"""Which surfaces of one story are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.read.names import NameGroups, name_tokens, same_name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Altria", "Altria Group Inc"),
        ("Sam Altman", "Altman"),
        ("FDIC", "Federal Deposit Insurance Corporation"),
        ("OpenAI", "OpenAI's"),
        ("JPMorgan Chase", "JPMorgan Chase & Co"),
    ],
)
def test_short_forms_surnames_and_initials_are_one_name(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Ford", "Fordham"), ("Bank of America", "Bank of England"), ("AI", "OpenAI"), ("Delta", "Alta")],
)
def test_different_names_stay_different(a: str, b: str) -> None:
    assert not same_name(a, b)


def test_company_forms_do_not_tell_but_a_name_is_never_emptied() -> None:
    assert name_tokens("The Boeing Company") == ("boeing",)
    assert name_tokens("Company") == ("company",)


def test_a_short_form_that_fits_two_longer_names_joins_neither() -> None:
    groups = NameGroups([("Apollo Global", "org"), ("Apollo Hospitals", "org"), ("Apollo", "org")])
    numbers = {groups.group(name, "org") for name in ("Apollo Global", "Apollo Hospitals", "Apollo")}
    assert len(numbers) == 3


def test_the_main_surface_is_the_fullest_even_where_a_short_form_stands_more_often() -> None:
    groups = NameGroups([("Altria Group Inc", "org"), ("Altria", "org"), ("Altria", "org")])
    assert groups.main(groups.group("Altria", "org")) == "Altria Group Inc"
    assert groups.count(groups.group("Altria", "org")) == 3


def test_kinds_keep_equal_surfaces_apart() -> None:
    groups = NameGroups([("Lilly", "org"), ("Lilly", "person")])
    assert groups.group("Lilly", "org") != groups.group("Lilly", "person")


@given(st.text(), st.text())
def test_same_name_does_not_depend_on_order(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)
