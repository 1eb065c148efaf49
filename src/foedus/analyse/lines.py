"""Facts as lines that a person reads: said in words, with their terms, days, sources and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.analyse.phrase import Said, clause
from foedus.model import Claim, Entity, FactVersion, Group, LinkedClaim
from foedus.reconcile import sources

if TYPE_CHECKING:
    from foedus.record import Source, View

__all__ = ["Archive", "Dispute", "Evidence", "Line"]


_SURE = 0.6
_READ_WELL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim with the story its words stand in."""

    claim: Claim
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact as it stands: `words` is a clause without full stop, `best` the claim to quote.

    `sources` counts independent sources: near-copies are one, and so is what cites one newspaper.
    `by` is who offers, demands, considers or denies, as far as a story says.
    """

    version: FactVersion
    subject: Entity
    object: Entity | None
    words: str
    by: str | None
    sources: int
    stories: int
    best: Evidence | None
    evidence: tuple[Evidence, ...]

    @property
    def weak(self) -> bool:
        """Whether it rests on one source alone, in words that the reader was not sure of.

        One story read without doubt is not weak: most of what a young book holds is told once.
        """
        if self.sources > 1 or self.version.confidence >= _SURE:
            return False
        return max((one.claim.score for one in self.evidence), default=0.0) < _READ_WELL

    @property
    def state(self) -> str:
        """Its heading: denied or rumoured where it is that, else its stage."""
        doubtful = self.version.certainty in ("denied", "rumoured")
        return self.version.certainty if doubtful else self.version.stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A fact that some claims speak against, with those claims."""

    line: Line
    against: tuple[Evidence, ...]


class Archive:
    """What is needed to say these versions in words, fetched from the view in a few queries."""

    def __init__(self, view: View, versions: Sequence[FactVersion]) -> None:
        self._versions = tuple(versions)
        ids = {end for v in versions for end in (v.fact.subject_id, v.fact.object_id) if end}
        self._entities = view.entities_by_id(ids)
        claim_ids = sorted({one for v in versions for one in (*v.supports, *v.disputes)})
        self._claims = {claim.id: claim for claim in view.claims(claim_ids)}
        self._sources = view.sources(claim_ids)
        groups = {Group(v.fact.relation, v.fact.subject_id, v.fact.object_id) for v in versions}
        self._linked: dict[tuple[str, Group], LinkedClaim] = {
            (item.claim.id, item.group): item for item in view.claims_for_groups(groups)
        }

    def entity(self, entity_id: str) -> Entity:
        """The entity; one the book does not hold stands under its id."""
        return self._entities.get(entity_id) or Entity(id=entity_id, name=entity_id, kind="org")

    def evidence(self, claim_ids: Iterable[str]) -> tuple[Evidence, ...]:
        """The claims with their stories, oldest story first; those the book does not hold are left out."""
        found = [
            Evidence(claim=self._claims[one], source=self._sources[one])
            for one in claim_ids
            if one in self._claims and one in self._sources
        ]
        return tuple(sorted(found, key=_when))

    def linked(self) -> Mapping[tuple[str, Group], LinkedClaim]:
        """The claims behind the versions, by claim id and group."""
        return self._linked

    def lines(self) -> tuple[Line, ...]:
        """One line a version, in the order of the versions."""
        return tuple(self._line(version) for version in self._versions)

    def independent(self, version: FactVersion, claim_ids: Iterable[str]) -> int:
        """How many independent sources these claims are."""
        group = Group(version.fact.relation, version.fact.subject_id, version.fact.object_id)
        items = [self._linked[one, group] for one in claim_ids if (one, group) in self._linked]
        return len(sources(items))

    def disputes(self, lines: Iterable[Line]) -> tuple[Dispute, ...]:
        """The lines that claims speak against, with those claims."""
        return tuple(
            Dispute(line=line, against=self.evidence(line.version.disputes))
            for line in lines
            if line.version.disputes
        )

    def _line(self, version: FactVersion) -> Line:
        evidence = self.evidence(version.supports)
        best = max(evidence, key=lambda one: _telling(one, version), default=None)
        speaker = best.claim.speaker.words if best and best.claim.speaker else None
        subject, other = self.entity(version.fact.subject_id), version.fact.object_id
        said = Said(
            relation=version.fact.relation,
            stage=version.stage,
            certainty=version.certainty,
            subject=subject.name,
            other=self.entity(other).name if other else None,
            terms=version.terms,
            valid=version.valid,
            speaker=speaker,
        )
        return Line(
            version=version,
            subject=subject,
            object=self.entity(other) if other else None,
            words=clause(said),
            by=version.terms.holder or speaker,
            sources=self.independent(version, version.supports),
            stories=len({one.source.story_id for one in evidence}),
            best=best,
            evidence=evidence,
        )


def _when(one: Evidence) -> tuple[str, int, str]:
    published = one.source.published_at
    return published.isoformat() if published else "", one.claim.sentence.start, one.claim.id


def _telling(one: Evidence, version: FactVersion) -> tuple[bool, bool, int, int, float, str]:
    """How well a sentence shows the fact: its stage, the terms in force, then names and further terms."""
    terms, force = one.claim.terms, version.terms
    pairs = (
        (terms.amount.span if terms.amount else None, force.amount_words),
        (terms.share.span if terms.share else None, force.share_words),
        (terms.valuation.span if terms.valuation else None, force.valuation_words),
        (terms.date.span if terms.date else None, force.date_words),
        (terms.what, force.what),
        (terms.title, force.title),
    )
    same = sum(span is not None and span.words == words for span, words in pairs)
    names = sum(not end.nominal for end in (one.claim.subject, one.claim.object) if end)
    return (
        one.claim.stage == version.stage,
        one.source.duplicate_of is None,
        same,
        names + sum(span is not None for span, _ in pairs),
        one.claim.score,
        one.claim.id,
    )
