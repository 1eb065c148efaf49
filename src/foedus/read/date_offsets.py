"""Dates counted from the story's own: "last year", "Monday", "three years ago", "in the next six months".

"Earlier" counts like "ago". What counts from another moment of the story ("two weeks later",
"the same day", "that June") stays unknown. Durations ("a decade", "six-year") are spans without
borders. Without the story's date every one of these is unknown but durations.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from foedus.model import Interval
from foedus.read import periods
from foedus.read.date_names import Anchor
from foedus.read.numbers import read_amount, tokenise
from foedus.read.periods import UNKNOWN

__all__ = ["UNIT", "count_of", "counted"]

UNIT = "(?P<unit>day|week|weekend|fortnight|month|quarter|half|year|decade)"
"""A pattern for a unit of the calendar, in the singular."""

_SPAN = Interval(granularity="span")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_TIME_OF_DAY = "(?: (?:early |late )?(?:morning|afternoon|evening|night|noon|midday|midnight))?"
_HEDGE = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|just|only|some|barely|at least|at most|up to"
    r"|over|under|as (?:long|much|many) as|as little as|more than|less than|no more than|a little|a bit"
    r"|slightly|well|another|close to|further|first|last|initial|additional|every|each|for|most of|all|than"
    r"|more|less|extra|full|half|mere|long) )*"
)
_NUMBER = r"(?P<count>[0-9]{1,4}(?:\.[0-9]+)?|an?(?: couple of| few| dozen)?|[a-z]+(?:[- ][a-z]+)??)"
_OFFSETS = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "overnight": 0,
    "today": 0,
    "tonight": 0,
    "now": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
}
_BACK = {"last", "previous"}

Rule = Callable[[re.Match[str], date, str], Interval]


def counted(text: str, anchor: Anchor) -> Interval | None:
    """The days that a normalised text means when counted from the story's day, or `None`.

    Raises `ValueError` or `OverflowError` where the count leaves the calendar.
    """
    for pattern, rule in _RULES:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        if "count" in found.groupdict() and count_of(found["count"]) is None:
            continue
        return UNKNOWN if anchor.on is None else rule(found, anchor.on, anchor.lean)
    if _DURATION.fullmatch(text) or _is_counted_duration(text):
        return _SPAN
    return None


def count_of(words: str) -> tuple[int, int] | None:
    """The lowest and highest whole number that the words mean ("a few" is 2 to 10), or `None`."""
    if words in {"a", "an"}:
        return 1, 1
    tokens = tokenise(words)
    amount = read_amount(tokens, 0)
    if amount is None or amount.high is None or amount.end < len(tokens) or amount.high > 9999:
        return None
    return int(amount.low), int(amount.high)


def _is_counted_duration(text: str) -> bool:
    found = _COUNTED_DURATION.fullmatch(text)
    return found is not None and all(count_of(found[name]) for name in ("count", "upper") if found[name])


def _offset(found: re.Match[str], on: date, lean: str) -> Interval:
    return periods.day(periods.shift(on, _OFFSETS[found["word"]], "day"))


def _unit(found: re.Match[str], on: date, lean: str) -> Interval:
    """ "This year", "last week", "next quarter": the calendar unit; "the past year": up to the story."""
    which, unit = found["which"], found["unit"]
    if which in {"past", "coming"} and unit != "weekend":
        return _stretch(on, (1, 1), unit, -1 if which == "past" else 1)
    steps = -1 if which in {*_BACK, "past"} else 1 if which in {"next", "coming"} else 0
    held = periods.around(periods.shift(on, steps, unit), unit)
    if found["side"] and held.start and held.end and held.covers(on):
        start, end = (held.start, on) if found["side"] == "earlier" else (on, held.end)
        return Interval(start=start, end=end, granularity=held.granularity)
    return held


def _weekday(found: re.Match[str], on: date, lean: str) -> Interval:
    """The nearest such weekday on or before the story's day; on or after it where the words lean ahead."""
    wanted = next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(found["weekday"][:3]))
    back = (on.weekday() - wanted) % 7
    which, of_week = found["which"], found["week"]
    if of_week or which == "this":
        monday = on - timedelta(days=on.weekday())
        weeks = {"last": -7, "next": 7}.get(of_week or "", 0)
        return periods.day(monday + timedelta(days=wanted + weeks))
    if which in {"next", "coming", "this coming"}:
        return periods.day(on + timedelta(days=7 - back))
    if which in {"last", "past", "this past", "previous"}:
        return periods.day(on - timedelta(days=back or 7))
    if lean == "future":
        return periods.day(on + timedelta(days=(7 - back) % 7))
    return periods.day(on - timedelta(days=back))


def _ago(found: re.Match[str], on: date, lean: str) -> Interval:
    low, high = count_of(found["count"]) or (0, 0)
    unit = _unit_of(found["unit"])
    recent = periods.around(periods.shift(on, -low, unit), unit)
    if found["hedge"] and "more than" in found["hedge"]:
        return Interval(end=recent.end, granularity=recent.granularity)
    if low == high:
        return recent
    oldest = periods.around(periods.shift(on, -high, unit), unit)
    return Interval(start=oldest.start, end=recent.end, granularity="span")


def _ahead(found: re.Match[str], on: date, lean: str) -> Interval:
    """ "In six months": as exact as the unit."""
    low, high = count_of(found["count"]) or (0, 0)
    unit = _unit_of(found["unit"])
    first = periods.around(periods.shift(on, low, unit), unit)
    last = periods.around(periods.shift(on, high, unit), unit)
    return first if low == high else periods.between(first, last)


def _coming_stretch(found: re.Match[str], on: date, lean: str) -> Interval:
    return _stretch(on, count_of(found["count"]) or (1, 1), _unit_of(found["unit"]), 1)


def _past_stretch(found: re.Match[str], on: date, lean: str) -> Interval:
    return _stretch(on, count_of(found["count"]) or (1, 1), _unit_of(found["unit"]), -1)


def _stretch(on: date, count: tuple[int, int], unit: str, way: int) -> Interval:
    """From the story's day so far ahead or back; open at the far side where the count is vague."""
    far = periods.shift(on, way * count[1], unit) if count[0] == count[1] else None
    start, end = (on, far) if way > 0 else (far, on)
    return Interval(start=start, end=end, granularity="span")


def _vague_stretch(found: re.Match[str], on: date, lean: str) -> Interval:
    past = found["which"] in {"recent", "past", "previous"}
    return _stretch(on, (1, 2), "day", -1 if past else 1)


def _unit_of(word: str) -> str:
    return "day" if word == "hour" else word


_PLURAL = r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade)s?'?"
_BEFORE = r"(?:in |over |for |during |within )?"
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"(?P<word>{'|'.join(_OFFSETS)}){_TIME_OF_DAY}", _offset),
        (
            rf"(?:(?P<side>earlier|later) )?(?P<which>this|last|next|past|previous|current|coming)"
            rf" (?:fiscal |financial |calendar |full |business |whole )?{UNIT.replace('day|', '')}",
            _unit,
        ),
        (
            r"(?:(?P<which>this past|this coming|last|next|this|past|previous|coming) )?(?:bank holiday )?"
            rf"{_WEEKDAY}{_TIME_OF_DAY}(?:(?: of)? (?P<week>last|this|next) week)?",
            _weekday,
        ),
        (rf"(?P<hedge>{_HEDGE}){_NUMBER}[- ]{_PLURAL} (?:ago|earlier|back|previously)", _ago),
        (rf"(?:in|within) (?:about |around |roughly )?{_NUMBER}[- ]{_PLURAL} time", _ahead),
        (rf"in (?P<hedge>{_HEDGE}){_NUMBER}[- ]{_PLURAL}", _ahead),
        (rf"(?P<hedge>{_HEDGE}){_NUMBER} {_PLURAL} (?:from now|hence|from today)", _ahead),
        (rf"within (?:the )?(?:next |coming )?{_NUMBER} {_PLURAL}", _coming_stretch),
        (rf"{_BEFORE}(?:the )?(?:next|coming) {_NUMBER} (?:financial |fiscal )?{_PLURAL}", _coming_stretch),
        (
            rf"{_BEFORE}(?:the )?(?:past|last|previous) {_NUMBER} (?:financial |fiscal )?{_PLURAL}",
            _past_stretch,
        ),
        (
            rf"{_BEFORE}(?:the )?(?P<which>recent|past|previous|coming|next|within) (?:few )?"
            r"(?:hours|days|weeks|months|quarters|years|decades)",
            _vague_stretch,
        ),
        (r"(?P<which>within) (?:hours|days|weeks|months|years)", _vague_stretch),
    )
)
_ANY_UNIT = (
    r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|century|centurie|season)s?"
)
_AFTER = r"(?:[- ](?:long|old|plus|or more|or so|running|straight|a week|a month|a year|to come|on end))?"
_DURATION = re.compile(
    rf"{_HEDGE}(?:multi-?|several |many |a few |few |some |long )?{_ANY_UNIT}{_AFTER}"
    rf"|multi-?{_ANY_UNIT}|(?:the |a )?(?:lifetime|century|generation)"
)
_COUNTED_DURATION = re.compile(
    rf"{_HEDGE}(?:between )?{_NUMBER}(?: ?(?:to|-|and|or) (?P<upper>[0-9]{{1,3}}|[a-z]+))?[- ]"
    rf"(?:more |further |working )?{_ANY_UNIT}(?: and a (?:half|quarter))?{_AFTER}"
)
