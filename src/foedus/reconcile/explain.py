"""Why a version stands as it does, in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedus.model import FactVersion, LinkedClaim
from foedus.reconcile.confidence import confidence, weight
from foedus.reconcile.independence import cited_outlet, is_on_record, is_unnamed, sources
from foedus.reconcile.order import moment
from foedus.reconcile.standing import RULES

__all__ = ["explain"]


def explain(version: FactVersion, claims: Iterable[LinkedClaim]) -> list[str]:
    """The lines of why: the rule, each independent source with its weight, what disputes it, the sum.

    `claims` are at least those that the version names, as `reconcile` was given them; others are
    left aside.
    """
    by_id = {item.claim.id: item for item in claims}
    supports = [by_id[claim_id] for claim_id in version.supports if claim_id in by_id]
    disputes = [by_id[claim_id] for claim_id in version.disputes if claim_id in by_id]
    lines = [f"Stage {version.stage}, {version.certainty}: {RULES[version.rule]} (rule {version.rule})."]
    lines += _side("supported", supports, version.stage)
    lines += _side("disputed", disputes, None)
    lines.append(f"Confidence {confidence(version.stage, supports, disputes):.2f}, of 1.")
    return lines


def _side(verb: str, claims: Sequence[LinkedClaim], stage: str | None) -> list[str]:
    by_source = sources(claims)
    if not by_source:
        return []
    plural = "" if len(by_source) == 1 else "s"
    lines = [f"It is {verb} by {len(by_source)} independent source{plural} in {len(claims)} claim(s):"]
    for source, some in by_source.items():
        best = max(some, key=lambda item: (weight(item, stage or item.claim.stage), item.claim.id))
        lines.append(f"  {source}: {_reasons(best)}; weight {weight(best, stage or best.claim.stage):.2f}.")
    return lines


def _reasons(item: LinkedClaim) -> str:
    claim = item.claim
    said = [f"{claim.stage}, {claim.certainty}"]
    if is_on_record(item):
        said.append("a party on the record")
    if is_unnamed(item):
        said.append("unnamed people")
    if cited_outlet(item):
        said.append(f"cited in {item.outlet or 'a story'}")
    day = moment(item)
    if day is not None:
        said.append(day.isoformat())
    return ", ".join([*said, f"reader's score {claim.score:.2f}"])
