"""The terms of a claim from their words, the same for every reader: values, days, the telling phrase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from foedus.model import Interval, Span, Terms
from foedus.read.dates import parse_when
from foedus.read.quantities import parse_money, parse_share
from foedus.read.words import split_words

__all__ = ["known_by", "stated", "terms_of"]

# What happened or failed lies behind the story. The other stages do not tell: "said on Monday it would
# buy" is planned, and its Monday is past (on the marked stories nearly all such dates are).
PAST = frozenset({"done", "failed"})

_SMALL = frozenset(
    "a an the its their his her our of to for in on at with over up out from by and or that as into".split()
)


def terms_of(spans: Mapping[str, Span], *, stage: str, anchor: date | None, exclusive: bool) -> Terms:
    """The terms whose words stand in `spans` by role; `anchor` is the story's day."""
    amount, share, valuation, day = (spans.get(role) for role in ("amount", "share", "valuation", "date"))
    return Terms(
        amount=parse_money(amount) if amount else None,
        share=parse_share(share) if share else None,
        valuation=parse_money(valuation) if valuation else None,
        date=parse_when(day, anchor, ahead=False if stage in PAST else None) if day else None,
        what=_telling(spans.get("what")),
        title=spans.get("title"),
        exclusive=exclusive,
    )


def stated(terms: Terms, anchor: date | None) -> Interval:
    """When a claim of these terms held: its date term, else known by the story's day."""
    return terms.date.interval if terms.date else known_by(anchor)


def known_by(anchor: date | None) -> Interval:
    """The interval of an undated claim: it held by the story's date at latest."""
    return Interval(start=None, end=anchor, granularity="known_by")


def _telling(span: Span | None) -> Span | None:
    """The `what` without small words at its ends ("up its access to" is "access"); None if none is left."""
    if span is None:
        return None
    words = split_words(span.words)
    while words and _is_small(span.words, words[0]):
        words.pop(0)
    while words and _is_small(span.words, words[-1]):
        words.pop()
    if not words:
        return None
    start, end = words[0][0], words[-1][1]
    return Span(
        story_id=span.story_id,
        start=span.start + start,
        end=span.start + end,
        words=span.words[start:end],
    )


def _is_small(text: str, word: tuple[int, int]) -> bool:
    return text[word[0] : word[1]].lower() in _SMALL
