"""Which of a sentence's claims stand when they compete: one reading of a trigger, one claim of a fact."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.model import Claim, Mention

__all__ = ["settle"]


def settle(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in text order, without the weaker of any two that compete.

    Two claims between the same two ends compete where their triggers overlap ("stake" is read as
    `owns` or as `invests_in`, not as both), and where relation and stage are the same.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-c.score, c.trigger.start, c.relation, c.id)):
        if not any(_compete(claim, other) for other in kept):
            kept.append(claim)
    return tuple(sorted(kept, key=lambda c: (c.trigger.start, c.relation, c.id)))


def _compete(a: Claim, b: Claim) -> bool:
    if a.sentence.start != b.sentence.start or _ends(a) != _ends(b):
        return False
    overlap = a.trigger.start < b.trigger.end and b.trigger.start < a.trigger.end
    return overlap or (a.relation == b.relation and a.stage == b.stage)


def _ends(claim: Claim) -> frozenset[str]:
    return frozenset(_end(mention) for mention in (claim.subject, claim.object) if mention)


def _end(mention: Mention) -> str:
    return mention.name or mention.id
