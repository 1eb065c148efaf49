"""Queries for the log: counts, rejected items, runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, select

from foedus.record.coding import unpack
from foedus.record.known import Known
from foedus.record.tables import (
    claim,
    entity,
    fact,
    fact_version,
    judgement,
    mention,
    reading,
    rejected,
    run,
    story,
)

__all__ = ["counts", "rejected_counts", "runs"]


def rejected_counts(connection: Connection, known: Known) -> dict[tuple[str, str], int]:
    """How many items were turned away, by stage and reason."""
    query = (
        select(rejected.c.stage, rejected.c.reason, func.count())
        .where(known.since(rejected.c.recorded_at))
        .group_by(rejected.c.stage, rejected.c.reason)
        .order_by(rejected.c.stage, rejected.c.reason)
    )
    return {(stage, reason): count for stage, reason, count in connection.execute(query)}


def runs(connection: Connection, known: Known) -> list[tuple[datetime, dict[str, Any]]]:
    """The counts of every run, oldest first."""
    query = select(run).where(known.since(run.c.recorded_at)).order_by(run.c.number)
    return [(row.recorded_at, unpack(row.counts)) for row in connection.execute(query)]


def counts(connection: Connection, known: Known) -> dict[str, int]:
    """How much the book holds, as known."""

    def count(what: ColumnElement[Any], *which: ColumnElement[bool]) -> int:
        return int(connection.execute(select(func.count(what)).where(*which)).scalar_one())

    live = known.between(judgement.c.recorded_at, judgement.c.retracted_at)
    # Mentions bear no time of their own: they are as old as their reading.
    read = (mention.c.story_id == reading.c.story_id) & (mention.c.reader == reading.c.reader)
    return {
        "stories": count(story.c.id, known.since(story.c.recorded_at)),
        "copies": count(story.c.duplicate_of, known.since(story.c.recorded_at)),
        "readings": count(reading.c.number, known.since(reading.c.recorded_at)),
        "mentions": count(distinct(mention.c.id), read, known.since(reading.c.recorded_at)),
        "claims": count(claim.c.id, known.since(claim.c.recorded_at)),
        "entities": count(distinct(entity.c.id), known.since(entity.c.recorded_at)),
        "judgements": count(judgement.c.number, live),
        "facts": count(fact.c.id, fact.c.id == fact_version.c.fact_id, known.versions()),
        "rejected": count(rejected.c.id, known.since(rejected.c.recorded_at)),
    }
