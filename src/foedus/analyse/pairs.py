"""Which pair the book knows most of: where a new user may begin."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from foedus.model import Entity

if TYPE_CHECKING:
    from foedus.record import View

__all__ = ["busiest_pair"]

_MOST_FACTS = 20_000


def busiest_pair(view: View) -> tuple[Entity, Entity] | None:
    """The two organisations with the most claims between them.

    `None` where no two have any, or where the book is too large to look through for a hint.
    """
    if view.counts()["facts"] > _MOST_FACTS:
        return None
    claims: Counter[tuple[str, str]] = Counter()
    for version in view.versions():
        if version.fact.object_id is not None:
            ends = sorted((version.fact.subject_id, version.fact.object_id))
            claims[ends[0], ends[1]] += len(version.supports)
    for (one, two), _ in claims.most_common(200):
        pair = view.entity(one), view.entity(two)
        if pair[0] and pair[1] and pair[0].kind == pair[1].kind == "org":
            named = sorted((pair[0], pair[1]), key=lambda entity: -view.mention_counts(entity.id).stories)
            return named[0], named[1]
    return None
