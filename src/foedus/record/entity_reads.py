"""Queries for entities, each by itself: by id, by name, and how often the news names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, not_, or_, select

from foedus.model import Entity, Identities
from foedus.record.coding import entity_from
from foedus.record.known import Known
from foedus.record.links import identities_of
from foedus.record.names import fold
from foedus.record.rows import Coverage, chunks
from foedus.record.tables import entity, entity_name, judgement, mention, story

__all__ = [
    "coverage_of",
    "entities_after",
    "entities_by_id",
    "entities_of_names",
    "mention_counts",
    "name_rank",
    "name_ranks",
]

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


def name_ranks(connection: Connection, text: str) -> dict[tuple[str, str], int]:
    """The entities a typed name may mean, with the key it was found by: the lower the better."""
    key = fold(text)
    if not key:
        return {}
    query = select(entity_name).where(
        or_(
            entity_name.c.key == key,
            and_(entity_name.c.key > key, entity_name.c.key < key + _LAST),
        )
    )
    ranks: dict[tuple[str, str], int] = {}
    for row in connection.execute(query):
        rank = _PREFIX if row.key != key else _ALIAS if row.alias else _EXACT
        ranks[row.entity_id, row.key] = rank
    return ranks


def name_rank(key: str, name: str) -> int | None:
    """How well a key fits an entity's own name; `None` where it does not."""
    if not key or not name.startswith(key):
        return None
    return _EXACT if name == key else _PREFIX


def mention_counts(connection: Connection, ids: Iterable[str], known: Known) -> dict[str, int]:
    """How often each of these is what a name was judged to mean."""
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


def entities_of_names(
    connection: Connection, name_ids: Iterable[str], known: Known
) -> dict[str, frozenset[str]]:
    """For each id of a name that was judged the entities the rules gave it to."""
    found: dict[str, set[str]] = {}
    for some in chunks(sorted(set(name_ids))):
        query = select(judgement.c.name_id, judgement.c.entity_id).where(
            judgement.c.name_id.in_(some),
            judgement.c.verdict == "same",
            known.between(judgement.c.recorded_at, judgement.c.retracted_at),
        )
        for name_id, entity_id in connection.execute(query.distinct()):
            found.setdefault(name_id, set()).add(entity_id)
    return {name_id: frozenset(ids) for name_id, ids in found.items()}


def coverage_of(connection: Connection, entity_id: str, known: Known) -> Coverage:
    """In how many stories and outlets the entity is named, and when last."""
    named = (
        select(mention.c.story_id)
        .join(judgement, judgement.c.mention_id == mention.c.id)
        .where(
            _means(identities_of(connection, known), entity_id),
            judgement.c.verdict == "same",
            known.between(judgement.c.recorded_at, judgement.c.retracted_at),
        )
    )
    query = select(func.count(), func.count(story.c.outlet.distinct()), func.max(story.c.published_at)).where(
        story.c.id.in_(named)
    )
    stories, outlets, last = connection.execute(query).one()
    return Coverage(stories, outlets, last)


def _means(identities: Identities, entity_id: str) -> ColumnElement[bool]:
    """Whether a judgement's entity is one with this one, or its name was set apart and is."""
    members = identities.members(entity_id)
    ours: ColumnElement[bool] = judgement.c.entity_id.in_(members)
    against = identities.against(entity_id)
    if not against:
        return ours
    gone = and_(ours, func.coalesce(judgement.c.name_id, "").in_(against))
    joined = and_(judgement.c.entity_id.in_(against), judgement.c.name_id.in_(members))
    return or_(and_(ours, not_(gone)), joined)
