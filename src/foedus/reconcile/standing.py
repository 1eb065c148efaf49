"""The current version of one fact: which stage it has reached, by which rule, on whose word.

The stage is that of the last claim in the life of the fact: by the moment the claim speaks of, then
by how far its stage lies along the life, then by publication. So a later claim wins, and an older
story that arrives late overrides nothing. Four limits keep a fact from being retired wrongly:

- a denial disputes and never moves a stage; only where nothing but denials exist does it stand;
- a rumour of an end or a failure disputes what firmer claims say, and retires nothing;
- what stands (done, asserted or reported) goes back to no earlier stage;
- an end announced for a later day leaves the fact in force until that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foedus.model import Fact, FactVersion, Group, LinkedClaim
from foedus.reconcile.confidence import confidence
from foedus.reconcile.order import DENIED, FIRMNESS, TERMINAL, dated, firm, place, published
from foedus.reconcile.split import Part
from foedus.reconcile.terms import terms_in_force, until, valid_interval

__all__ = ["RULES", "version_of"]

RULES = {
    "first-claim": "it is the only claim so far",
    "one-stage": "all claims speak of the same stage",
    "latest-stage": "the stage is the one that the latest claims speak of",
    "ended-later": "a later claim says that it ended",
    "failed-later": "a later claim says that it failed",
    "ends-on-date": "its end is announced for a later day; it is in force until then",
    "only-denied": "it is known only from denials",
}

# Talks are done while they run: that they fail later does not contradict that they ran.
_RUN_THEN_FAIL = frozenset({"negotiates_with"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """The stage a fact has reached, the rule that says so, and the day it is announced to end."""

    stage: str
    rule: str
    ends_on: date | None = None


def version_of(group: Group, part: Part) -> FactVersion:
    """The current version of the fact that these claims speak of; each claim supports or disputes it."""
    claims = sorted(part.claims, key=place)
    spoken = [item for item in claims if item.claim.certainty != DENIED]
    verdict = _verdict(spoken) if spoken else _Verdict(stage=claims[-1].claim.stage, rule="only-denied")
    supports = [item for item in spoken if _supports(item, verdict)] or claims
    backing = {item.claim.id for item in supports}
    disputes = [item for item in claims if item.claim.id not in backing]
    valid = valid_interval(supports, verdict.stage)
    return FactVersion(
        fact=Fact(
            relation=group.relation,
            subject_id=group.subject_id,
            object_id=group.object_id,
            distinct=part.distinct,
        ),
        valid=until(valid, verdict.ends_on) if verdict.ends_on else valid,
        stage=verdict.stage,
        certainty=_certainty(supports, verdict.stage),
        terms=terms_in_force(supports, verdict.stage),
        confidence=confidence(verdict.stage, supports, disputes),
        supports=tuple(item.claim.id for item in supports),
        disputes=tuple(item.claim.id for item in disputes),
        rule=verdict.rule,
    )


def _verdict(spoken: Sequence[LinkedClaim]) -> _Verdict:
    """The stage after these claims, none of them a denial, in the order of their places."""
    last = max(_leaders(spoken), key=place)
    stage = last.claim.stage
    if len(spoken) == 1:
        return _Verdict(stage=stage, rule="first-claim")
    ends_on = _announced_end(last)
    if ends_on is not None and any(item.claim.stage == "done" and firm(item) for item in spoken):
        return _Verdict(stage="done", rule="ends-on-date", ends_on=ends_on)
    if all(item.claim.stage == stage for item in spoken):
        return _Verdict(stage=stage, rule="one-stage")
    return _Verdict(stage=stage, rule=f"{stage}-later" if stage in TERMINAL else "latest-stage")


def _leaders(spoken: Sequence[LinkedClaim]) -> list[LinkedClaim]:
    """The claims that may say which stage is reached."""
    leaders = [item for item in spoken if not _is_weak_ending(item, spoken)]
    if any(item.claim.stage == "done" and firm(item) for item in leaders):
        return [item for item in leaders if item.claim.stage == "done" or item.claim.stage in TERMINAL]
    return [item for item in leaders if item.claim.stage != "possible"] or leaders


def _is_weak_ending(item: LinkedClaim, spoken: Sequence[LinkedClaim]) -> bool:
    """Whether this is a rumour of an end or a failure, where there is something to retire."""
    rumour = item.claim.stage in TERMINAL and not firm(item)
    return rumour and any(other.claim.stage not in TERMINAL for other in spoken)


def _announced_end(item: LinkedClaim) -> date | None:
    """The day on which the claim says that the fact will end; `None` if it has ended already."""
    stated, day = dated(item), published(item)
    if item.claim.stage != "ended" or stated is None or day is None:
        return None
    first, last = stated.start or stated.end, stated.end or stated.start
    return last if first is not None and first > day else None


def _supports(item: LinkedClaim, verdict: _Verdict) -> bool:
    """Whether the claim agrees with the stage reached, as a step of its life or as the stage itself."""
    stage = item.claim.stage
    if stage == verdict.stage:
        return True
    if stage == "ended" and verdict.ends_on is not None:
        return _announced_end(item) is not None and firm(item)
    if stage in TERMINAL:
        return False
    undone = stage == "done" and verdict.stage == "failed"
    return not undone or item.claim.relation in _RUN_THEN_FAIL


def _certainty(supports: Sequence[LinkedClaim], stage: str) -> str:
    """The firmest certainty among the supports of the stage itself."""
    said = [item.claim.certainty for item in supports if item.claim.stage == stage]
    return max(said or [item.claim.certainty for item in supports], key=FIRMNESS.__getitem__)
