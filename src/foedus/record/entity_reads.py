"""Queries for entities: by id, by name, and how often the news names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from foedus.model import Entity
from foedus.record.coding import entity_from
from foedus.record.known import Known
from foedus.record.names import fold
from foedus.record.rows import Coverage, chunks
from foedus.record.tables import entity, entity_name, judgement, mention, story

__all__ = ["coverage_of", "entities_after", "entities_by_id", "find_entities"]

# The last character there is: every key that starts with a prefix sorts before prefix + this.
_LAST = "\U0010ffff"

_EXACT, _ALIAS, _PREFIX = range(3)


def entities_by_id(connection: Connection, ids: Iterable[str], known: Known) -> dict[str, Entity]:
    """The entities of these ids, as known; unknown ids are left out."""
    found: dict[str, Row[Any]] = {}
    for some in chunks(sorted(set(ids))):
        for row in connection.execute(_newest_rows(entity.c.id.in_(some), known)):
            found[row.id] = row
    return {entity_id: entity_from(row._mapping) for entity_id, row in sorted(found.items())}


def _newest_rows(which: ColumnElement[bool], known: Known) -> Select[Any]:
    newest = (
        select(func.max(entity.c.number))
        .where(which, known.since(entity.c.recorded_at))
        .group_by(entity.c.id)
    )
    return select(entity).where(entity.c.number.in_(newest)).order_by(entity.c.id)


def entities_after(connection: Connection, after: str, size: int, known: Known) -> list[Entity]:
    """The next entities by id: a page that needs no open cursor."""
    ids = (
        select(entity.c.id)
        .where(entity.c.id > after, known.since(entity.c.recorded_at))
        .distinct()
        .order_by(entity.c.id)
        .limit(size)
    )
    return list(entities_by_id(connection, connection.execute(ids).scalars(), known).values())


def find_entities(connection: Connection, text: str, limit: int, known: Known) -> list[Entity]:
    """The entities a typed name may mean: name first, then alias, then prefix; the most named first."""
    key = fold(text)
    if not key:
        return []
    ranks: dict[str, int] = {}
    query = select(entity_name).where(
        or_(
            entity_name.c.key == key,
            and_(entity_name.c.key > key, entity_name.c.key < key + _LAST),
        )
    )
    for row in connection.execute(query):
        rank = _PREFIX if row.key != key else _ALIAS if row.alias else _EXACT
        ranks[row.entity_id] = min(rank, ranks.get(row.entity_id, rank))
    counts = _mention_counts(connection, ranks, known)
    found = entities_by_id(connection, ranks, known)
    order = sorted(found, key=lambda entity_id: (ranks[entity_id], -counts.get(entity_id, 0), entity_id))
    return [found[entity_id] for entity_id in order[:limit]]


def _mention_counts(connection: Connection, ids: Iterable[str], known: Known) -> dict[str, int]:
    counts: dict[str, int] = {}
    for some in chunks(sorted(set(ids))):
        query = (
            select(judgement.c.entity_id, func.count())
            .where(
                judgement.c.entity_id.in_(some),
                judgement.c.verdict == "same",
                known.between(judgement.c.recorded_at, judgement.c.retracted_at),
            )
            .group_by(judgement.c.entity_id)
        )
        counts.update((row[0], row[1]) for row in connection.execute(query))
    return counts


def coverage_of(connection: Connection, entity_id: str, known: Known) -> Coverage:
    """In how many stories and outlets the entity is named, and when last."""
    named = (
        select(mention.c.story_id)
        .join(judgement, judgement.c.mention_id == mention.c.id)
        .where(
            judgement.c.entity_id == entity_id,
            judgement.c.verdict == "same",
            known.between(judgement.c.recorded_at, judgement.c.retracted_at),
        )
    )
    query = select(func.count(), func.count(story.c.outlet.distinct()), func.max(story.c.published_at)).where(
        story.c.id.in_(named)
    )
    stories, outlets, last = connection.execute(query).one()
    return Coverage(stories, outlets, last)
