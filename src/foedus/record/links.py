"""What mentions mean, from the judgements on them: the newest decision stands, nothing is deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, or_, select

from foedus.model import Identities, Judgement, Ruling, by_user
from foedus.record.coding import unpack
from foedus.record.known import Known
from foedus.record.rows import chunks
from foedus.record.tables import judgement, pair_judgement

__all__ = ["identities_of", "judgements_on", "links_of", "meaning", "rulings_of"]

Rank: TypeAlias = tuple[bool, int]
"""Whether a user decided, and the batch: what a user said stands before any rule, early or late."""

Decision: TypeAlias = tuple[Rank, str, str]
"""Rank, verdict, entity id."""


def meaning(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The entities a mention means after these decisions, in the order they were named.

    The batch of highest rank that says `same` decides: one name, or the two of "both firms". An entity
    that a batch of higher (or the same) rank calls `different` is out; if none is left, the batch
    before decides. `unsure` decides nothing.
    """
    refused: set[str] = set()
    batches: dict[Rank, list[tuple[str, str]]] = defaultdict(list)
    for rank, verdict, entity_id in decisions:
        batches[rank].append((verdict, entity_id))
    for rank in sorted(batches, reverse=True):
        refused |= {entity_id for verdict, entity_id in batches[rank] if verdict == "different"}
        said = dict.fromkeys(entity_id for verdict, entity_id in batches[rank] if verdict == "same")
        meant = tuple(entity_id for entity_id in said if entity_id not in refused)
        if meant:
            return meant
    return ()


def links_of(connection: Connection, mention_ids: Iterable[str], known: Known) -> dict[str, tuple[str, ...]]:
    """What each mention means, as known; undecided mentions are left out.

    Each judgement on a mention is read as the judgements on pairs have it: entities that are one
    mean the one that stands for them, a name that was parted from an entity its own.
    """
    rows = _live(connection, sorted(set(mention_ids)), known)
    named = {one for row in rows for one in (row.entity_id, row.name_id) if one}
    identities = identities_of(connection, known) if _are_judged(connection, named) else Identities()
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        meant = identities.meant(row.entity_id, row.name_id)
        decisions[row.mention_id].append(((by_user(row.decided_by), row.batch), row.verdict, meant))
    found = {mention_id: meaning(said) for mention_id, said in decisions.items()}
    return {mention_id: meant for mention_id, meant in found.items() if meant}


def identities_of(connection: Connection, known: Known) -> Identities:
    """Which entities are one, as known."""
    return Identities(ruling for _, ruling in rulings_of(connection, known))


def rulings_of(connection: Connection, known: Known) -> list[tuple[str, Ruling]]:
    """The judgements on pairs that are in force, as known, each with its id."""
    query = select(pair_judgement).where(
        known.between(pair_judgement.c.recorded_at, pair_judgement.c.retracted_at)
    )
    return [
        (row.id, Ruling(by_user(row.decided_by), row.number, row.verdict, row.one_id, row.other_id))
        for row in connection.execute(query)
    ]


def _are_judged(connection: Connection, ids: set[str]) -> bool:
    """Whether any judgement on a pair, ever made, names one of these: most stories name none."""
    for some in chunks(sorted(ids)):
        named = or_(pair_judgement.c.one_id.in_(some), pair_judgement.c.other_id.in_(some))
        if connection.execute(select(pair_judgement.c.number).where(named).limit(1)).first():
            return True
    return False


def judgements_on(connection: Connection, mention_ids: Iterable[str], known: Known) -> list[Judgement]:
    """The judgements in force on these mentions, as known, oldest first."""
    return [_judgement(row, known) for row in _live(connection, sorted(set(mention_ids)), known)]


def _live(connection: Connection, mention_ids: Sequence[str], known: Known) -> list[Row[Any]]:
    rows: list[Row[Any]] = []
    for some in chunks(mention_ids):
        query = select(judgement).where(
            judgement.c.mention_id.in_(some),
            known.between(judgement.c.recorded_at, judgement.c.retracted_at),
        )
        rows.extend(connection.execute(query))
    return sorted(rows, key=lambda row: int(row.number))


def _judgement(row: Row[Any], known: Known) -> Judgement:
    return Judgement(
        mention_id=row.mention_id,
        entity_id=row.entity_id,
        verdict=row.verdict,
        score=row.score,
        reasons=tuple(unpack(row.reasons)),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        retracted_at=known.as_seen(row.retracted_at),
        name=row.name,
        name_id=row.name_id,
    )
