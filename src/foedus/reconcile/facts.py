"""Claims in, current versions of facts out: pure, and the same in whatever order the claims come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from foedus.model import FactVersion, Group, LinkedClaim
from foedus.reconcile.split import split
from foedus.reconcile.standing import version_of

__all__ = ["reconcile"]


def reconcile(claims: Iterable[LinkedClaim]) -> Iterator[FactVersion]:
    """The current version of every fact that the claims speak of, by group and label.

    Give all claims of a group, or none. Every claim supports or disputes exactly one version; every
    version has at least one support. `recorded_from` and `recorded_to` are left for the book.
    """
    groups: dict[Group, dict[str, LinkedClaim]] = defaultdict(dict)
    for item in claims:
        groups[item.group][item.claim.id] = item
    for group in sorted(groups, key=lambda key: (key.relation, key.subject_id, key.object_id or "")):
        for part in sorted(split(group, groups[group].values()), key=lambda part: part.distinct):
            yield version_of(group, part)
