"""The two clocks as conditions of a query: what was known at a moment, what held on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, ColumnElement, and_, or_, true

from foedus.record.tables import fact_version

__all__ = ["Known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a view may see: recorded by `on` (`None`: all), holding on `valid_on` (`None`: any day)."""

    on: datetime | None = None
    valid_on: date | None = None

    def __post_init__(self) -> None:
        if self.on is not None and self.on.utcoffset() is None:
            raise ValueError(f"known_on {self.on.isoformat()} has no time zone")

    def since(self, recorded: Column[datetime]) -> ColumnElement[bool]:
        """Whether a row recorded at that instant, and never closed, was known."""
        return true() if self.on is None else recorded <= self.on

    def between(self, opened: Column[datetime], closed: Column[datetime]) -> ColumnElement[bool]:
        """Whether a row was believed: opened by then, and not yet closed."""
        if self.on is None:
            return closed.is_(None)
        return and_(opened <= self.on, or_(closed.is_(None), closed > self.on))

    def versions(self) -> ColumnElement[bool]:
        """Whether a fact's version was believed then and held on the day."""
        believed = self.between(fact_version.c.recorded_from, fact_version.c.recorded_to)
        if self.valid_on is None:
            return believed
        start, end = fact_version.c.valid_from, fact_version.c.valid_to
        begun = or_(start.is_(None), start <= self.valid_on)
        return and_(believed, begun, or_(end.is_(None), end >= self.valid_on))

    def as_seen(self, closed: datetime | None) -> datetime | None:
        """When a row was closed, as far as one could know then: an end that came later is not yet seen."""
        return None if closed is None or (self.on is not None and closed > self.on) else closed
