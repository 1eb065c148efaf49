"""The terms in force and the days a version holds, from the claims that support it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from foedus.model import FactTerms, Interval, LinkedClaim
from foedus.reconcile.order import FIRMNESS, dated, place, published

__all__ = ["terms_in_force", "until", "valid_interval"]

T = TypeVar("T")

# Stages that speak of what is to come: their date is the plan's, not the day the plan was made.
_AHEAD = frozenset({"planned", "offered", "demanded", "considered", "negotiated", "possible"})


def terms_in_force(supports: Sequence[LinkedClaim], stage: str) -> FactTerms:
    """Each term from one claim: of the version's own stage first, then the most certain, then the newest."""
    ranked = _ranked(supports, stage)
    amount = _first(ranked, lambda item: item.claim.terms.amount)
    share = _first(ranked, lambda item: item.claim.terms.share)
    valuation = _first(ranked, lambda item: item.claim.terms.valuation)
    when = _first(ranked, lambda item: item.claim.terms.date)
    what = _first(ranked, lambda item: item.claim.terms.what)
    title = _first(ranked, lambda item: item.claim.terms.title)
    holder = _first(ranked, lambda item: item.claim.holder)
    return FactTerms(
        amount_low=amount.low if amount else None,
        amount_high=amount.high if amount else None,
        currency=amount.currency if amount else None,
        amount_words=amount.span.words if amount else None,
        share_low=share.low if share else None,
        share_high=share.high if share else None,
        share_words=share.span.words if share else None,
        valuation_words=valuation.span.words if valuation else None,
        date_words=when.span.words if when else None,
        what=what.words if what else None,
        title=title.words if title else None,
        holder=(holder.name or holder.span.words) if holder else None,
        exclusive=bool(ranked) and _exclusive(ranked),
    )


def _exclusive(ranked: Sequence[LinkedClaim]) -> bool:
    """Whether the best claim on the same goods says so; silence does not deny it."""
    return any(item.claim.terms.exclusive for item in ranked if item.claim.stage == ranked[0].claim.stage)


def _ranked(supports: Sequence[LinkedClaim], stage: str) -> list[LinkedClaim]:
    def rank(item: LinkedClaim) -> tuple[bool, int, tuple[date, int, date, int, str]]:
        return item.claim.stage == stage, FIRMNESS[item.claim.certainty], place(item)

    return sorted(supports, key=rank, reverse=True)


def _first(ranked: Sequence[LinkedClaim], term: Callable[[LinkedClaim], T | None]) -> T | None:
    return next((found for item in ranked if (found := term(item)) is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """A day that words give, and how exact they were."""

    day: date
    granularity: str


def valid_interval(supports: Sequence[LinkedClaim], stage: str) -> Interval:
    """The days on which a version of this stage holds, as far as its claims tell.

    It starts on the first day that the words give ("since 2019", "in June"), or else on the day of
    the first story that says so: it held by then (`known_by`). It ends only where words end it
    ("until 2030", "from 2019 to 2025"); an event goes on being true.
    """
    ranked = [item for item in _ranked(supports, stage) if item.claim.stage == stage] or list(supports)
    start, end = _first(ranked, _start), _first(ranked, _end)
    if start is None:
        days = [day for day in map(published, ranked) if day is not None]
        start = _Bound(day=min(days), granularity="known_by") if days else None
    if end is not None and start is not None and start.day > end.day:
        # Two claims at odds: the end was said in words, the start may be only when we heard of it.
        start = None if start.granularity == "known_by" else start
        end = None if start is not None else end
    exactness = start or end
    return Interval(
        start=start.day if start else None,
        end=end.day if end else None,
        granularity=exactness.granularity if exactness else "known_by",
    )


def _start(item: LinkedClaim) -> _Bound | None:
    stated, day = dated(item), published(item)
    if stated is None or stated.start is None:
        return None
    if item.claim.stage in _AHEAD and (day is None or stated.start > day):
        return None
    return _Bound(day=stated.start, granularity=stated.granularity)


def _end(item: LinkedClaim) -> _Bound | None:
    stated = dated(item)
    if stated is None or stated.end is None or item.claim.stage in _AHEAD:
        return None
    bounded = stated.start is None or stated.granularity == "span"
    return _Bound(day=stated.end, granularity=stated.granularity) if bounded else None


def until(interval: Interval, last: date) -> Interval:
    """The interval, ended on a day at the latest; its start is given up if it lies after that."""
    start = interval.start if interval.start is None or interval.start <= last else None
    return replace(interval, start=start, end=last)
