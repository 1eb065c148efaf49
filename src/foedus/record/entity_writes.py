"""Inserts of entities and judgements, and the retraction of judgements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from foedus.model import Entity, Group, Judgement
from foedus.record.claim_reads import claims_touching
from foedus.record.claim_writes import add_groups, groups_by_claim
from foedus.record.coding import entity_row, pack
from foedus.record.dialects import insert_new
from foedus.record.entity_reads import entities_by_id
from foedus.record.known import Known
from foedus.record.names import fold
from foedus.record.rows import chunks
from foedus.record.tables import entity, entity_name, judgement

__all__ = ["add_entities", "add_judgements", "moved", "retract"]


def add_entities(connection: Connection, items: Sequence[Entity], now: Callable[[], datetime]) -> int:
    """Inserts entities that are new or differ from how they stand; how many there were."""
    standing = entities_by_id(connection, (item.id for item in items), Known())
    fresh = [item for item in {item.id: item for item in items}.values() if standing.get(item.id) != item]
    if not fresh:
        return 0
    recorded = {"recorded_at": now()}
    connection.execute(entity.insert(), [entity_row(item) | recorded for item in fresh])
    insert_new(connection, entity_name, [row for item in fresh for row in _name_rows(item)])
    return len(fresh)


def _name_rows(item: Entity) -> list[dict[str, Any]]:
    keys = {fold(alias): True for alias in item.aliases} | {fold(item.name): False}
    return [{"key": key, "entity_id": item.id, "alias": alias} for key, alias in keys.items() if key]


def add_judgements(
    connection: Connection, items: Sequence[Judgement], now: Callable[[], datetime]
) -> frozenset[Group]:
    """Inserts the decisions that are not in force yet; the groups of the claims they move."""
    by_mention: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for item in items:
        by_mention[item.mention_id][item.id] = item
    live = _live_ids(connection, by_mention)
    fresh = {mention_id: said for mention_id, said in by_mention.items() if not said.keys() <= live}
    if not fresh:
        return frozenset()
    newest = select(judgement.c.batch).order_by(judgement.c.number.desc()).limit(1)
    batch = (connection.execute(newest).scalar() or 0) + 1
    rows = [_row(item, batch, now()) for said in fresh.values() for item in said.values()]
    return moved(connection, fresh, lambda: connection.execute(judgement.insert(), rows))


def _live_ids(connection: Connection, mention_ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(sorted(mention_ids)):
        query = select(judgement.c.id).where(
            judgement.c.mention_id.in_(some), judgement.c.retracted_at.is_(None)
        )
        found.update(connection.execute(query).scalars())
    return found


def _row(item: Judgement, batch: int, now: datetime) -> dict[str, Any]:
    return {
        "id": item.id,
        "mention_id": item.mention_id,
        "entity_id": item.entity_id,
        "verdict": item.verdict,
        "score": item.score,
        "reasons": pack(item.reasons),
        "decided_by": item.decided_by,
        "decided_at": item.decided_at or now,
        "batch": batch,
        "recorded_at": now,
        "retracted_at": None,
        "name": item.name,
        "name_id": item.name_id,
    }


def retract(
    connection: Connection, judgement_ids: Collection[str], now: Callable[[], datetime]
) -> frozenset[Group]:
    """Closes judgements that are in force; the groups of the claims that moves."""
    open_now = judgement.c.retracted_at.is_(None)
    mentions: set[str] = set()
    for some in chunks(sorted(set(judgement_ids))):
        query = select(judgement.c.mention_id).where(judgement.c.id.in_(some), open_now)
        mentions.update(connection.execute(query).scalars())
    if not mentions:
        return frozenset()

    def close() -> None:
        for some in chunks(sorted(set(judgement_ids))):
            statement = update(judgement).where(judgement.c.id.in_(some), open_now)
            connection.execute(statement.values(retracted_at=now()))

    return moved(connection, mentions, close)


def moved(
    connection: Connection, mention_ids: Iterable[str], change: Callable[[], object]
) -> frozenset[Group]:
    """Makes the change; the groups that claims left or joined by it, which are noted."""
    claims = claims_touching(connection, mention_ids)
    before = groups_by_claim(connection, claims)
    change()
    after = groups_by_claim(connection, claims)
    add_groups(connection, after)
    return frozenset().union(*(before[claim_id] ^ after[claim_id] for claim_id in after))
