from __future__ import annotations

from datetime import date

import pytest

from foedus.analyse.dates import day_label, held, last_day_label
from foedus.model import Interval


@pytest.mark.parametrize(
    ("granularity", "label"),
    [
        ("day", "16 Jun 2025"),
        ("week", "week of 16 Jun 2025"),
        ("month", "Jun 2025"),
        ("quarter", "Q2 2025"),
        ("half", "H1 2025"),
        ("year", "2025"),
        ("span", "16 Jun 2025"),
        ("known_by", "16 Jun 2025"),
    ],
)
def test_a_label_is_as_exact_as_the_words_were(granularity: str, label: str) -> None:
    assert day_label(date(2025, 6, 16), granularity) == label


def test_a_span_that_starts_with_a_year_is_said_as_years() -> None:
    assert day_label(date(2019, 1, 1), "span") == "2019"


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2030, 12, 31), "2030"),
        (date(2030, 6, 30), "Jun 2030"),
        (date(2028, 2, 29), "Feb 2028"),
        (date(2030, 6, 29), "29 Jun 2030"),
    ],
)
def test_the_last_day_of_a_year_or_month_stands_for_it(day: date, label: str) -> None:
    assert last_day_label(day) == label


@pytest.mark.parametrize(
    ("valid", "text"),
    [
        (Interval(), ""),
        (Interval(start=date(2025, 6, 16), granularity="known_by"), "by 16 Jun 2025"),
        (Interval(end=date(2030, 12, 31), granularity="year"), "until 2030"),
        (Interval(start=date(2019, 1, 1), end=date(2025, 12, 31), granularity="span"), "2019 – 2025"),
        (
            Interval(start=date(2025, 6, 16), end=date(2030, 12, 31), granularity="known_by"),
            "by 16 Jun 2025, until 2030",
        ),
    ],
)
def test_the_days_in_force_fit_a_column(valid: Interval, text: str) -> None:
    assert held(valid) == text
