"""What mentions mean, from the judgements on them: the newest decision stands, nothing is deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, select

from foedus.model import Judgement
from foedus.record.coding import unpack
from foedus.record.known import Known
from foedus.record.rows import chunks
from foedus.record.tables import judgement

__all__ = ["judgements_on", "links_of", "meaning"]

Decision: TypeAlias = tuple[int, str, str]
"""Batch, verdict, entity id."""


def meaning(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The entities a mention means after these decisions, in the order they were named.

    The newest batch that says `same` decides: one name, or the two of "both firms". An entity that
    a later (or the same) batch calls `different` is out; if none is left, the batch before decides.
    `unsure` decides nothing.
    """
    refused: set[str] = set()
    batches: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for batch, verdict, entity_id in decisions:
        batches[batch].append((verdict, entity_id))
    for batch in sorted(batches, reverse=True):
        refused |= {entity_id for verdict, entity_id in batches[batch] if verdict == "different"}
        said = dict.fromkeys(entity_id for verdict, entity_id in batches[batch] if verdict == "same")
        meant = tuple(entity_id for entity_id in said if entity_id not in refused)
        if meant:
            return meant
    return ()


def links_of(connection: Connection, mention_ids: Iterable[str], known: Known) -> dict[str, tuple[str, ...]]:
    """What each mention means, as known; undecided mentions are left out."""
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for row in _live(connection, sorted(set(mention_ids)), known):
        decisions[row.mention_id].append((row.batch, row.verdict, row.entity_id))
    found = {mention_id: meaning(said) for mention_id, said in decisions.items()}
    return {mention_id: meant for mention_id, meant in found.items() if meant}


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
    )
