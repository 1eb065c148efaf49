"""Which claims speak of the same deal, where a pair may have several: by amount and by date.

Claims are put together in four steps, each against what the step before has settled, so that the
order in which claims come changes nothing, and an undated mention never ties two dated deals:

1. with an amount and a date: one deal where amounts agree and dates lie within a quarter;
2. with an amount alone: the agreeing deal nearest in time, else by amount among themselves;
3. with a date alone: a deal within a quarter of that date, else by date among themselves;
4. with neither: the deal nearest in time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from foedus.model import Interval, LinkedClaim
from foedus.reconcile.order import dated, moment

__all__ = ["DEAL_RELATIONS", "Amount", "amount_of", "deals", "same_amount"]

DEAL_RELATIONS = frozenset({"invests_in", "raises", "finances", "acquires", "penalises"})

# One firm is bought once at a time: the day of signing and the day of closing are one deal.
_DATED_ONCE = frozenset({"acquires"})

_QUARTER = 92
_TOLERANCE = Decimal("1.1")
# A smaller sum is the price of one share or one piece, and tells no deal from another.
_SMALLEST = Decimal(10_000)
_FAR = 10**9

Deal: TypeAlias = tuple[LinkedClaim, ...]
Fits: TypeAlias = Callable[[LinkedClaim, Sequence[LinkedClaim]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A closed range of money; "more than $13 billion" reaches a tenth above, "up to" a tenth below."""

    low: Decimal
    high: Decimal
    currency: str | None


def amount_of(item: LinkedClaim) -> Amount | None:
    """The claim's amount, if it tells a deal from another."""
    money = item.claim.terms.amount
    if money is None or (money.low is None and money.high is None):
        return None
    low = money.low if money.low is not None else (money.high or Decimal(0)) / _TOLERANCE
    high = money.high if money.high is not None else low * _TOLERANCE
    if not (low.is_finite() and high.is_finite()) or high < _SMALLEST:
        return None
    return Amount(low=min(low, high), high=max(low, high), currency=money.currency)


def same_amount(a: Amount, b: Amount) -> bool:
    """Whether two amounts may be one: ranges that overlap or lie within a tenth; currencies not at odds."""
    if a.currency and b.currency and a.currency != b.currency:
        return False
    return a.low <= b.high * _TOLERANCE and b.low <= a.high * _TOLERANCE


def deals(relation: str, claims: Iterable[LinkedClaim]) -> list[Deal]:
    """The claims of one group, deal by deal; at least one deal where there is a claim."""
    rest = sorted(claims, key=lambda item: item.claim.id)
    found: list[list[LinkedClaim]] = []
    both, rest = _part(rest, lambda item: amount_of(item) is not None and _event(relation, item) is not None)
    found += _link(both, lambda a, b: _agree(a, b) and _near(relation, a, b))
    sums, rest = _part(rest, lambda item: amount_of(item) is not None)
    found = _join(found, sums, _agree_any) + _link(_unjoined(found, sums, _agree_any), _agree)
    days, rest = _part(rest, lambda item: _event(relation, item) is not None)

    def near_any(item: LinkedClaim, deal: Sequence[LinkedClaim]) -> bool:
        return any(_near(relation, item, other) for other in deal)

    found = _join(found, days, near_any) + _link(
        _unjoined(found, days, near_any), lambda a, b: _near(relation, a, b)
    )
    if not found:
        return [tuple(rest)] if rest else []
    return [tuple(deal) for deal in _join(found, rest, lambda item, deal: True)]


def _part(
    items: Sequence[LinkedClaim], which: Callable[[LinkedClaim], bool]
) -> tuple[list[LinkedClaim], list[LinkedClaim]]:
    return [item for item in items if which(item)], [item for item in items if not which(item)]


def _event(relation: str, item: LinkedClaim) -> Interval | None:
    """The date on which a deal was done, where the words say so; spans and open ends are no such date."""
    stated = dated(item)
    if relation in _DATED_ONCE or item.claim.stage != "done" or stated is None:
        return None
    closed = stated.start is not None and stated.end is not None
    return stated if closed and stated.granularity != "span" else None


def _agree(a: LinkedClaim, b: LinkedClaim) -> bool:
    first, second = amount_of(a), amount_of(b)
    return first is not None and second is not None and same_amount(first, second)


def _agree_any(item: LinkedClaim, deal: Sequence[LinkedClaim]) -> bool:
    return any(_agree(item, other) for other in deal)


def _near(relation: str, a: LinkedClaim, b: LinkedClaim) -> bool:
    first, second = _days(relation, a), _days(relation, b)
    if first is None or second is None:
        return False
    gap = max((second[0] - first[1]).days, (first[0] - second[1]).days)
    return gap <= _QUARTER


def _days(relation: str, item: LinkedClaim) -> tuple[date, date] | None:
    event = _event(relation, item)
    if event is not None and event.start is not None and event.end is not None:
        return event.start, event.end
    day = moment(item)
    return (day, day) if day else None


def _link(
    items: Sequence[LinkedClaim], same: Callable[[LinkedClaim, LinkedClaim], bool]
) -> list[list[LinkedClaim]]:
    """Single linkage: whoever is the same as any member belongs; the result ignores the order."""
    clusters: list[list[LinkedClaim]] = []
    for item in items:
        apart: list[list[LinkedClaim]] = []
        merged = [item]
        for cluster in clusters:
            if any(same(item, other) for other in cluster):
                merged += cluster
            else:
                apart.append(cluster)
        clusters = [*apart, merged]
    return clusters


def _join(
    found: Sequence[list[LinkedClaim]], items: Sequence[LinkedClaim], fits: Fits
) -> list[list[LinkedClaim]]:
    """The deals with those items added that fit one: the nearest in time, the smallest claim id among equals.

    Each item is held against the deals as they were, so that the order of the items means nothing.
    """
    days = [sorted({day for day in map(moment, deal) if day}) for deal in found]
    first = [min(other.claim.id for other in deal) for deal in found]
    joined = [list(deal) for deal in found]
    for item in items:
        ranked = [
            (_distance(moment(item), days[number]), first[number], number)
            for number, deal in enumerate(found)
            if fits(item, deal)
        ]
        if ranked:
            joined[min(ranked)[2]].append(item)
    return joined


def _distance(day: date | None, others: Sequence[date]) -> int:
    if day is None or not others:
        return _FAR
    return min(abs((day - other).days) for other in others)


def _unjoined(
    found: Sequence[list[LinkedClaim]], items: Sequence[LinkedClaim], fits: Fits
) -> list[LinkedClaim]:
    return [item for item in items if not any(fits(item, deal) for deal in found)]
