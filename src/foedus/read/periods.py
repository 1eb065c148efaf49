"""Calendar arithmetic: years, quarters, seasons and weeks as intervals of days. Knows no words of a story."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from foedus.model import Interval

__all__ = [
    "FEASTS",
    "UNKNOWN",
    "around",
    "between",
    "day",
    "easter",
    "feast",
    "half",
    "month",
    "months",
    "nearest",
    "nth_weekday",
    "part",
    "quarter",
    "season",
    "shift",
    "week",
    "year",
    "years",
]

UNKNOWN = Interval(granularity="unknown")
"""What words that name no day or period stand for."""

_FINER = {
    "year": "quarter",
    "half": "quarter",
    "quarter": "month",
    "month": "week",
    "week": "day",
    "span": "year",
}


def day(on: date) -> Interval:
    """That one day."""
    return Interval(start=on, end=on)


def week(of: date) -> Interval:
    """The week from Monday to Sunday that the day lies in."""
    monday = of - timedelta(days=of.weekday())
    return Interval(start=monday, end=monday + timedelta(days=6), granularity="week")


def month(of: int, number: int) -> Interval:
    """Month `number` (1 to 12) of the year `of`; raises `ValueError` for any other number."""
    return months(of, number, 1, "month")


def months(of: int, first: int, count: int, granularity: str) -> Interval:
    """`count` months from the month `first` of the year `of` on; the last may lie in a later year."""
    later, last = divmod(first + count - 2, 12)
    return Interval(
        start=date(of, first, 1),
        end=date(of + later, last + 1, monthrange(of + later, last + 1)[1]),
        granularity=granularity,
    )


def quarter(of: int, number: int) -> Interval:
    """Quarter `number` (1 to 4) of the calendar year `of`."""
    return months(of, 3 * number - 2, 3, "quarter")


def half(of: int, number: int) -> Interval:
    """Half `number` (1 or 2) of the calendar year `of`."""
    return months(of, 6 * number - 5, 6, "half")


def year(of: int) -> Interval:
    """The calendar year."""
    return months(of, 1, 12, "year")


def years(first: int, last: int) -> Interval:
    """From the first day of one year to the last of another."""
    return Interval(start=date(first, 1, 1), end=date(last, 12, 31), granularity="span")


def season(of: int, name: str) -> Interval:
    """A northern season by whole months: spring begins in March, winter in December of the year `of`."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    return months(of, first, 3, "quarter")


def shift(on: date, count: int, unit: str) -> date:
    """The day `count` days, weeks, months, quarters, years or decades later (earlier if below 0).

    Raises `ValueError` or `OverflowError` beyond the years that a date can hold.
    """
    if unit in {"day", "week", "fortnight", "weekend"}:
        return on + timedelta(days=count * {"day": 1, "fortnight": 14}.get(unit, 7))
    count *= {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    later, number = divmod(on.month - 1 + count, 12)
    return date(on.year + later, number + 1, min(on.day, monthrange(on.year + later, number + 1)[1]))


def around(on: date, unit: str) -> Interval:
    """The calendar unit that the day lies in: "three years ago" is as exact as a year."""
    if unit == "day":
        return day(on)
    if unit in {"week", "fortnight"}:
        return week(on)
    if unit == "weekend":
        saturday = on - timedelta(days=on.weekday() - 5)
        return Interval(start=saturday, end=saturday + timedelta(days=1), granularity="week")
    if unit == "decade":
        return years(on.year // 10 * 10, on.year // 10 * 10 + 9)
    if unit == "year":
        return year(on.year)
    make, wide = {"month": (month, 1), "quarter": (quarter, 3), "half": (half, 6)}[unit]
    return make(on.year, (on.month - 1) // wide + 1)


def part(of: Interval, which: str) -> Interval:
    """The early, mid or late third of a period, or its start or end.

    Start and end are a twelfth of anything longer than a quarter, else a third as well. Longer
    periods are cut by whole months. Raises `ValueError` for an open period; one day comes back whole.
    """
    if of.start is None or of.end is None:
        raise ValueError("an open period has no parts")
    finer = _FINER.get(of.granularity, of.granularity)
    length = (of.end - of.start).days + 1
    total = round(length / 30.44) if length > 80 else length
    count = max(1, total // 12 if which in {"start", "end"} and length > 100 else total // 3)
    skipped = {"early": 0, "start": 0, "mid": count}.get(which, total - count)
    wide = max(1, total - 2 * count) if which == "mid" else count
    if length > 80:
        first = shift(of.start, skipped, "month")
        return months(first.year, first.month, wide, finer)
    opened = of.start + timedelta(days=min(skipped, length - 1))
    return Interval(start=opened, end=opened + timedelta(days=wide - 1), granularity=finer)


def between(first: Interval, last: Interval) -> Interval:
    """From the start of one period to the end of another; unknown where that runs backwards."""
    if first.start and last.end and first.start > last.end:
        return UNKNOWN
    return Interval(start=first.start, end=last.end, granularity="span")


def nearest(choices: list[Interval], to: date, lean: str) -> Interval:
    """The period nearest to a day, by its middle; `lean` past or future takes only that side of the day.

    A period that holds the day lies on both sides. One that stays farther off than any yearly
    name can be (29 February in the wrong years) is not taken.
    """

    def far(choice: Interval) -> int:
        if choice.start is None or choice.end is None:
            return date.max.toordinal()
        middle = (choice.start.toordinal() + choice.end.toordinal()) // 2
        return -1 if choice.covers(to) else abs(middle - to.toordinal())

    def fits(choice: Interval) -> bool:
        if lean == "past":
            return choice.start is not None and choice.start <= to
        if lean == "future":
            return choice.end is not None and choice.end >= to
        return far(choice) <= 200

    return min(filter(fits, choices), key=far, default=UNKNOWN)


def nth_weekday(of: int, number: int, weekday: int, nth: int) -> date:
    """The nth such weekday (Monday is 0) of a month; the last one for nth -1."""
    first = date(of, number, 1)
    days = [first + timedelta(days=ahead) for ahead in range(monthrange(of, number)[1])]
    return [on for on in days if on.weekday() == weekday][nth - 1 if nth > 0 else nth]


def easter(of: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian rule, Meeus 1991)."""
    a, (b, c) = of % 19, divmod(of, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    number, on = divmod(h + rest - 7 * m + 114, 31)
    return date(of, number, on + 1)


_FIXED_FEASTS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year": (1, 1),
    "new year's": (1, 1),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
}
_EASTER_FEASTS = {"easter": 0, "easter sunday": 0, "good friday": -2, "palm sunday": -7, "easter monday": 1}
_WEEKDAY_FEASTS = {
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
}
FEASTS = (*_FIXED_FEASTS, *_EASTER_FEASTS, *_WEEKDAY_FEASTS)
"""The feasts known by name, in small letters."""


def feast(of: int, name: str) -> date | None:
    """The day of a feast in a year ("christmas", "good friday"); `None` for a name not known here."""
    if name in _FIXED_FEASTS:
        return date(of, *_FIXED_FEASTS[name])
    if name in _EASTER_FEASTS:
        return easter(of) + timedelta(days=_EASTER_FEASTS[name])
    if name in _WEEKDAY_FEASTS:
        return nth_weekday(of, *_WEEKDAY_FEASTS[name])
    return None
