"""One group of claims, cut into the facts it speaks of; each fact with the label that tells it apart.

Nothing is retired that a claim does not clearly speak of:

- Two deals of a pair are two facts (`deals.py`).
- What is offered, demanded, considered, negotiated or possible, or planned anew, once the relation
  stands (`done`, asserted or reported) is a fact of its own beside it, labelled `open`. What was said
  before the relation stood led to it and belongs to it; a plan may lag a month behind.
- "Failed" undoes what is only done once (a purchase called off). Elsewhere what failed after the
  relation stood is the open matter: a refused offer does not end a holding.
- An "ended" with goods of its own (`what`), of which no standing claim speaks while others are
  named, is a fact of its own, labelled `ended: ...`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.model import Group, LinkedClaim
from foedus.reconcile.deals import DEAL_RELATIONS, Amount, amount_of, deals, same_amount
from foedus.reconcile.order import firm, moment, onset, place

__all__ = ["FAILED_UNDOES", "OPEN", "Part", "split"]

OPEN = "open"
OPEN_STAGES = frozenset({"offered", "demanded", "considered", "negotiated", "possible"})
FAILED_UNDOES = frozenset(
    {"acquires", "divests", "negotiates_with", "settles_with", "restructures", "launches", "raises"}
)

# Stories go on saying "will" for some weeks after a deal is done.
_PLAN_LAG = timedelta(days=31)

_WORD = re.compile(r"[a-z0-9]{3,}")
_EMPTY = frozenset(
    [
        "the",
        "and",
        "for",
        "its",
        "their",
        "with",
        "from",
        "that",
        "this",
        "all",
        "any",
        "new",
        "more",
        "than",
        "into",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The claims of one fact, and what tells it from the pair's other facts of this relation."""

    distinct: str
    claims: tuple[LinkedClaim, ...]


def split(group: Group, claims: Iterable[LinkedClaim]) -> list[Part]:
    """The facts that the claims of one group speak of; every claim is in exactly one."""
    items = tuple(claims)
    if group.relation in DEAL_RELATIONS:
        clusters = deals(group.relation, items)
        apart: list[tuple[LinkedClaim, ...]] = []
    else:
        rest, apart = _other_endings(items)
        clusters = [rest] if rest else []
    standing: list[tuple[LinkedClaim, ...]] = []
    unsettled: list[LinkedClaim] = []
    for cluster in clusters:
        open_claims = _unsettled(cluster)
        unsettled += open_claims
        ids = {item.claim.id for item in open_claims}
        standing.append(tuple(item for item in cluster if item.claim.id not in ids))
    parts = _labelled(standing)
    if unsettled:
        parts.append(Part(distinct=OPEN, claims=tuple(unsettled)))
    return parts + [Part(distinct=_ending_label(items), claims=items) for items in apart]


def _stands(item: LinkedClaim) -> bool:
    return item.claim.stage == "done" and firm(item)


def _unsettled(cluster: Sequence[LinkedClaim]) -> list[LinkedClaim]:
    """The claims that speak of an open matter beside what stands in this cluster."""
    standing = [item for item in cluster if _stands(item)]
    if not standing:
        return []
    begun = min((day for day in map(onset, standing) if day is not None), default=None)
    sums = {amount for amount in map(amount_of, standing) if amount is not None}
    return [item for item in cluster if _may_be_open(item, sums) and not _led_to(item, begun)]


def _may_be_open(item: LinkedClaim, sums: Collection[Amount]) -> bool:
    """Whether the claim is of a stage that may be open beside what stands, for these sums."""
    stage = item.claim.stage
    if stage == "planned":
        amount = amount_of(item)
        return amount is None or not any(same_amount(amount, other) for other in sums)
    return stage in OPEN_STAGES or (stage == "failed" and item.claim.relation not in FAILED_UNDOES)


def _led_to(item: LinkedClaim, begun: date | None) -> bool:
    day = moment(item)
    if day is None or begun is None:
        return False
    return day <= begun + _PLAN_LAG if item.claim.stage == "planned" else day < begun


def _other_endings(
    items: Sequence[LinkedClaim],
) -> tuple[tuple[LinkedClaim, ...], list[tuple[LinkedClaim, ...]]]:
    """The claims of the one relation, and the endings of goods that no standing claim speaks of."""
    named = [words for words in (_goods(item) for item in items if _stands(item)) if words]
    endings = [
        item
        for item in items
        if item.claim.stage == "ended"
        and named
        and _goods(item)
        and not any(words & _goods(item) for words in named)
    ]
    ids = {item.claim.id for item in endings}
    rest = tuple(item for item in items if item.claim.id not in ids)
    return rest, [tuple(cluster) for cluster in _by_goods(endings)]


def _by_goods(endings: Sequence[LinkedClaim]) -> list[list[LinkedClaim]]:
    clusters: list[list[LinkedClaim]] = []
    for item in endings:
        touching = [c for c in clusters if any(_goods(item) & _goods(other) for other in c)]
        apart = [c for c in clusters if not any(_goods(item) & _goods(other) for other in c)]
        clusters = [*apart, [item, *(other for cluster in touching for other in cluster)]]
    return clusters


def _goods(item: LinkedClaim) -> frozenset[str]:
    """The telling words of what the claim is about, without a plural's s."""
    what = item.claim.terms.what
    words = _WORD.findall(what.words.casefold()) if what else []
    return frozenset(word.rstrip("s") for word in words) - _EMPTY


def _ending_label(items: Sequence[LinkedClaim]) -> str:
    first = min(items, key=place)
    return "ended: " + " ".join(sorted(_goods(first)))


def _labelled(clusters: Sequence[tuple[LinkedClaim, ...]]) -> list[Part]:
    """The clusters with labels: none for an only one, else year and amount, numbered where that is one."""
    full = sorted((cluster for cluster in clusters if cluster), key=_cluster_key)
    if len(full) == 1:
        return [Part(distinct="", claims=full[0])]
    seen: Counter[str] = Counter()
    parts = []
    for cluster in full:
        label = _deal_label(cluster)
        seen[label] += 1
        number = seen[label]
        parts.append(Part(distinct=label if number == 1 else f"{label} #{number}", claims=cluster))
    return parts


def _cluster_key(cluster: Sequence[LinkedClaim]) -> tuple[date, str]:
    days = [day for day in map(onset, cluster) if day is not None]
    return min(days, default=date.min), min(item.claim.id for item in cluster)


def _deal_label(cluster: Sequence[LinkedClaim]) -> str:
    days = [day for day in map(onset, cluster) if day is not None]
    year = str(min(days).year) if days else "undated"
    sums = Counter((amount.low, amount.currency or "") for amount in map(amount_of, cluster) if amount)
    if not sums:
        return year
    (low, currency), _ = min(sums.items(), key=lambda entry: (-entry[1], entry[0]))
    return " ".join(filter(None, (year, currency, f"{low.normalize():f}")))
