"""Queries for claims: by id, by story, and linked to entities group by group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from foedus.model import Claim, Group, LinkedClaim, groups_of
from foedus.record.coding import claim_from
from foedus.record.known import Known
from foedus.record.links import links_of
from foedus.record.rows import chunks, group_id
from foedus.record.story_reads import newest_readers
from foedus.record.tables import claim, claim_group, story

__all__ = [
    "claims_by_id",
    "claims_for_groups",
    "claims_of_story",
    "claims_touching",
    "ends_of",
    "groups_after",
]


def claims_by_id(connection: Connection, claim_ids: Sequence[str], known: Known) -> list[Claim]:
    """The claims in the order of the ids, each once; unknown ids are left out."""
    found: dict[str, Claim] = {}
    for some in chunks(list(dict.fromkeys(claim_ids))):
        query = select(claim).where(claim.c.id.in_(some), known.since(claim.c.recorded_at))
        found.update((row["id"], claim_from(row)) for row in connection.execute(query).mappings())
    return [found[claim_id] for claim_id in dict.fromkeys(claim_ids) if claim_id in found]


def claims_of_story(connection: Connection, story_id: str, reader: str) -> tuple[Claim, ...]:
    """The claims that a reader found in a story, in text order."""
    query = (
        select(claim)
        .where(claim.c.story_id == story_id, claim.c.reader == reader)
        .order_by(claim.c.sentence_start, claim.c.trigger_start, claim.c.id)
    )
    return tuple(claim_from(row) for row in connection.execute(query).mappings())


def claims_touching(connection: Connection, mention_ids: Iterable[str]) -> list[Claim]:
    """The claims of which one of these mentions is an end, by id."""
    found: dict[str, Claim] = {}
    for some in chunks(sorted(set(mention_ids))):
        for end in (claim.c.subject_mention, claim.c.object_mention):
            query = select(claim).where(end.in_(some))
            found.update((row["id"], claim_from(row)) for row in connection.execute(query).mappings())
    return [found[claim_id] for claim_id in sorted(found)]


def ends_of(claims: Iterable[Claim]) -> set[str]:
    """The ids of the mentions at the ends of these claims."""
    return {end.id for claim in claims for end in (claim.subject, claim.object) if end is not None}


def claims_for_groups(connection: Connection, groups: Collection[Group], known: Known) -> list[LinkedClaim]:
    """All claims that speak for these groups as known, linked, by claim id and group.

    Of a story that several readers read, only the newest reading counts.
    """
    rows = _candidates(connection, groups, known)
    newest = newest_readers(connection, (row.story_id for row in rows.values()), known)
    rows = {key: row for key, row in rows.items() if newest.get(row.story_id) == row.reader}
    claims = {claim_id: claim_from(row._mapping) for claim_id, row in rows.items()}
    links = links_of(connection, ends_of(claims.values()), known)
    return [
        _linked(claims[claim_id], group, rows[claim_id])
        for claim_id in sorted(claims)
        for group in groups_of(claims[claim_id], links)
        if group in groups
    ]


def _candidates(connection: Connection, groups: Collection[Group], known: Known) -> dict[str, Row[Any]]:
    """The claims ever linked to one of the groups, with what is known of their stories."""
    ids: set[str] = set()
    for some in chunks(sorted(map(group_id, groups))):
        query = select(claim_group.c.claim_id).where(claim_group.c.group_id.in_(some))
        ids.update(connection.execute(query).scalars())
    found: dict[str, Row[Any]] = {}
    for some_ids in chunks(sorted(ids)):
        with_story = (
            select(claim, story.c.outlet, story.c.published_at, story.c.head)
            .join(story, story.c.id == claim.c.story_id)
            .where(claim.c.id.in_(some_ids), known.since(claim.c.recorded_at))
        )
        found.update((row.id, row) for row in connection.execute(with_story))
    return found


def _linked(claim: Claim, group: Group, row: Row[Any]) -> LinkedClaim:
    published: date | None = row.published_at.date() if row.published_at else None
    return LinkedClaim(
        claim=claim,
        subject_id=group.subject_id,
        object_id=group.object_id,
        outlet=row.outlet,
        published=published,
        copies=row.head,
    )


def groups_after(connection: Connection, after: Group | None, size: int) -> list[Group]:
    """The next groups that any claim was ever linked to: a page that needs no open cursor."""
    columns = [claim_group.c[name] for name in ("group_id", "relation", "subject_id", "object_id")]
    query = select(*columns).distinct().order_by(claim_group.c.group_id).limit(size)
    if after is not None:
        query = query.where(claim_group.c.group_id > group_id(after))
    return [Group(row.relation, row.subject_id, row.object_id) for row in connection.execute(query)]
