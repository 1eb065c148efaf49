"""Days in words, as exact as the story was and no more."""

from __future__ import annotations

from datetime import date, timedelta

from foedus.model import Interval

__all__ = ["KNOWN_BY", "day_label", "held", "in_words", "last_day_label", "short_day"]

KNOWN_BY = "known_by"

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_QUARTERS = ("first", "second", "third", "fourth")


def short_day(day: date) -> str:
    """The day for a table: "16 Jun 2025"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def day_label(day: date, granularity: str) -> str:
    """The start of an interval for a table: "16 Jun 2025", "Jun 2025", "Q2 2025", "2025"."""
    if granularity == "year":
        return str(day.year)
    if granularity == "half":
        return f"H{1 if day.month <= 6 else 2} {day.year}"
    if granularity == "quarter":
        return f"Q{(day.month + 2) // 3} {day.year}"
    if granularity == "month":
        return f"{_MONTHS[day.month - 1][:3]} {day.year}"
    if granularity == "week":
        return f"week of {short_day(day)}"
    if granularity == "span" and (day.month, day.day) == (1, 1):
        return str(day.year)
    return short_day(day)


def last_day_label(day: date) -> str:
    """The end of an interval for a table: a year's last day stands for the year, a month's for the month."""
    if (day.month, day.day) == (12, 31):
        return str(day.year)
    if (day + timedelta(days=1)).day == 1:
        return f"{_MONTHS[day.month - 1][:3]} {day.year}"
    return short_day(day)


def in_words(valid: Interval, *, event: bool) -> str:
    """When it happened ("in June 2025") or holds ("since 2019", "until 2030"); empty where no words say.

    A start that is only when we heard of it is left out, for nobody said that it began then.
    """
    start = valid.start if valid.granularity != KNOWN_BY else None
    if start is not None and event:
        return _at(start, valid.granularity)
    if start is not None and valid.end is not None:
        return f"from {_spoken(start, valid.granularity)} to {_spoken_end(valid.end)}"
    if start is not None:
        return f"since {_spoken(start, valid.granularity)}"
    return f"until {_spoken_end(valid.end)}" if valid.end is not None and not event else ""


def held(valid: Interval) -> str:
    """The days of an interval for a table: "2019 – 2030", "since Jun 2025", "by 16 Jun 2025"."""
    if valid.start is None:
        return f"until {last_day_label(valid.end)}" if valid.end else ""
    heard = valid.granularity == KNOWN_BY
    begun = f"by {short_day(valid.start)}" if heard else day_label(valid.start, valid.granularity)
    if valid.end is None:
        return begun
    return (
        f"{begun}, until {last_day_label(valid.end)}" if heard else f"{begun} – {last_day_label(valid.end)}"
    )


def _spoken(day: date, granularity: str) -> str:
    if granularity == "month":
        return f"{_MONTHS[day.month - 1]} {day.year}"
    if granularity == "quarter":
        return f"the {_QUARTERS[(day.month - 1) // 3]} quarter of {day.year}"
    if granularity == "half":
        return f"the {'first' if day.month <= 6 else 'second'} half of {day.year}"
    if granularity == "week":
        return f"the week of {_long(day)}"
    return str(day.year) if _whole_year(day, granularity) else _long(day)


def _spoken_end(day: date) -> str:
    if (day.month, day.day) == (12, 31):
        return str(day.year)
    if (day + timedelta(days=1)).day == 1:
        return f"{_MONTHS[day.month - 1]} {day.year}"
    return _long(day)


def _at(day: date, granularity: str) -> str:
    exact = granularity in ("day", "span") and not _whole_year(day, granularity)
    return f"{'on' if exact else 'in'} {_spoken(day, granularity)}"


def _whole_year(day: date, granularity: str) -> bool:
    return granularity == "year" or (granularity == "span" and (day.month, day.day) == (1, 1))


def _long(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
