"""When a story was published: every way in which files, pages and feeds write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

__all__ = ["Published", "parse_published"]

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$|(\d{4})(\d{2})(\d{2})$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?$")
_SPOKEN = ("%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d %B %Y", "%d %b %Y", "%d %B, %Y", "%A, %B %d, %Y")
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_MILLISECONDS_FROM = 100_000_000_000  # as seconds this would be the year 5138


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A moment in UTC; `date_only` when only the day was given, `zoned` when its zone was given."""

    at: datetime
    date_only: bool = False
    zoned: bool = False


def parse_published(value: object) -> Published | None:
    """The moment that a value means, or `None` where it cannot be read.

    Read are ISO 8601, RFC 2822, seconds or milliseconds since 1970 (as number or digits), days
    (`2025-06-19`, `2025/6/19`, `20250619`, "June 19, 2025", "19 June 2025") and Python's own
    dates. A time without a zone is taken as UTC; a day alone as its midnight in UTC.
    """
    try:
        published = _parse(value)
    except (ValueError, OverflowError, OSError):
        return None
    if published is None or not _FIRST_YEAR <= published.at.year <= _LAST_YEAR:
        return None
    return published


def _parse(value: object) -> Published | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int | float):
        return _number(value)
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = value.strip().rstrip(".")
    if found := _DAY.match(text):
        year, month, day = (int(part) for part in found.groups() if part is not None)
        if year >= _FIRST_YEAR:  # else eight digits that are no day
            return _day(date(year, month, day))
    if _NUMBER.match(text):
        return _number(float(text))
    return _iso(text) or _rfc2822(text) or _spoken(text)


def _number(value: int | float) -> Published | None:
    text = str(int(value))
    if len(text) == 8 and (found := _DAY.match(text)) and _FIRST_YEAR <= int(text[:4]) <= _LAST_YEAR:
        try:
            return _day(date(*(int(part) for part in found.groups()[3:])))
        except ValueError:
            pass
    seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
    return Published(at=datetime.fromtimestamp(seconds, UTC), zoned=True) if seconds > 0 else None


def _iso(text: str) -> Published | None:
    try:
        return _moment(datetime.fromisoformat(text.replace(" UTC", "Z").replace(" GMT", "Z")))
    except ValueError:
        return None


def _rfc2822(text: str) -> Published | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    # The parser makes midnight of "19 June 2025": without a clock in the words it is a day.
    return _moment(moment) if ":" in text else _day(moment.date())


def _spoken(text: str) -> Published | None:
    for form in _SPOKEN:
        try:
            return _day(datetime.strptime(text, form).date())
        except ValueError:
            continue
    return None


def _day(day: date) -> Published:
    return Published(at=datetime.combine(day, time(), UTC), date_only=True)


def _moment(moment: datetime) -> Published:
    if moment.tzinfo is None:
        return Published(at=moment.replace(tzinfo=UTC))
    return Published(at=moment.astimezone(UTC), zoned=True)
