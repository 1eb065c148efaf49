"""Inserts of readings: mentions, claims, and the groups the claims speak for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from foedus.model import Claim, Group, Mention, Reading, groups_of
from foedus.record.claim_reads import claims_of_story, ends_of
from foedus.record.coding import claim_body
from foedus.record.dialects import insert_new
from foedus.record.known import Known
from foedus.record.links import links_of
from foedus.record.rows import group_id
from foedus.record.story_reads import has_story
from foedus.record.tables import claim, claim_group, mention, reading

__all__ = ["add_groups", "add_reading", "groups_by_claim"]


def add_reading(
    connection: Connection, item: Reading, replaced: Sequence[str], now: datetime
) -> frozenset[Group]:
    """Inserts a reading that is not there yet; the groups of its claims and of those it replaces."""
    if not has_story(connection, item.story_id, Known()):
        raise ValueError(f"story {item.story_id} is not in the book")
    row = {"story_id": item.story_id, "reader": item.reader, "sentences": item.sentences, "recorded_at": now}
    connection.execute(reading.insert(), row)
    insert_new(connection, mention, [_mention_row(each, item.reader) for each in _mentions(item)])
    insert_new(connection, claim, [_claim_row(each, now) for each in item.claims])
    groups = groups_by_claim(connection, item.claims)
    add_groups(connection, groups)
    for reader in replaced:
        groups |= groups_by_claim(connection, claims_of_story(connection, item.story_id, reader))
    return frozenset().union(*groups.values())


def groups_by_claim(connection: Connection, claims: Iterable[Claim]) -> dict[str, frozenset[Group]]:
    """For each claim id the groups it speaks for now."""
    claims = tuple(claims)
    links = links_of(connection, ends_of(claims), Known())
    return {each.id: frozenset(groups_of(each, links)) for each in claims}


def add_groups(connection: Connection, groups: Mapping[str, frozenset[Group]]) -> None:
    """Notes that these claims were linked to these groups."""
    rows = [
        {
            "group_id": group_id(group),
            "claim_id": claim_id,
            "relation": group.relation,
            "subject_id": group.subject_id,
            "object_id": group.object_id,
        }
        for claim_id, some in groups.items()
        for group in some
    ]
    insert_new(connection, claim_group, rows)


def _mentions(item: Reading) -> list[Mention]:
    """The reading's mentions and those its claims hold, each once."""
    held = [each for one in item.claims for each in (one.subject, one.object, one.holder) if each]
    return list({each.id: each for each in (*held, *item.mentions)}.values())


def _mention_row(item: Mention, reader: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "reader": reader,
        "story_id": item.span.story_id,
        "start": item.span.start,
        "end": item.span.end,
        "words": item.span.words,
        "kind": item.kind,
        "nominal": item.nominal,
        "referent": item.referent,
    }


def _claim_row(item: Claim, now: datetime) -> dict[str, Any]:
    return {
        "id": item.id,
        "story_id": item.story_id,
        "reader": item.reader,
        "relation": item.relation,
        "subject_mention": item.subject.id,
        "object_mention": item.object.id if item.object else None,
        "stage": item.stage,
        "certainty": item.certainty,
        "score": item.score,
        "sentence_start": item.sentence.start,
        "trigger_start": item.trigger.start,
        "body": claim_body(item),
        "recorded_at": now,
    }
