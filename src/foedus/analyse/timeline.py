"""The timeline: what was said, in the order of the days it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.analyse.dates import KNOWN_BY, day_label, short_day
from foedus.analyse.lines import Archive, Evidence, Line
from foedus.analyse.phrase import clause, said_of_claim
from foedus.model import Claim, Span

__all__ = ["Entry", "Mark", "entries", "marks"]

_TOLD = frozenset({"done", "ended", "failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the sentence that a claim rests on; offsets are into the sentence. `role` names their part."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the timeline: `label` is the day as exact as the words were.

    `evidence` is the claim that is quoted, `marks` its words; `also` are further claims that say
    the same of the same day in this story or a near-copy of it.
    """

    day: date | None
    label: str
    words: str
    fact_id: str
    evidence: Evidence
    marks: tuple[Mark, ...]
    also: tuple[Evidence, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carried it, the quoted one first."""
        names = (one.source.outlet for one in (self.evidence, *self.also))
        return tuple(dict.fromkeys(name for name in names if name))


def entries(archive: Archive, lines: Sequence[Line]) -> tuple[Entry, ...]:
    """The timeline of these facts; what one story and its copies say twice is one entry."""
    told: dict[tuple[str, str, str, str, str], list[tuple[Line, Evidence]]] = {}
    for line in lines:
        for one in archive.evidence((*line.version.supports, *line.version.disputes)):
            head = one.source.duplicate_of or one.source.story_id
            key = (head, line.version.fact.id, one.claim.stage, one.claim.certainty, _own_day(one)[1])
            told.setdefault(key, []).append((line, one))
    found = [_entry(some) for some in told.values()]
    return tuple(sorted(found, key=_order))


def _entry(told: Sequence[tuple[Line, Evidence]]) -> Entry:
    line, best = max(told, key=lambda pair: _fullness(pair[1]))
    subject = line.subject.name
    other = line.object.name if line.object else None
    day, label = _day(best)
    return Entry(
        day=day,
        label=label,
        words=clause(said_of_claim(best.claim, subject, other)),
        fact_id=line.version.fact.id,
        evidence=best,
        marks=marks(best.claim),
        also=tuple(one for _, one in told if one is not best),
    )


def _day(one: Evidence) -> tuple[date | None, str]:
    """The day that a claim speaks of, with its label: its own if that lies behind, else the story's."""
    own = _own_day(one)
    if own[0] is not None:
        return own
    published = one.source.published_at.date() if one.source.published_at else None
    return published, short_day(published) if published else "undated"


def _own_day(one: Evidence) -> tuple[date | None, str]:
    """The day that the words give to what had happened by then; nothing where they give none."""
    stated = one.claim.stated
    published = one.source.published_at.date() if one.source.published_at else None
    day = stated.start or stated.end
    if one.claim.stage not in _TOLD or stated.granularity == KNOWN_BY or day is None:
        return None, ""
    if published is not None and day > published:
        return None, ""
    return day, day_label(day, stated.granularity)


def _fullness(one: Evidence) -> tuple[bool, int, float, str]:
    roles = sum(1 for _ in _spans(one.claim))
    return one.source.duplicate_of is None, roles, one.claim.score, one.claim.id


def _order(entry: Entry) -> tuple[date, str, int, str]:
    published = entry.evidence.source.published_at
    claim = entry.evidence.claim
    return (
        entry.day or date.min,
        published.isoformat() if published else "",
        claim.sentence.start,
        claim.id,
    )


def marks(claim: Claim) -> tuple[Mark, ...]:
    """The words of the sentence that the claim rests on, in text order; what overlaps gives way."""
    found: list[Mark] = []
    taken = 0
    base = claim.sentence.start
    for role, span in sorted(_spans(claim), key=lambda pair: (pair[1].start, -pair[1].end)):
        if span.start >= max(taken, base) and span.end <= claim.sentence.end:
            found.append(Mark(start=span.start - base, end=span.end - base, role=role))
            taken = span.end
    return tuple(found)


def _spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    terms = claim.terms
    yield "trigger", claim.trigger
    yield "subject", claim.subject.span
    parts: Iterable[tuple[str, Span | None]] = (
        ("object", claim.object.span if claim.object else None),
        ("amount", terms.amount.span if terms.amount else None),
        ("share", terms.share.span if terms.share else None),
        ("valuation", terms.valuation.span if terms.valuation else None),
        ("date", terms.date.span if terms.date else None),
        ("what", terms.what),
        ("title", terms.title),
        ("holder", claim.holder.span if claim.holder else None),
        ("speaker", claim.speaker),
        ("cue", claim.cue),
    )
    yield from ((role, span) for role, span in parts if span is not None)
