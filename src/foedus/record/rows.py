"""Small answers of a View that are no nouns of the model, and the rows they are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from foedus.model import Group, content_id

__all__ = ["CHUNK", "Changed", "Coverage", "RelationCount", "Source", "Unsure", "chunks", "group_id"]

T = TypeVar("T")

# Databases limit the values of one statement (SQLite: 32,766); 500 keeps triples far below it.
CHUNK = 500


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in order, in pieces that fit one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def group_id(group: Group) -> str:
    """One key for a group: SQLite finds one column by index where it would walk the table for three."""
    return content_id("gr", *group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a claim's words stand: what a reader needs to find and judge the story."""

    story_id: str
    title: str
    outlet: str | None
    url: str | None
    path: str | None
    published_at: datetime | None
    date_only: bool
    duplicate_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCount:
    """How many open facts of one relation an entity has, on which side, and with whom."""

    relation: str
    as_subject: bool
    facts: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A mention that stands for one entity and may mean another; where its words are."""

    name: str
    entity_id: str
    other_id: str
    score: float
    reasons: tuple[str, ...]
    story_id: str
    start: int
    end: int


class Coverage(NamedTuple):
    """In how many stories and outlets an entity is named, and when last."""

    stories: int
    outlets: int
    last: datetime | None


class Changed(NamedTuple):
    """What `put_versions` did: versions opened, closed, and left as they were."""

    opened: int
    closed: int
    kept: int
