"""Column types that keep their promise on every database: times in UTC, keys compared byte by byte."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

__all__ = ["Key", "UtcTime"]


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, given back in UTC; a naive one is refused, for nobody can say when it was.

    SQLite keeps no zone, so what is stored there is UTC without saying so.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC. Raises `ValueError` on a naive one."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Prefix look-ups walk a range of keys, which needs the order of bytes, not of a language.
Key = Text().with_variant(Text(collation="C"), "postgresql")
