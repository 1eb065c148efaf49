"""Queries for stories: the stories themselves, their readings, copies and sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from foedus.model import Mention, Span, Story
from foedus.record.known import Known
from foedus.record.rows import Source, chunks
from foedus.record.tables import claim, mention, reading, story, story_band

__all__ = [
    "has_story",
    "mentions_of",
    "near_copies",
    "newest_readers",
    "readers_of",
    "sources_of",
    "stories_after",
    "story_of",
]

_STORY = tuple(column for column in story.c if column.name not in ("signature", "head"))


def has_story(connection: Connection, story_id: str, known: Known) -> bool:
    """Whether the story is in the book."""
    query = select(story.c.id).where(story.c.id == story_id, known.since(story.c.recorded_at))
    return connection.execute(query).first() is not None


def story_of(connection: Connection, story_id: str, known: Known) -> Story | None:
    """The story, or `None`."""
    query = select(*_STORY).where(story.c.id == story_id, known.since(story.c.recorded_at))
    row = connection.execute(query).first()
    return _story(row) if row else None


def stories_after(connection: Connection, after: str, size: int, known: Known) -> list[Story]:
    """The next stories by id: a page that needs no open cursor."""
    query = select(*_STORY).where(story.c.id > after, known.since(story.c.recorded_at))
    return [_story(row) for row in connection.execute(query.order_by(story.c.id).limit(size))]


def _story(row: Row[Any]) -> Story:
    return Story(
        text=row.text,
        title=row.title,
        url=row.url,
        outlet=row.outlet,
        author=row.author,
        published_at=row.published_at,
        date_only=row.date_only,
        fetched_at=row.fetched_at,
        language=row.language,
        path=row.path,
        duplicate_of=row.duplicate_of,
    )


def near_copies(connection: Connection, bands: Iterable[str]) -> list[tuple[str, bytes]]:
    """Id and signature of every story that shares a band, by id."""
    found: dict[str, bytes] = {}
    for some in chunks(sorted(set(bands))):
        query = (
            select(story.c.id, story.c.signature)
            .join(story_band, story_band.c.story_id == story.c.id)
            .where(story_band.c.band.in_(some))
        )
        found.update((row.id, row.signature) for row in connection.execute(query))
    return sorted(found.items())


def readers_of(connection: Connection, story_id: str, known: Known) -> list[str]:
    """The reader versions that have read the story, the newest reading last."""
    query = select(reading.c.reader).where(reading.c.story_id == story_id, known.since(reading.c.recorded_at))
    return list(connection.execute(query.order_by(reading.c.number)).scalars())


def newest_readers(connection: Connection, story_ids: Iterable[str], known: Known) -> dict[str, str]:
    """For each story the reader of its newest reading: the one whose claims count."""
    newest: dict[str, tuple[int, str]] = {}
    for some in chunks(sorted(set(story_ids))):
        query = select(reading.c.story_id, reading.c.number, reading.c.reader).where(
            reading.c.story_id.in_(some), known.since(reading.c.recorded_at)
        )
        for row in connection.execute(query):
            newest[row.story_id] = max(newest.get(row.story_id, (0, "")), (row.number, row.reader))
    return {story_id: reader for story_id, (_, reader) in newest.items()}


def mentions_of(connection: Connection, story_id: str, reader: str) -> tuple[Mention, ...]:
    """The mentions that a reader found in a story, in text order."""
    query = select(mention).where(mention.c.story_id == story_id, mention.c.reader == reader)
    rows = connection.execute(query.order_by(mention.c.start, mention.c.end))
    return tuple(
        Mention(
            span=Span(story_id=row.story_id, start=row.start, end=row.end, words=row.words),
            kind=row.kind,
            nominal=row.nominal,
            referent=row.referent,
        )
        for row in rows
    )


def sources_of(connection: Connection, claim_ids: Iterable[str], known: Known) -> dict[str, Source]:
    """For each claim id the story it stands in; unknown ids are left out."""
    found: dict[str, Source] = {}
    wanted = [story.c[name] for name in ("title", "outlet", "url", "path")]
    wanted += [story.c[name] for name in ("published_at", "date_only", "duplicate_of")]
    for some in chunks(sorted(set(claim_ids))):
        query = (
            select(claim.c.id.label("claim_id"), story.c.id.label("story_id"), *wanted)
            .join(story, story.c.id == claim.c.story_id)
            .where(claim.c.id.in_(some), known.since(claim.c.recorded_at))
        )
        for row in connection.execute(query).mappings():
            fields = dict(row)
            claim_id = fields.pop("claim_id")
            found[claim_id] = Source(**fields)
    return found
