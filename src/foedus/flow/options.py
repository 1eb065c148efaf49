"""What a caller may choose for a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from foedus.flow.counts import Counts
from foedus.gather import GatherOptions
from foedus.model import Rejected

__all__ = ["FlowOptions", "utc_now"]


def utc_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


def _silent(news: object) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowOptions:
    """How to gather, by which clock, and whom to tell.

    `on_progress` hears the counts after each item, `on_rejected` each item that was turned away.
    """

    gather: GatherOptions = field(default_factory=GatherOptions)
    clock: Callable[[], datetime] = utc_now
    on_progress: Callable[[Counts], None] = _silent
    on_rejected: Callable[[Rejected], None] = _silent
