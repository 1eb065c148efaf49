"""Claims tied to entities: the group a claim belongs to, and how a mention of two names is expanded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import NamedTuple, TypeAlias

from foedus.model.claim import Claim
from foedus.model.vocabulary import vocabulary

__all__ = ["Group", "LinkedClaim", "Links", "group_of", "groups_of"]

Links: TypeAlias = Mapping[str, tuple[str, ...]]
"""From mention id to the entities it means now, in the order they are named; absent if undecided."""


class Group(NamedTuple):
    """The claims that speak of one relation between the same two ends; facts are made group by group."""

    relation: str
    subject_id: str
    object_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedClaim:
    """A claim with the entities its ends mean, and what is known of the story it stands in.

    `outlet` and `published` are the story's. `copies` is the story that heads its near-copies (the
    story itself when it copies none): claims of equal `copies` are one source.
    """

    claim: Claim
    subject_id: str
    object_id: str | None
    outlet: str | None = None
    published: date | None = None
    copies: str = ""

    @property
    def group(self) -> Group:
        """The group this claim belongs to."""
        return Group(self.claim.relation, self.subject_id, self.object_id)


def group_of(relation: str, subject_id: str, object_id: str | None) -> Group:
    """The group of these ends; the two ends of a symmetric relation stand in the order of their ids."""
    entry = vocabulary().relations.get(relation)
    if entry is not None and entry.symmetric and object_id is not None and object_id < subject_id:
        return Group(relation, object_id, subject_id)
    return Group(relation, subject_id, object_id)


def groups_of(claim: Claim, links: Links) -> tuple[Group, ...]:
    """The groups a claim speaks for, each once; none where an end is undecided or both ends are one entity.

    "Both firms" as subject *and* object is one relation between the two, in the order they are
    named. "Both firms" at one end only is one group for each of the two.
    """
    subjects = links.get(claim.subject.id, ())
    if claim.object is None:
        return tuple(dict.fromkeys(group_of(claim.relation, subject, None) for subject in subjects))
    objects = links.get(claim.object.id, ())
    return tuple(dict.fromkeys(group_of(claim.relation, *ends) for ends in _ends(subjects, objects)))


def _ends(subjects: tuple[str, ...], objects: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if len(set(subjects)) > 1 and set(subjects) == set(objects):
        yield from combinations(dict.fromkeys(subjects), 2)
        return
    for subject, other in product(subjects, objects):
        if subject != other:
            yield subject, other
