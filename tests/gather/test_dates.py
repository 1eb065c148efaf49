from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.gather.dates import parse_published


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2025-06-19T10:30:00-04:00", datetime(2025, 6, 19, 14, 30, tzinfo=UTC)),
        ("2025-06-19T10:30:00.123Z", datetime(2025, 6, 19, 10, 30, 0, 123000, tzinfo=UTC)),
        ("2025-06-19T10:30:00+0200", datetime(2025, 6, 19, 8, 30, tzinfo=UTC)),
        ("2025-06-19 10:30:00 UTC", datetime(2025, 6, 19, 10, 30, tzinfo=UTC)),
        ("Thu, 19 Jun 2025 10:30:00 GMT", datetime(2025, 6, 19, 10, 30, tzinfo=UTC)),
        ("Thu, 19 Jun 2025 10:30:00 EDT", datetime(2025, 6, 19, 14, 30, tzinfo=UTC)),
        (1750329000, datetime(2025, 6, 19, 10, 30, tzinfo=UTC)),
        (1750329000000, datetime(2025, 6, 19, 10, 30, tzinfo=UTC)),
        ("1750329000", datetime(2025, 6, 19, 10, 30, tzinfo=UTC)),
        (1750329000.0, datetime(2025, 6, 19, 10, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_with_its_zone_is_read(value: object, at: datetime) -> None:
    published = parse_published(value)
    assert published is not None
    assert (published.at, published.date_only, published.zoned) == (at, False, True)


def test_a_moment_without_a_zone_is_taken_as_utc() -> None:
    published = parse_published("2025-06-19T10:30")
    assert published is not None
    assert published.at == datetime(2025, 6, 19, 10, 30, tzinfo=UTC)
    assert not published.zoned


@pytest.mark.parametrize(
    "value",
    [
        "2025-06-19", "2025/6/19", "20250619", 20250619, "June 19, 2025", "Jun 19, 2025", "19 June 2025",
        "19 Jun 2025", "Thursday, June 19, 2025", date(2025, 6, 19),
    ],
)  # fmt: skip
def test_a_bare_day_is_its_midnight_and_marked(value: object) -> None:
    published = parse_published(value)
    assert published is not None
    assert published.at == datetime(2025, 6, 19, tzinfo=UTC)
    assert published.date_only


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "",
        "yesterday",
        "10:30",
        "2025-13-45",
        "99999999",
        -5,
        0,
        1e30,
        float("nan"),
        "1" * 90,
        [],
        {},
        "0001-01-01",
        "x" * 200,
    ],
)
def test_what_is_no_date_is_none(value: object) -> None:
    assert parse_published(value) is None


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_no_value_ever_fails(value: object) -> None:
    published = parse_published(value)
    assert published is None or published.at.tzinfo is UTC
