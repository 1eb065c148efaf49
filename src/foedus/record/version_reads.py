"""Queries for facts and their versions: by pair, by entity, by group, and through time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from foedus.model import Fact, FactVersion, Group, Interval
from foedus.record.coding import fact_terms_from
from foedus.record.known import Known
from foedus.record.rows import RelationCount, chunks, group_id
from foedus.record.tables import fact, fact_version, version_support

__all__ = [
    "about",
    "between",
    "history_of",
    "open_in_groups",
    "relation_counts",
    "versions_after",
    "versions_where",
]


def between(a: str, b: str) -> ColumnElement[bool]:
    """The facts between two entities, in either direction."""
    return or_(
        and_(fact.c.subject_id == a, fact.c.object_id == b),
        and_(fact.c.subject_id == b, fact.c.object_id == a),
    )


def about(entity_id: str) -> ColumnElement[bool]:
    """The facts at one end of which the entity stands."""
    return or_(fact.c.subject_id == entity_id, fact.c.object_id == entity_id)


def versions_where(connection: Connection, which: ColumnElement[bool], known: Known) -> list[FactVersion]:
    """The versions of these facts as known, by start of validity, relation and fact."""
    return [version for _, version in _load(connection, which, known.versions(), known)]


def history_of(connection: Connection, fact_id: str, known: Known) -> list[FactVersion]:
    """Every version a fact has had, in the order they were recorded."""
    recorded = known.since(fact_version.c.recorded_from)
    rows = sorted(_load(connection, fact.c.id == fact_id, recorded, known), key=lambda pair: pair[0])
    return [version for _, version in rows]


def open_in_groups(connection: Connection, groups: Iterable[Group]) -> list[tuple[int, FactVersion]]:
    """The open versions of the facts of these groups, each with its row number."""
    found: list[tuple[int, FactVersion]] = []
    for some in chunks(sorted({group_id(group) for group in groups})):
        found += _load(connection, fact.c.group_id.in_(some), fact_version.c.recorded_to.is_(None), Known())
    return found


def versions_after(
    connection: Connection, after: str, size: int, known: Known
) -> tuple[list[FactVersion], str | None]:
    """The versions of the next facts by id, and the last fact's id (`None` at the end)."""
    ids = select(fact.c.id).where(fact.c.id > after).order_by(fact.c.id).limit(size)
    page = list(connection.execute(ids).scalars())
    if not page:
        return [], None
    return versions_where(connection, fact.c.id.in_(page), known), page[-1]


def relation_counts(connection: Connection, entity_id: str, known: Known) -> list[RelationCount]:
    """How many open facts of each relation the entity has, on which side, with whom."""
    facts = {row.id: _fact(row) for row in connection.execute(select(fact).where(about(entity_id)))}
    believed: set[str] = set()
    for some in chunks(list(facts)):
        query = select(fact_version.c.fact_id).where(fact_version.c.fact_id.in_(some), known.versions())
        believed.update(connection.execute(query).scalars())
    others: dict[tuple[str, bool], list[str | None]] = defaultdict(list)
    for fact_id in believed:
        of = facts[fact_id]
        as_subject = of.subject_id == entity_id
        others[of.relation, as_subject].append(of.object_id if as_subject else of.subject_id)
    return [
        RelationCount(
            relation=relation,
            as_subject=as_subject,
            facts=len(ends),
            others=tuple(sorted({end for end in ends if end is not None})),
        )
        for (relation, as_subject), ends in sorted(others.items())
    ]


def _load(
    connection: Connection, which: ColumnElement[bool], believed: ColumnElement[bool], known: Known
) -> list[tuple[int, FactVersion]]:
    """The versions believed of the facts that are asked for, each with its row number."""
    facts = {row.id: _fact(row) for row in connection.execute(select(fact).where(which))}
    rows: list[Row[Any]] = []
    for some in chunks(list(facts)):
        # Alone, not joined: joined with facts, SQLite would walk all versions.
        query = select(fact_version).where(fact_version.c.fact_id.in_(some), believed)
        rows.extend(connection.execute(query))
    claims = _claims_of(connection, [row.number for row in rows])
    found = [(int(row.number), _version(row, facts[row.fact_id], claims, known)) for row in rows]
    return sorted(found, key=lambda pair: _order(*pair))


def _order(number: int, version: FactVersion) -> tuple[date, str, str, int]:
    return version.valid.start or date.min, version.fact.relation, version.fact.id, number


def _claims_of(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, str], tuple[str, ...]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for some in chunks(numbers):
        query = (
            select(version_support)
            .where(version_support.c.version.in_(some))
            .order_by(version_support.c.version, version_support.c.role, version_support.c.position)
        )
        for row in connection.execute(query):
            found[row.version, row.role].append(row.claim_id)
    return {key: tuple(claim_ids) for key, claim_ids in found.items()}


def _fact(row: Row[Any]) -> Fact:
    return Fact(
        relation=row.relation,
        subject_id=row.subject_id,
        object_id=row.object_id,
        distinct=row._mapping["distinct"],
    )


def _version(
    row: Row[Any], of: Fact, claims: Mapping[tuple[int, str], tuple[str, ...]], known: Known
) -> FactVersion:
    return FactVersion(
        fact=of,
        valid=Interval(start=row.valid_from, end=row.valid_to, granularity=row.granularity),
        stage=row.stage,
        certainty=row.certainty,
        terms=fact_terms_from(row.terms),
        confidence=row.confidence,
        supports=claims.get((row.number, "support"), ()),
        disputes=claims.get((row.number, "dispute"), ()),
        rule=row.rule,
        recorded_from=row.recorded_from,
        recorded_to=known.as_seen(row.recorded_to),
    )
