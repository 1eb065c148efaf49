"""Dates by their calendar names: "June 19, 2025", "Q3", "the spring", "fiscal 2024", "Christmas".

A name without its year is the one nearest to the story's date, or the nearest on the side that the
claim's tense or the words before it lean to ("since March"). A fiscal year is the calendar year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from foedus.model import Interval
from foedus.read import periods
from foedus.read.periods import UNKNOWN

__all__ = ["MONTH", "Anchor", "calendar_name"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The story's date, if known, and the side of it a bare name is sought on: near, past or future."""

    on: date | None
    lean: str = "near"


_MONTHS = (
    "january jan|february feb febr|march mar|april apr|may|june jun|july jul|august aug"
    "|september sept sep|october oct|november nov|december dec"
)
_MONTH_NUMBER = {
    name: number for number, names in enumerate(_MONTHS.split("|"), start=1) for name in names.split()
}
MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + ")"
"""A pattern for the name of a month, small letters, full or short, without a stop."""

_YEAR = r"(?:1[5-9]|2[01])[0-9]{2}"
_WHICH = r"(?:(?P<which>last|next|this|past|previous|coming) )?"
_OF_YEAR = (
    rf"(?:(?: of| in)? (?:(?P<year>{_YEAR})|(?P<rel>last|this|next|previous|coming) year)"
    r"|(?: of| in)? ?'(?P<short>[0-9]{2}))?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)? )?"
_TIME_OF_DAY = r"(?: (?:morning|afternoon|evening|night|noon|midnight))?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH = {
    "first": 1,
    "1": 1,
    "opening": 1,
    "second": 2,
    "2": 2,
    "third": 3,
    "3": 3,
    "fourth": 4,
    "4": 4,
    "final": 4,
}
_ORDINAL = "(?P<nth>first|second|third|fourth|opening|final|[1-4])"
_FISCAL = r"(?:fiscal |financial |calendar |business |full )?"
_COUNTS = "one two three four five six seven eight nine ten eleven"
_NUMBERS = {word: number for number, word in enumerate(_COUNTS.split(), start=1)}
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties"
_NINETIES = {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
# Years to each side that a bare name is sought in: as far as the next 29 February, and less than the
# five after which a day of the month meets the same weekday again.
_REACH = 4

Rule = Callable[[re.Match[str], Anchor], Interval]


def calendar_name(text: str, anchor: Anchor) -> Interval | None:
    """The period that a normalised text names as a whole, or `None`.

    Raises `ValueError` for a date that never was.
    """
    for pattern, rule in _RULES:
        found = pattern.fullmatch(text)
        if found is not None:
            return rule(found, anchor)
    return None


def _choose(found: re.Match[str], anchor: Anchor, make: Callable[[int], Interval]) -> Interval:
    """The period of the year said, or of the year that the bare name means."""
    named = found.groupdict()
    said = _year_said(named, anchor.on)
    if said is not None:
        return make(said)
    if anchor.on is None:
        return UNKNOWN
    choices = []
    for year in range(anchor.on.year - _REACH, anchor.on.year + _REACH + 1):
        try:
            choices.append(make(year))
        except ValueError:  # 29 February, in the years that have none
            continue
    if not choices:
        raise ValueError("no such day in any year")
    return _pick(choices, named.get("which"), anchor.on, anchor.lean)


def _year_said(named: dict[str, str | None], on: date | None) -> int | None:
    if year := named.get("year"):
        return int(year)
    if short := named.get("short"):
        return int(short) + (2000 if int(short) < 70 else 1900)
    if (rel := named.get("rel")) and on is not None:
        return on.year + {"last": -1, "previous": -1, "this": 0}.get(rel, 1)
    return None


def _pick(choices: list[Interval], which: str | None, on: date, lean: str) -> Interval:
    """The one of several years' periods that "last", "next", "this" or no word means."""
    if which in {"last", "past", "previous"}:
        return next((choice for choice in reversed(choices) if choice.end and choice.end < on), UNKNOWN)
    if which in {"next", "coming"}:
        return next((choice for choice in choices if choice.start and choice.start > on), UNKNOWN)
    if which == "this":
        same = [choice for choice in choices if choice.start and choice.start.year == on.year]
        held = [choice for choice in choices if choice.covers(on)]
        return (held or same or [UNKNOWN])[0]
    leant = periods.nearest(choices, on, lean)
    # The weekday of "Thursday 5 June" tells the year by itself, whatever the lean.
    return leant if leant != UNKNOWN else periods.nearest(choices, on, "near")


def _iso_day(found: re.Match[str], anchor: Anchor) -> Interval:
    return periods.day(date(int(found[1]), int(found[2]), int(found[3])))


def _figures_day(found: re.Match[str], anchor: Anchor) -> Interval:
    """06/19/2025 as in America; 19/06/2025 and 19.06.2025 as elsewhere."""
    first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    day_first = mark == "." or first > 12
    return periods.day(date(year, second, first) if day_first else date(year, first, second))


def _day(found: re.Match[str], anchor: Anchor) -> Interval:
    number, on = _MONTH_NUMBER[found["month"]], int(found["day"])
    weekday = found["weekday"]

    def make(year: int) -> Interval:
        made = date(year, number, on)
        # A bare day with its weekday can only be in a year where they meet.
        if weekday and not found["year"] and _WEEKDAYS.index(weekday[:3]) != made.weekday():
            raise ValueError("another weekday")
        return periods.day(made)

    return _choose(found, anchor, make)


def _month(found: re.Match[str], anchor: Anchor) -> Interval:
    return _choose(found, anchor, lambda year: periods.month(year, _MONTH_NUMBER[found["month"]]))


def _week_of_month(found: re.Match[str], anchor: Anchor) -> Interval:
    def make(year: int) -> Interval:
        whole = periods.month(year, _MONTH_NUMBER[found["month"]])
        if whole.start is None or whole.end is None:
            return UNKNOWN
        if found["nth"] in {"last", "final"}:
            return Interval(start=periods.shift(whole.end, -6, "day"), end=whole.end, granularity="week")
        start = periods.shift(whole.start, _NTH[found["nth"]] - 1, "week")
        return Interval(start=start, end=periods.shift(start, 6, "day"), granularity="week")

    return _choose(found, anchor, make)


def _iso_month_or_years(found: re.Match[str], anchor: Anchor) -> Interval:
    """2025-06 is a month; 2024-25 and 2010-11 are two years."""
    first, second = int(found[1]), int(found[2])
    if second != (first + 1) % 100 and 1 <= second <= 12:
        return periods.month(first, second)
    last = first // 100 * 100 + second
    if last < first and second == (first + 1) % 100:
        last += 100
    return periods.years(first, last) if first < last else UNKNOWN


def _year(found: re.Match[str], anchor: Anchor) -> Interval:
    named = found.groupdict()
    short = named.get("two")
    return periods.year(int(named["year"] or 0) if not short else 2000 + int(short))


def _quarter(found: re.Match[str], anchor: Anchor) -> Interval:
    return _choose(found, anchor, lambda year: periods.quarter(year, _NTH[found["nth"]]))


def _half(found: re.Match[str], anchor: Anchor) -> Interval:
    number = _NTH[found["nth"]]
    return _choose(found, anchor, lambda year: periods.half(year, 2 if number == 4 else number))


def _months_of(found: re.Match[str], anchor: Anchor) -> Interval:
    """ "The first nine months of 2023"."""
    count = int(found["count"]) if found["count"].isdigit() else _NUMBERS[found["count"]]
    first = 1 if found["end"] == "first" else 13 - count
    if not 1 <= count <= 11:
        return UNKNOWN
    return _choose(found, anchor, lambda year: periods.months(year, first, count, "span"))


def _season(found: re.Match[str], anchor: Anchor) -> Interval:
    return _choose(found, anchor, lambda year: periods.season(year, found["season"]))


def _decade(found: re.Match[str], anchor: Anchor) -> Interval:
    if found["nineties"]:
        first = 1900 + _NINETIES[found["nineties"]]
    else:
        first = int(found["first"].lstrip("'"))
        first += 1900 if first < 100 and first >= 30 else 2000 if first < 100 else 0
    return periods.years(first, first + 9)


def _feast(found: re.Match[str], anchor: Anchor) -> Interval:
    def make(year: int) -> Interval:
        on = periods.feast(year, found["feast"])
        if on is None:
            raise ValueError("an unknown feast")
        return periods.day(on)

    return _choose(found, anchor, make)


_FEASTS = "|".join(sorted(periods.FEASTS, key=len, reverse=True))
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"({_YEAR})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}})(?:t[0-9:.z+-]*)?", _iso_day),
        (r"([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})", _figures_day),
        (
            rf"({_YEAR})[-/]([0-9]{{2}})(?: season| academic year| financial year| fiscal year)?",
            _iso_month_or_years,
        ),
        (rf"{_WEEKDAY}{_WHICH}{MONTH} (?P<day>[0-9]{{1,2}}){_OF_YEAR}{_TIME_OF_DAY}", _day),
        (rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?: of)? {_WHICH}{MONTH}{_OF_YEAR}{_TIME_OF_DAY}", _day),
        (rf"(?P<nth>first|second|third|fourth|last|final) week of {MONTH}{_OF_YEAR}", _week_of_month),
        (rf"{_WHICH}{MONTH}{_OF_YEAR}", _month),
        (rf"(?P<rel>last|this|next) year'?s? {MONTH}", _month),
        (
            r"(?:(?:fiscal|financial|tax|calendar|full|academic|model)(?:[- ]years?)? |years? |fy ?)?"
            rf"(?P<year>{_YEAR})",
            _year,
        ),
        (r"fy ?'?(?P<two>[0-9]{2})", _year),
        (rf"{_FISCAL}q(?P<nth>[1-4])(?: fiscal| fy)?{_OF_YEAR}", _quarter),
        (rf"{_FISCAL}(?P<nth>[1-4])q(?: fiscal)?{_OF_YEAR}", _quarter),
        (r"q(?P<nth>[1-4]) ?(?P<short>[0-9]{2})", _quarter),
        (r"(?P<nth>[1-4])q ?(?P<short>[0-9]{2})", _quarter),
        (rf"{_FISCAL}{_WHICH}{_ORDINAL}[- ]{_FISCAL}quarter{_OF_YEAR}", _quarter),
        (rf"{_FISCAL}h(?P<nth>[12]){_OF_YEAR}", _half),
        (r"h(?P<nth>[12]) ?(?P<short>[0-9]{2})", _half),
        (rf"(?P<nth>[12])h{_OF_YEAR}", _half),
        (r"(?P<nth>[12])h ?(?P<short>[0-9]{2})", _half),
        (rf"{_FISCAL}{_WHICH}{_ORDINAL}[- ]{_FISCAL}half(?:[- ]year)?{_OF_YEAR}", _half),
        (
            rf"(?P<end>first|last|final) (?P<count>[0-9]{{1,2}}|{'|'.join(_NUMBERS)}) months{_OF_YEAR}",
            _months_of,
        ),
        (rf"{_WHICH}(?P<season>spring|summer|autumn|fall|winter){_OF_YEAR}", _season),
        (rf"(?P<first>(?:1[5-9]|2[01])[0-9]0|'?[0-9]0)'?s|(?P<nineties>{'|'.join(_NINETIES)})", _decade),
        (rf"{_WHICH}(?P<feast>{_FEASTS}){_OF_YEAR}", _feast),
    )
)
