"""Opens and closes versions of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from foedus.model import Fact, FactVersion, Group
from foedus.record.coding import fact_terms_text
from foedus.record.dialects import insert_new
from foedus.record.rows import Changed, chunks, group_id
from foedus.record.tables import fact, fact_version, version_support
from foedus.record.version_reads import open_in_groups

__all__ = ["put_versions"]


def put_versions(
    connection: Connection,
    groups: frozenset[Group],
    versions: Sequence[FactVersion],
    now: Callable[[], datetime],
) -> Changed:
    """Closes open versions of the groups that are not among `versions`, and opens those that are missing."""
    strangers = {_group(version.fact) for version in versions} - groups
    if strangers:
        raise ValueError(f"versions of groups that were not recomputed: {sorted(map(str, strangers))}")
    wanted = {version.id: version for version in versions}
    standing = {version.id: number for number, version in open_in_groups(connection, groups)}
    stale = sorted(number for version_id, number in standing.items() if version_id not in wanted)
    fresh = [version for version_id, version in wanted.items() if version_id not in standing]
    for some in chunks(stale):
        statement = update(fact_version).where(
            fact_version.c.number.in_(some), fact_version.c.recorded_to.is_(None)
        )
        connection.execute(statement.values(recorded_to=now()))
    if fresh:
        _insert(connection, fresh, now())
    return Changed(opened=len(fresh), closed=len(stale), kept=len(wanted) - len(fresh))


def _group(item: Fact) -> Group:
    return Group(item.relation, item.subject_id, item.object_id)


def _insert(connection: Connection, versions: Sequence[FactVersion], now: datetime) -> None:
    facts = {version.fact.id: version.fact for version in versions}
    insert_new(connection, fact, [_fact_row(item, now) for item in facts.values()])
    # The writer holds the lock: nobody else hands out numbers.
    first = connection.execute(select(func.coalesce(func.max(fact_version.c.number), 0))).scalar_one() + 1
    numbered = list(enumerate(versions, first))
    connection.execute(
        fact_version.insert(), [_version_row(version, number, now) for number, version in numbered]
    )
    connection.execute(
        version_support.insert(),
        [row for number, version in numbered for row in _claim_rows(version, number)],
    )


def _fact_row(item: Fact, now: datetime) -> dict[str, Any]:
    return {
        "id": item.id,
        "group_id": group_id(_group(item)),
        "relation": item.relation,
        "subject_id": item.subject_id,
        "object_id": item.object_id,
        "distinct": item.distinct,
        "recorded_at": now,
    }


def _version_row(version: FactVersion, number: int, now: datetime) -> dict[str, Any]:
    return {
        "number": number,
        "id": version.id,
        "fact_id": version.fact.id,
        "valid_from": version.valid.start,
        "valid_to": version.valid.end,
        "granularity": version.valid.granularity,
        "stage": version.stage,
        "certainty": version.certainty,
        "terms": fact_terms_text(version.terms),
        "confidence": version.confidence,
        "rule": version.rule,
        "recorded_from": now,
        "recorded_to": None,
    }


def _claim_rows(version: FactVersion, number: int) -> Iterator[dict[str, Any]]:
    for role, claim_ids in (("support", version.supports), ("dispute", version.disputes)):
        for position, claim_id in enumerate(claim_ids):
            yield {"version": number, "claim_id": claim_id, "role": role, "position": position}
