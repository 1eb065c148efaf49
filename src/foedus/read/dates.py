"""Date words to the days they cover, anchored to the story's date.

Our own grammar: a name or count of days (`date_names`, `date_offsets`), inside it a part ("late
March"), around it a bound ("until", "since") or a range ("from 2024 to 2027"). The machine's clock
is never read. A bare name lies on the side of the story that the claim's tense says; without one it
is the nearest, but "by" and "until" look ahead. "Since" always looks back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from foedus.model import Interval, Span, When
from foedus.read import periods
from foedus.read.date_names import MONTH, Anchor, calendar_name
from foedus.read.date_offsets import UNIT, count_of, counted
from foedus.read.numbers import normalise
from foedus.read.periods import UNKNOWN

__all__ = ["parse_when"]

# Longer words than any date: a wrong span must not cost time.
_LONGEST = 120
_LEANS = {None: "near", True: "future", False: "past"}

_CLOCK = re.compile(
    r"(?<![\w:])(?:at |by )?"
    r"(?:[0-9]{1,2}(?:[:.][0-9]{2})? ?[ap]\.?m\.?(?![a-z])|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(?: ?(?:[a-z]{1,2}[ds]?t|gmt|utc|cest|local time|eastern time)\b)?(?: on)?"
)
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b")
_FIRST_OF = re.compile(rf"\bfirst of (?={MONTH}\b)")
_STOPS = re.compile(r"[,;]|\.(?= |$)|^[\"'(]+|[\"')]+$")
_THE_UNIT = re.compile(
    r"\bthe (?:full |whole |entire )?(week|weekend|month|quarter|year|decade)\b"
    r"(?! (?:before|after|earlier|later))"
)
_LEADING = re.compile(
    r"^(?:on|in|during|at|of|around|about|circa|roughly|some ?time in|sometime|for|over|throughout|only|just"
    r"|likely|as recently as|as late as|back in|late on|early on|probably|perhaps|possibly|all of|much of"
    r"|most of|the) (?=.)"
)
_UNTIL = re.compile(
    r"(?:by|until|till|til|through|thru|up to|up until|to|no later than|not later than|at the latest"
    r"|by no later than|by at least|at least until|at least through|until at least|through at least|expiring"
    r"|ending|lasting until) (.+)"
)
_BEFORE = re.compile(r"(?:before|prior to|ahead of|not after) (.+?)(?: is out| ends)?")
_SINCE = re.compile(
    r"(?:ever )?(since|from|starting|beginning|as early as|as soon as|not before|no earlier than"
    r"|no sooner than|as of|effective|from as early as|dating (?:back )?to)"
    r"(?: from| in| on)? (.+?)(?: onwards?| on)?"
)
_AFTER = re.compile(r"(?:after|following|past) (.+)")
_EARLIEST = re.compile(r"(.+?) (?:at the earliest|onwards?|or later|or beyond|and beyond)")
_LATEST = re.compile(r"(.+?) (?:at the latest|or earlier|or sooner)")
_RANGE = re.compile(r"(?:from |between )?(.+?) (?:to|until|till|through|and|-|or) (.+)")
_DASHED = re.compile(r"(.+?)-(.+)")
_YEAR_END = re.compile(r"(?:[0-9]{4}|[a-z]+ [0-9]{1,2} [0-9]{4}|[0-9]{1,2} [a-z]+ [0-9]{4}|[a-z]+ [0-9]{4})$")
_PART = re.compile(
    r"(?:the )?(?:very )?(early|mid|middle|late|later|earlier|end|start|beginning|close|turn|opening"
    r"|tail end)(?: in| of| on|-| )+(?:the )?(.+)"
)
_PARTS = {
    "earlier": "early",
    "middle": "mid",
    "later": "late",
    "close": "end",
    "tail end": "end",
    "beginning": "start",
    "opening": "start",
    "turn": "start",
}
_UNIT_END = re.compile(
    rf"(?:(?P<which>this|last|next) )?{UNIT}[- ](?P<part>end|start)(?: (?P<year>[0-9]{{4}}))?"
)
_UP_TO = re.compile(
    rf"(?:(?:this|full|financial|fiscal) )?(?:(?P<count>[a-z]+|[0-9]{{1,2}}) )?{UNIT}s?"
    r" (?:to|through|ended|ending|until)(?: in| on)? (?P<end>.+)"
)


def parse_when(span: Span, anchor: date | None, *, ahead: bool | None = None) -> When:
    """The days a span of words covers, both ends inclusive, counted from the story's date `anchor`.

    `ahead` is the tense of the claim: with True a name without its year ("March", "Monday") is the
    next on or after the anchor, with False the latest on or before it; a period that holds the
    anchor is both. With None it is the nearest, after "by", "until" and "before" the next. Words
    that say more ("next March", "until 2030", "last year") mean what they say in any tense.

    Never raises. Granularity is that of `Interval`, and `unknown` (both ends open) where the words
    name no day, name one that never was ("February 31"), or count from a date that is not known:
    relative words without an anchor, or words that count from another moment ("two weeks later").
    """
    try:
        text = _cleaned(span.words) if len(span.words) <= _LONGEST else ""
        interval = _read(text, Anchor(anchor, _LEANS[ahead])) or UNKNOWN
    except (ValueError, OverflowError):  # no such day, or beyond the calendar
        interval = UNKNOWN
    return When(span=span, interval=interval)


def _cleaned(words: str) -> str:
    """The words as the patterns know them: small, no commas, no clock times, "this year" for "the year"."""
    text = _CLOCK.sub(" ", normalise(words))
    text = _STOPS.sub(" ", _ORDINAL.sub(r"\1", text))
    text = _FIRST_OF.sub("1 ", text)
    text = _THE_UNIT.sub(r"this \1", " ".join(text.split()))
    return " ".join(text.removesuffix("'s").split())


def _leaning(anchor: Anchor, lean: str) -> Anchor:
    """The anchor with the lean of the words read; a tense that is known goes before it."""
    return anchor if anchor.lean != "near" else replace(anchor, lean=lean)


# Kept answers make words such as "to to to to" cost as little as others: each rest is read once.
@lru_cache(maxsize=4_096)
def _read(text: str, anchor: Anchor) -> Interval | None:
    """What a cleaned text covers: the first reading that fits it as a whole."""
    if not text:
        return None
    for reading in _READINGS:
        interval = reading(text, anchor)
        if interval is not None:
            return interval
    shorter = _LEADING.sub("", text, count=1)
    return _read(shorter, anchor) if shorter != text else None


def _name_or_count(text: str, anchor: Anchor) -> Interval | None:
    plain = text.removeprefix("the ")
    return counted(text, anchor) or calendar_name(plain, anchor) or counted(plain, anchor)


def _unit_end(text: str, anchor: Anchor) -> Interval | None:
    """ "Year-end", "next month-end", "year-end 2025"."""
    found = _UNIT_END.fullmatch(text)
    if found is None:
        return None
    inner = found["year"] or f"{found['which'] or 'this'} {found['unit']}"
    return _part_of(_read(inner, anchor), found["part"])


def _up_to(text: str, anchor: Anchor) -> Interval | None:
    """ "The year to June", "nine months to September": so long, and ending then."""
    found = _UP_TO.fullmatch(text)
    if found is None:
        return None
    count = count_of(found["count"] or "a")
    last = _read(found["end"], _leaning(anchor, "past"))
    if count is None or last is None or last.end is None:
        return None
    after = last.end + timedelta(days=1)
    start = periods.shift(after, -count[1], found["unit"])
    return Interval(start=start, end=last.end, granularity="span")


def _range(text: str, anchor: Anchor) -> Interval | None:
    found = _RANGE.fullmatch(text) or _DASHED.fullmatch(text)
    if found is None:
        return None
    first, last = _shared(found[1], found[2])
    opened = _read(first, anchor)
    closed = _read(last, anchor)
    if opened is None or closed is None or UNKNOWN in (opened, closed):
        return None
    if opened.start is None or closed.end is None:
        return None
    whole = periods.between(opened, closed)
    if whole != UNKNOWN:
        return whole
    if anchor.lean == "future":  # "May to July" said in June: the first name is sought back from the second
        earlier = _read(first, Anchor(closed.end, "past"))
        return periods.between(earlier, closed) if earlier is not None else UNKNOWN
    # "December to February": the second name is sought from the first on.
    later = _read(last, Anchor(opened.start, "future"))
    return periods.between(opened, later) if later is not None else UNKNOWN


def _shared(first: str, last: str) -> tuple[str, str]:
    """Both ends of a range in full: "3" and "5 June", "May 27" and "29", "May" and "July 2025"."""
    month = re.search(MONTH, last)
    if first.isdigit() and len(first) <= 2 and month:
        first = f"{first} {last[month.start() :]}" if re.match("[0-9]", last) else first
    month = re.search(MONTH, first)
    if re.fullmatch(r"[0-9]{1,2}(?: [0-9]{4})?", last) and month:
        last = f"{month[0]} {last}"
    if re.fullmatch(r"[0-9]{2}", last) and re.fullmatch(r"[0-9]{4}", first):
        last = first[:2] + last
    year = re.search(r"[0-9]{4}$", last)
    if year and not re.search(r"[0-9]{4}", first) and _YEAR_END.fullmatch(last) and not last.isdigit():
        first = f"{first} {year[0]}"
    return first, last


def _until(text: str, anchor: Anchor) -> Interval | None:
    found = _UNTIL.fullmatch(text) or _LATEST.fullmatch(text)
    inner = _read(found[1], _leaning(anchor, "future")) if found else None
    if inner is None or inner.end is None:
        return inner
    return Interval(end=inner.end, granularity=inner.granularity)


def _before(text: str, anchor: Anchor) -> Interval | None:
    found = _BEFORE.fullmatch(text)
    inner = _read(found[1], _leaning(anchor, "future")) if found else None
    if inner is None or inner.start is None:
        return inner
    # "Before the year is out" ends with the year that runs; "before 2028" ends as 2027 does.
    running = anchor.on is not None and inner.covers(anchor.on) and inner.end != inner.start
    end = inner.end if running else inner.start - timedelta(days=1)
    return Interval(end=end, granularity=inner.granularity)


def _since(text: str, anchor: Anchor) -> Interval | None:
    found = _SINCE.fullmatch(text)
    if found is None:
        found = _EARLIEST.fullmatch(text)
        inner = _read(found[1], anchor) if found else None
    else:
        ahead = _leaning(anchor, "near" if found[1] == "from" else "future")
        # "Since" looks back in any tense.
        inner = _read(found[2], replace(anchor, lean="past") if found[1] == "since" else ahead)
    if inner is None or inner.start is None:
        return inner
    return Interval(start=inner.start, granularity=inner.granularity)


def _after(text: str, anchor: Anchor) -> Interval | None:
    found = _AFTER.fullmatch(text)
    inner = _read(found[1], anchor) if found else None
    if inner is None or inner.end is None:
        return inner
    return Interval(start=inner.end + timedelta(days=1), granularity=inner.granularity)


def _part(text: str, anchor: Anchor) -> Interval | None:
    found = _PART.fullmatch(text)
    if found is None:
        return None
    return _part_of(_read(found[2], anchor), _PARTS.get(found[1], found[1]))


def _part_of(whole: Interval | None, which: str) -> Interval | None:
    if whole is None or whole.start is None or whole.end is None:
        return whole
    return periods.part(whole, which)


_READINGS: tuple[Callable[[str, Anchor], Interval | None], ...] = (
    _name_or_count,
    _unit_end,
    _up_to,
    _until,
    _before,
    _range,
    _since,
    _after,
    _part,
)
