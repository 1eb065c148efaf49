"""How sure the record is of a version, and why: a published sum, never a model's mood.

Each claim has a weight::

    weight = certainty x speaker x (0.6 + 0.4 x reader's score) x 0.5 if of another stage

with certainty asserted .60, reported .45, rumoured .25, denied .15, and speaker 1.25 for a party on
record, .85 for people unnamed, else 1. Of each independent source only the weightiest claim counts.
Sources add up as independent chances of being right::

    confidence = (1 - product of (1 - weight)) x (1 - 0.5 x the same of the disputes)

kept between .01 and .99. One more source never lowers it. A dispute counts when it denies or when
it was published no earlier than what it disputes: what a later claim overtook is history, not doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from foedus.model import LinkedClaim
from foedus.reconcile.independence import is_on_record, is_unnamed, sources
from foedus.reconcile.order import DENIED, moment

__all__ = ["confidence", "weight"]

CERTAINTY = {"asserted": 0.60, "reported": 0.45, "rumoured": 0.25, "denied": 0.15}
ON_RECORD, UNNAMED = 1.25, 0.85
OTHER_STAGE = 0.5
DISPUTE = 0.5
LOWEST, HIGHEST = 0.01, 0.99


def weight(item: LinkedClaim, stage: str) -> float:
    """What one claim counts for a version of this stage, above 0 and at most .75."""
    speaker = ON_RECORD if is_on_record(item) else UNNAMED if is_unnamed(item) else 1.0
    score = min(1.0, max(0.0, item.claim.score))
    same = 1.0 if item.claim.stage == stage else OTHER_STAGE
    return CERTAINTY[item.claim.certainty] * speaker * (0.6 + 0.4 * score) * same


def confidence(stage: str, supports: Sequence[LinkedClaim], disputes: Sequence[LinkedClaim]) -> float:
    """How sure the record is, strictly between 0 and 1, to four digits."""
    newest = max((day for day in map(moment, supports) if day is not None), default=None)
    doubts = [item for item in disputes if item.claim.certainty == DENIED or _is_late(item, newest)]
    against = _together(_best(doubts, None))
    sure = _together(_best(supports, stage)) * (1 - DISPUTE * against)
    return round(min(HIGHEST, max(LOWEST, sure)), 4)


def _is_late(item: LinkedClaim, newest: date | None) -> bool:
    day = moment(item)
    return day is None or newest is None or day >= newest


def _best(claims: Iterable[LinkedClaim], stage: str | None) -> list[float]:
    """Each source's weightiest claim; a doubt weighs as a claim of the stage it speaks of."""
    return [
        max(weight(item, stage or item.claim.stage) for item in some) for some in sources(claims).values()
    ]


def _together(weights: Iterable[float]) -> float:
    miss = 1.0
    for one in sorted(weights):
        miss *= 1 - one
    return 1 - miss
