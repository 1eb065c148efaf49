"""Date words: a table of the forms the news uses, anchored to Thursday 19 June 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Interval, Span
from foedus.read.dates import parse_when
from foedus.read.periods import easter, part, quarter, year

ANCHOR = date(2025, 6, 19)


def read(words: str, anchor: date | None = ANCHOR, ahead: bool | None = None) -> Interval:
    span = Span(story_id="st", start=0, end=len(words), words=words)
    return parse_when(span, anchor, ahead=ahead).interval


def shown(interval: Interval) -> str:
    """ "start..end granularity", a dot for an open side: short enough for a table."""
    return f"{interval.start or '.'} {interval.end or '.'} {interval.granularity}"


# Said in full: the same with and without a story's date.
ABSOLUTE = """
June 2025                      | 2025-06-01 2025-06-30 month
Sept 2021                      | 2021-09-01 2021-09-30 month
June of 2024                   | 2024-06-01 2024-06-30 month
June '24                       | 2024-06-01 2024-06-30 month
June 19, 2025                  | 2025-06-19 2025-06-19 day
June 19th, 2025                | 2025-06-19 2025-06-19 day
Jan. 13, 2025                  | 2025-01-13 2025-01-13 day
19 June 2025                   | 2025-06-19 2025-06-19 day
the 4th of July 2024           | 2024-07-04 2024-07-04 day
Thursday, June 19, 2025        | 2025-06-19 2025-06-19 day
2025-06-19                     | 2025-06-19 2025-06-19 day
2025-06-19T08:30:00Z           | 2025-06-19 2025-06-19 day
2025-06                        | 2025-06-01 2025-06-30 month
06/19/2025                     | 2025-06-19 2025-06-19 day
19/06/2025                     | 2025-06-19 2025-06-19 day
19.06.2025                     | 2025-06-19 2025-06-19 day
February 29, 2024              | 2024-02-29 2024-02-29 day
1898                           | 1898-01-01 1898-12-31 year
around 2025                    | 2025-01-01 2025-12-31 year
Q3 2025                        | 2025-07-01 2025-09-30 quarter
2Q25                           | 2025-04-01 2025-06-30 quarter
Q1'24                          | 2024-01-01 2024-03-31 quarter
the third quarter of 2018      | 2018-07-01 2018-09-30 quarter
fiscal third quarter 2024      | 2024-07-01 2024-09-30 quarter
H1 2024                        | 2024-01-01 2024-06-30 half
the second half of 2026        | 2026-07-01 2026-12-31 half
first nine months of 2023      | 2023-01-01 2023-09-30 span
fiscal 2024                    | 2024-01-01 2024-12-31 year
FY25                           | 2025-01-01 2025-12-31 year
financial year 2024            | 2024-01-01 2024-12-31 year
2024-25                        | 2024-01-01 2025-12-31 span
2025-26 season                 | 2025-01-01 2026-12-31 span
the 1990s                      | 1990-01-01 1999-12-31 span
the '80s                       | 1980-01-01 1989-12-31 span
the nineties                   | 1990-01-01 1999-12-31 span
the summer of 2023             | 2023-06-01 2023-08-31 quarter
winter 2024                    | 2024-12-01 2025-02-28 quarter
Christmas 2024                 | 2024-12-25 2024-12-25 day
Thanksgiving 2024              | 2024-11-28 2024-11-28 day
Labor Day 2025                 | 2025-09-01 2025-09-01 day
Good Friday 2025               | 2025-04-18 2025-04-18 day
early 2024                     | 2024-01-01 2024-04-30 quarter
mid-2023                       | 2023-05-01 2023-08-31 quarter
late 2021                      | 2021-09-01 2021-12-31 quarter
the end of 2027                | 2027-12-01 2027-12-31 quarter
the start of 2027              | 2027-01-01 2027-01-31 quarter
the end of January 2025        | 2025-01-22 2025-01-31 week
early March 2024               | 2024-03-01 2024-03-10 week
the first week of March 2024   | 2024-03-01 2024-03-07 week
year-end 2025                  | 2025-12-01 2025-12-31 quarter
by the end of 2025             | . 2025-12-31 quarter
until 2030                     | . 2030-12-31 year
through 2030                   | . 2030-12-31 year
up to 2032                     | . 2032-12-31 year
by June 30, 2026               | . 2026-06-30 day
until April 2023               | . 2023-04-30 month
2028 at the latest             | . 2028-12-31 year
before 2028                    | . 2027-12-31 year
since 2019                     | 2019-01-01 . year
since the 1990s                | 1990-01-01 . span
since December 2020            | 2020-12-01 . month
since the third quarter of 2018 | 2018-07-01 . quarter
from the second half of 2026   | 2026-07-01 . half
as early as 2027               | 2027-01-01 . year
2028 at the earliest           | 2028-01-01 . year
from 2024 onwards              | 2024-01-01 . year
after the end of 2020          | 2021-01-01 . quarter
from 2024 to 2027              | 2024-01-01 2027-12-31 span
between 2026 and 2030          | 2026-01-01 2030-12-31 span
2019-2023                      | 2019-01-01 2023-12-31 span
2019–2023                      | 2019-01-01 2023-12-31 span
from 2017-18 to 2020-21        | 2017-01-01 2021-12-31 span
June 3-5, 2025                 | 2025-06-03 2025-06-05 span
3-5 June 2025                  | 2025-06-03 2025-06-05 span
May to July 2024               | 2024-05-01 2024-07-31 span
June 30, 2024 to July 2, 2024  | 2024-06-30 2024-07-02 span
six-year                       | . . span
a decade                       | . . span
decades                        | . . span
multi-year                     | . . span
more than two decades          | . . span
eighteen months                | . . span
three to nine months           | . . span
ninety-day                     | . . span
at least 10 years              | . . span
four-year-old                  | . . span
for years to come              | . . span
a day and a half               | . . span
"""
# Counted from 19 June 2025, a Thursday.
ANCHORED = """
last year                      | 2024-01-01 2024-12-31 year
this year                      | 2025-01-01 2025-12-31 year
the year                       | 2025-01-01 2025-12-31 year
the full year                  | 2025-01-01 2025-12-31 year
next year                      | 2026-01-01 2026-12-31 year
last month                     | 2025-05-01 2025-05-31 month
next month                     | 2025-07-01 2025-07-31 month
this quarter                   | 2025-04-01 2025-06-30 quarter
last quarter                   | 2025-01-01 2025-03-31 quarter
this week                      | 2025-06-16 2025-06-22 week
last week                      | 2025-06-09 2025-06-15 week
the weekend                    | 2025-06-21 2025-06-22 week
next week                      | 2025-06-23 2025-06-29 week
the end of the year            | 2025-12-01 2025-12-31 quarter
by year-end                    | . 2025-12-31 quarter
early next year                | 2026-01-01 2026-04-30 quarter
late last month                | 2025-05-22 2025-05-31 week
earlier this year              | 2025-01-01 2025-06-19 year
later this year                | 2025-06-19 2025-12-31 year
last June                      | 2024-06-01 2024-06-30 month
last May                       | 2025-05-01 2025-05-31 month
next March                     | 2026-03-01 2026-03-31 month
this August                    | 2025-08-01 2025-08-31 month
in June                        | 2025-06-01 2025-06-30 month
May                            | 2025-05-01 2025-05-31 month
October                        | 2025-10-01 2025-10-31 month
January                        | 2025-01-01 2025-01-31 month
since October                  | 2024-10-01 . month
until January                  | . 2026-01-31 month
September last year            | 2024-09-01 2024-09-30 month
June next year                 | 2026-06-01 2026-06-30 month
Sept. 1 last year              | 2024-09-01 2024-09-01 day
June 19                        | 2025-06-19 2025-06-19 day
March 4th                      | 2025-03-04 2025-03-04 day
19 June                        | 2025-06-19 2025-06-19 day
Dec. 3                         | 2025-12-03 2025-12-03 day
Dec. 30                        | 2024-12-30 2024-12-30 day
since the first of March       | 2025-03-01 . day
Thursday 5 June                | 2025-06-05 2025-06-05 day
late March                     | 2025-03-22 2025-03-31 week
mid-January                    | 2025-01-11 2025-01-21 week
the end of June                | 2025-06-21 2025-06-30 week
by the end of October          | . 2025-10-31 week
the third quarter              | 2025-07-01 2025-09-30 quarter
Q1                             | 2025-01-01 2025-03-31 quarter
the first quarter of next year | 2026-01-01 2026-03-31 quarter
the second half of the year    | 2025-07-01 2025-12-31 half
first nine months of the year  | 2025-01-01 2025-09-30 span
the spring                     | 2025-03-01 2025-05-31 quarter
last summer                    | 2024-06-01 2024-08-31 quarter
by next spring                 | . 2026-05-31 quarter
this autumn                    | 2025-09-01 2025-11-30 quarter
since last winter              | 2024-12-01 . quarter
Christmas                      | 2024-12-25 2024-12-25 day
before Christmas               | . 2025-12-24 day
last Christmas                 | 2024-12-25 2024-12-25 day
since Easter                   | 2025-04-20 . day
New Year's Eve                 | 2024-12-31 2024-12-31 day
Monday                         | 2025-06-16 2025-06-16 day
on Thursday                    | 2025-06-19 2025-06-19 day
Friday                         | 2025-06-13 2025-06-13 day
Tuesday night                  | 2025-06-17 2025-06-17 day
late Tuesday                   | 2025-06-17 2025-06-17 day
at 5 p.m. EDT on Monday        | 2025-06-16 2025-06-16 day
next Monday                    | 2025-06-23 2025-06-23 day
last Thursday                  | 2025-06-12 2025-06-12 day
Friday last week               | 2025-06-13 2025-06-13 day
until Monday                   | . 2025-06-23 day
by Friday                      | . 2025-06-20 day
yesterday                      | 2025-06-18 2025-06-18 day
today                          | 2025-06-19 2025-06-19 day
tomorrow                       | 2025-06-20 2025-06-20 day
last night                     | 2025-06-18 2025-06-18 day
the day before yesterday       | 2025-06-17 2025-06-17 day
three years ago                | 2022-01-01 2022-12-31 year
a year ago                     | 2024-01-01 2024-12-31 year
eighteen months ago            | 2023-12-01 2023-12-31 month
two weeks earlier              | 2025-06-02 2025-06-08 week
10 days ago                    | 2025-06-09 2025-06-09 day
a decade ago                   | 2010-01-01 2019-12-31 span
more than a year ago           | . 2024-12-31 year
several years ago              | 2015-01-01 2023-12-31 span
in the next six months         | 2025-06-19 2025-12-19 span
within three months            | 2025-06-19 2025-09-19 span
the past 90 days               | 2025-03-21 2025-06-19 span
over the past year             | 2024-06-19 2025-06-19 span
recent weeks                   | . 2025-06-19 span
in the coming months           | 2025-06-19 . span
in 10 days                     | 2025-06-29 2025-06-29 day
in two years                   | 2027-01-01 2027-12-31 year
two years from now             | 2027-01-01 2027-12-31 year
between May and July           | 2025-05-01 2025-07-31 span
Monday to Wednesday            | 2025-06-16 2025-06-18 span
December to February           | 2025-12-01 2026-02-28 span
from May 27 to 29              | 2025-05-27 2025-05-29 span
the year to March              | 2024-04-01 2025-03-31 span
nine months to September       | 2024-01-01 2024-09-30 span
before the year is out         | . 2025-12-31 year
"""
# The day of the story, the tense of the claim, the words.
TENSED = """
2025-09-11 done    March                | 2025-03-01 2025-03-31 month
2025-09-11 done    in November          | 2024-11-01 2024-11-30 month
2025-09-11 done    until January        | . 2025-01-31 month
2025-09-11 done    by June 30           | . 2025-06-30 day
2025-09-11 done    before Christmas     | . 2024-12-24 day
2025-09-11 done    starting in March    | 2025-03-01 . month
2025-09-11 done    Sept. 11             | 2025-09-11 2025-09-11 day
2025-09-11 done    Sept. 12             | 2024-09-12 2024-09-12 day
2025-09-11 done    September            | 2025-09-01 2025-09-30 month
2025-09-11 done    the fourth quarter   | 2024-10-01 2024-12-31 quarter
2025-09-11 done    Monday               | 2025-09-08 2025-09-08 day
2025-09-11 done    Thursday             | 2025-09-11 2025-09-11 day
2025-09-11 done    until Monday         | . 2025-09-08 day
2025-09-11 done    May to July          | 2025-05-01 2025-07-31 span
2025-11-22 planned January              | 2026-01-01 2026-01-31 month
2025-09-11 planned March                | 2026-03-01 2026-03-31 month
2025-09-11 planned the end of June      | 2026-06-21 2026-06-30 week
2025-09-11 planned until January        | . 2026-01-31 month
2025-09-11 planned from July 1          | 2026-07-01 . day
2025-09-11 planned since March          | 2025-03-01 . month
2025-09-11 planned Sept. 11             | 2025-09-11 2025-09-11 day
2025-09-11 planned Sept. 10             | 2026-09-10 2026-09-10 day
2025-09-11 planned September            | 2025-09-01 2025-09-30 month
2025-09-11 planned the spring           | 2026-03-01 2026-05-31 quarter
2025-09-11 planned Monday               | 2025-09-15 2025-09-15 day
2025-09-11 planned Thursday             | 2025-09-11 2025-09-11 day
2025-09-11 planned Sept. 10-12          | 2025-09-10 2025-09-12 span
2025-09-11 planned December to February | 2025-12-01 2026-02-28 span
2025-09-11 planned February 29          | 2028-02-29 2028-02-29 day
2025-09-11 planned the year to March    | 2025-04-01 2026-03-31 span
2025-09-11 planned Thursday 5 June      | 2025-06-05 2025-06-05 day
"""
# Words that say where they lie, whatever the tense; "later this year" and the like are above.
FIRM = [
    "June 2023",
    "until 2030",
    "next March",
    "last March",
    "until next spring",
    "by the end of 2027",
    "next Monday",
    "last Friday",
    "Friday last week",
    "last year",
    "June next year",
    "until the end of next month",
    "in two years",
    "two years ago",
    "yesterday",
    "since October",
    "from 2024 to 2027",
]
# What the words alone do not tell, or what never was.
UNKNOWN = [
    "",
    "February 31",
    "February 30, 2024",
    "2025-13-01",
    "31/31/2025",
    "February 29, 2025",
    "29 February",
    "two weeks later",
    "the same week",
    "that June",
    "later that month",
    "the next day",
    "the year before",
    "9999 years ago",
    "the merger",
    "may the force",
]


def cases(table: str) -> list[tuple[str, str]]:
    rows = (line.split("|") for line in table.strip().splitlines())
    return [(words.strip(), expected.strip()) for words, expected in rows]


@pytest.mark.parametrize(("words", "expected"), cases(ABSOLUTE))
def test_a_date_said_in_full_needs_no_anchor(words: str, expected: str) -> None:
    assert shown(read(words)) == expected
    assert shown(read(words, None)) == expected


@pytest.mark.parametrize(("words", "expected"), cases(ANCHORED))
def test_other_dates_count_from_the_story(words: str, expected: str) -> None:
    assert shown(read(words)) == expected
    assert shown(read(words, None)) == ". . unknown"


@pytest.mark.parametrize(("said", "expected"), cases(TENSED))
def test_a_date_without_a_year_lies_where_the_tense_says(said: str, expected: str) -> None:
    on, tense, words = said.split(maxsplit=2)
    assert shown(read(words, date.fromisoformat(on), tense == "planned")) == expected


@pytest.mark.parametrize("words", FIRM)
def test_words_that_say_where_they_lie_go_before_the_tense(words: str) -> None:
    assert read(words, ahead=True) == read(words, ahead=False) == read(words)


@pytest.mark.parametrize("words", UNKNOWN)
def test_what_names_no_day_is_unknown(words: str) -> None:
    assert shown(read(words)) == ". . unknown"


def test_case_blanks_and_full_width_figures_do_not_matter() -> None:
    assert read("  JUNE\u00a019,\n２０２５ ") == read("June 19, 2025")


MONTHS = "January February March April May June July August September October November December"


@pytest.mark.parametrize("month", MONTHS.split())
def test_a_bare_day_is_at_most_half_a_year_away(month: str) -> None:
    found = read(f"{month} 15").start
    assert found is not None
    assert abs((found - ANCHOR).days) <= 184


def test_the_parts_of_a_period_lie_inside_it() -> None:
    for whole in (year(2024), quarter(2025, 1), read("June 2025"), read("this week"), read("today")):
        for which in ("early", "mid", "late", "start", "end"):
            piece = part(whole, which)
            assert piece.start is not None
            assert piece.end is not None
            assert whole.covers(piece.start)
            assert whole.covers(piece.end)


def test_an_open_period_has_no_parts() -> None:
    with pytest.raises(ValueError, match="no parts"):
        part(read("since 2019"), "early")


@pytest.mark.parametrize(("of", "on"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easter_is_where_the_almanac_has_it(of: int, on: tuple[int, int]) -> None:
    assert easter(of) == date(of, *on)


PIECES = (
    "the last next this past June May 19 31 2025 2019 - to and between from since until by of in early mid"
    " late end year month week quarter third first half ago three years days Monday Christmas spring Q3"
    " fiscal '24 before after 5 within coming a few earlier later tomorrow 1990s weekend decade"
)
DATE_WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=7).map(" ".join)


@given(
    st.one_of(st.text(max_size=60), DATE_WORDS),
    st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max])),
    st.sampled_from([None, True, False]),
)
def test_no_words_raise_and_the_interval_is_ordered(
    words: str, anchor: date | None, ahead: bool | None
) -> None:
    interval = read(words, anchor, ahead)
    assert interval.start is None or interval.end is None or interval.start <= interval.end
    assert interval.granularity in {"day", "week", "month", "quarter", "half", "year", "span", "unknown"}
    if interval.granularity == "unknown":
        assert interval.start is interval.end is None


@pytest.mark.parametrize(
    "words", ["June " * 20, "to " * 40, "a-" * 60, "from to " * 15, "the " * 30, "2025 " * 24, "1" * 100_000]
)
def test_hostile_words_cost_nothing(words: str) -> None:
    assert read(words).granularity in {"unknown", "span"}
