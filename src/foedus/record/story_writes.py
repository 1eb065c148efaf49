"""Inserts of stories, of rejected items and of runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from foedus.errors import InputError
from foedus.model import Rejected, Story, content_id
from foedus.record.coding import pack
from foedus.record.dialects import insert_new
from foedus.record.tables import rejected, run, story, story_band

__all__ = ["add_rejected", "add_run", "add_story"]


def add_story(
    connection: Connection, item: Story, fingerprint: tuple[Sequence[str], bytes], now: datetime
) -> None:
    """Inserts a story that is not there yet. Raises `InputError` on characters no database keeps."""
    bands, signature = fingerprint
    values = {
        name: getattr(item, name)
        for name in ("id", "url", "outlet", "author", "title", "text", "language", "path", "duplicate_of")
    }
    if any(not _storable(value) for value in values.values() if value is not None):
        raise InputError(
            f"The story {item.url or item.path or item.id} holds characters that no book can keep."
        )
    for name in ("published_at", "fetched_at"):
        moment: datetime | None = getattr(item, name)
        if moment is not None and moment.utcoffset() is None:
            raise ValueError(f"{name} of story {item.id} has no time zone")
        values[name] = moment
    values["date_only"] = item.date_only
    head = _head(connection, item.duplicate_of) if item.duplicate_of else item.id
    connection.execute(story.insert(), values | {"head": head, "signature": signature, "recorded_at": now})
    insert_new(connection, story_band, [{"band": band, "story_id": item.id} for band in dict.fromkeys(bands)])


def _storable(value: str) -> bool:
    return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def _head(connection: Connection, story_id: str) -> str:
    """The story at the head of the chain of copies; the given one where the book does not hold it."""
    found: str | None = connection.execute(select(story.c.head).where(story.c.id == story_id)).scalar()
    return found or story_id


def add_rejected(connection: Connection, items: Sequence[Rejected], now: Callable[[], datetime]) -> int:
    """Inserts items that were turned away; the same one, turned away again, once."""
    rows = [
        {
            "id": content_id("re", item.stage, item.item_id, item.reason, item.detail),
            "stage": _clean(item.stage),
            "item_id": _clean(item.item_id),
            "reason": _clean(item.reason),
            "detail": _clean(item.detail),
        }
        for item in items
    ]
    if rows:
        recorded = {"recorded_at": now()}
        insert_new(connection, rejected, [row | recorded for row in rows])
    return len(rows)


def _clean(text: str) -> str:
    """The text with what no database keeps made visible: what is rejected may well be broken."""
    return text.replace("\x00", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")


def add_run(connection: Connection, counts: Mapping[str, int | float | str], now: datetime) -> None:
    """Inserts the counts of a run."""
    connection.execute(run.insert(), {"counts": pack(dict(counts)), "recorded_at": now})
