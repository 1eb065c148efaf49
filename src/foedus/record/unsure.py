"""What the rules were not sure of, as far as no judgement has settled it since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, literal_column, select

from foedus.model import Identities
from foedus.record.coding import unpack
from foedus.record.known import Known
from foedus.record.links import identities_of
from foedus.record.rows import Unsure, chunks
from foedus.record.story_reads import newest_readers
from foedus.record.tables import judgement, mention

__all__ = ["unsure_of"]


def unsure_of(connection: Connection, known: Known) -> list[Unsure]:
    """The mentions that may mean another entity than the one they stand for, as known, oldest first."""
    identities = identities_of(connection, known)
    rows = _doubts(connection, known)
    ids = {row.mention_id for row in rows}
    places = _places(connection, ids, known)
    meant = _meant(connection, ids, known, identities)
    found = []
    for row in rows:
        place, entity_id = places.get(row.mention_id), meant.get((row.mention_id, row.name_id))
        if place is None or entity_id is None:
            continue
        other_id = identities.canonical(row.entity_id)
        if other_id == entity_id or identities.apart(entity_id, other_id):
            continue
        found.append(
            Unsure(
                name=row.name or place.words,
                entity_id=entity_id,
                other_id=other_id,
                score=row.score,
                reasons=tuple(unpack(row.reasons)),
                story_id=place.story_id,
                start=place.start,
                end=place.end,
            )
        )
    return found


def _doubts(connection: Connection, known: Known) -> list[Row[Any]]:
    # As a literal: SQLite does not match a partial index with a bound value.
    unsure = judgement.c.verdict == literal_column("'unsure'")
    live = known.between(judgement.c.recorded_at, judgement.c.retracted_at)
    return list(connection.execute(select(judgement).where(unsure, live).order_by(judgement.c.number)))


def _places(connection: Connection, mention_ids: Collection[str], known: Known) -> Mapping[str, Row[Any]]:
    """Where each mention stands, if the newest reading of its story has it."""
    rows: list[Row[Any]] = []
    for some in chunks(sorted(mention_ids)):
        rows.extend(connection.execute(select(mention).where(mention.c.id.in_(some))))
    newest = newest_readers(connection, {row.story_id for row in rows}, known)
    return {row.id: row for row in rows if newest.get(row.story_id) == row.reader}


def _meant(
    connection: Connection, mention_ids: Collection[str], known: Known, identities: Identities
) -> dict[tuple[str, str | None], str]:
    """The entity that each name of these mentions stands for now."""
    found: dict[tuple[str, str | None], str] = {}
    for some in chunks(sorted(mention_ids)):
        query = select(judgement).where(
            judgement.c.mention_id.in_(some),
            judgement.c.verdict == "same",
            known.between(judgement.c.recorded_at, judgement.c.retracted_at),
        )
        for row in connection.execute(query.order_by(judgement.c.number)):
            found[row.mention_id, row.name_id] = identities.meant(row.entity_id, row.name_id)
    return found
