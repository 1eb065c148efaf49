"""When a claim speaks of, and how far along the life of a fact its stage lies."""

from __future__ import annotations

from datetime import date

from foedus.model import Interval, LinkedClaim

__all__ = ["DENIED", "FIRMNESS", "RANK", "TERMINAL", "dated", "firm", "moment", "onset", "place", "published"]

# The life of a fact. Stages of one rank do not order themselves; their dates do.
RANK = {
    "possible": 0,
    "considered": 0,
    "offered": 1,
    "demanded": 1,
    "negotiated": 2,
    "planned": 3,
    "done": 4,
    "ended": 5,
    "failed": 5,
}
TERMINAL = frozenset({"ended", "failed"})
DENIED = "denied"
FIRMNESS = {"denied": 0, "rumoured": 1, "reported": 2, "asserted": 3}


def firm(item: LinkedClaim) -> bool:
    """Whether the claim is asserted or reported: neither rumour nor denial."""
    return FIRMNESS[item.claim.certainty] >= FIRMNESS["reported"]


def published(item: LinkedClaim) -> date | None:
    """The day the claim was published, as far as known."""
    stated = item.claim.stated
    return item.published or (stated.end if stated.granularity == "known_by" else None)


def dated(item: LinkedClaim) -> Interval | None:
    """What the words say of the date; `None` where only the story's date is known."""
    stated = item.claim.stated
    silent = stated.granularity == "known_by" or (stated.start is None and stated.end is None)
    return None if silent else stated


def moment(item: LinkedClaim) -> date | None:
    """The last day the claim speaks of, and never a day after it was published; `None` if unknown.

    "In 2019", published in 2025, speaks of 2019; "since 2019" speaks of 2025 still.
    """
    return _clipped(item, open_end=published(item))


def onset(item: LinkedClaim) -> date | None:
    """The day by which what the claim says had begun: "since 2019" had begun in 2019."""
    stated = dated(item)
    return _clipped(item, open_end=stated.start if stated else None)


def _clipped(item: LinkedClaim, *, open_end: date | None) -> date | None:
    stated, day = dated(item), published(item)
    if stated is None:
        return day
    last = stated.end or open_end or stated.start
    if last is None or day is None:
        return last or day
    return min(last, day)


def place(item: LinkedClaim) -> tuple[date, int, date, int, str]:
    """Where the claim stands in the life of its fact: by moment, then stage, then publication.

    A claim of unknown date comes first: it overrides nothing.
    """
    return (
        moment(item) or date.min,
        RANK[item.claim.stage],
        published(item) or date.min,
        FIRMNESS[item.claim.certainty],
        item.claim.id,
    )
