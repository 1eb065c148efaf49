"""Where two entities stand, in one sentence: built by rule from facts, each clause with their ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from foedus.analyse.dates import KNOWN_BY
from foedus.analyse.lines import Line
from foedus.analyse.phrase import Said, predicate
from foedus.analyse.wording import wording
from foedus.model import Entity, FactTerms, Interval

__all__ = ["Clause", "Standing", "standing"]

_MOST_IN_FORCE = 4
_MOST_OPEN = 2
_DOUBTFUL = 0.2
_RUMOUR = 0.5
_STALE = timedelta(days=730)
_HEDGES = ("about", "up to", "at least", "more than", "over", "around", "nearly", "almost", "some", "as much")
_PLURAL_SUM = ("billions", "millions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of the sentence, with the facts it says."""

    text: str
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The sentence, and the clauses it is joined from."""

    text: str
    clauses: tuple[Clause, ...]


def standing(
    a: Entity, b: Entity, *, in_force: Sequence[Line], undecided: Sequence[Line], over: Sequence[Line]
) -> Standing:
    """One sentence: what holds between two, what is undecided, and, if nothing else, what is over."""
    newest = max((day for line in (*in_force, *undecided, *over) if (day := _last(line))), default=None)
    # One story alone that leaves doubt is no ground to stand on, unless there is no other.
    if any(not line.weak for line in (*in_force, *undecided)):
        in_force = [line for line in in_force if not line.weak]
        undecided = [line for line in undecided if not line.weak]
    parts = [_Part.of(lines) for lines in _alike(in_force)]
    firm = [part for part in parts if part.weight > _DOUBTFUL] or parts
    chosen = sorted(firm, key=lambda part: -part.weight)[:_MOST_IN_FORCE]
    clauses = list(_clauses(chosen))
    if not clauses:
        clauses = [
            Clause(text=f"nothing is on record as in force between {a.name} and {b.name}", fact_ids=())
        ]
    fresh = [line for line in undecided if not _is_stale(line, newest)]
    rest = sorted(fresh, key=_open_weight, reverse=True)[:_MOST_OPEN]
    if not chosen and not rest:
        rest = sorted(over, key=_weight, reverse=True)[:_MOST_OPEN]
    clauses += [Clause(text=line.words, fact_ids=(line.version.fact.id,)) for line in rest]
    text = "; ".join(one.text for one in clauses)
    full = f"{text[:1].upper()}{text[1:]}"
    return Standing(text=full if full.endswith(".") else f"{full}.", clauses=tuple(clauses))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What becomes one verb phrase: the facts of one relation in one direction."""

    said: Said
    fact_ids: tuple[str, ...]
    weight: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Part:
        best = max(lines, key=_size)
        version = best.version
        said = Said(
            relation=version.fact.relation,
            stage=version.stage,
            certainty=version.certainty,
            subject=best.subject.name,
            other=best.object.name if best.object else None,
            terms=_terms(best, lines),
            valid=_valid(lines),
            several=len(lines) > 1,
        )
        ids = tuple(line.version.fact.id for line in lines)
        return cls(said=said, fact_ids=ids, weight=max(map(_weight, lines)))


def _alike(lines: Iterable[Line]) -> list[list[Line]]:
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.version.fact.relation, line.version.fact.subject_id), []).append(line)
    return list(found.values())


def _weight(line: Line) -> float:
    """How much a fact tells of the standing: the relation's weight times how sure the record is."""
    words = wording(line.version.fact.relation)
    told = 1.15 if line.version.terms.exclusive else 1.0
    return words.weight / 10 * line.version.confidence * told


def _open_weight(line: Line) -> float:
    """A rumour is seldom the first thing to say of two parties."""
    return _weight(line) * (_RUMOUR if line.state in ("rumoured", "possible") else 1.0)


def _last(line: Line) -> date | None:
    """The day on which the fact was last told."""
    days = [one.source.published_at.date() for one in line.evidence if one.source.published_at]
    return max(days, default=None)


def _is_stale(line: Line, newest: date | None) -> bool:
    """Whether nobody has spoken of an open matter for years, while other news of the two came."""
    told = _last(line)
    return told is not None and newest is not None and newest - told > _STALE


def _size(line: Line) -> tuple[float, float, str]:
    amount = line.version.terms.amount_low or line.version.terms.amount_high or 0
    return float(amount), line.version.confidence, line.version.fact.id


def _terms(best: Line, lines: Sequence[Line]) -> FactTerms:
    """The largest deal's terms; beside other deals with a sum its own is only "at least" what was paid."""
    terms, words = best.version.terms, best.version.terms.amount_words
    sums = sum(line.version.terms.amount_words is not None for line in lines)
    if sums < 2 or not words or not words[0].isascii() or words.lower().startswith(_HEDGES):
        return terms
    if any(part in words.lower() for part in _PLURAL_SUM):
        return terms
    return replace(terms, amount_words=f"at least {words}")


def _valid(lines: Sequence[Line]) -> Interval:
    """The days of the only fact; of several deals, since the earliest that words give."""
    if len(lines) == 1:
        return lines[0].version.valid
    told = [line.version.valid for line in lines if line.version.valid.granularity != KNOWN_BY]
    started = [(one.start, one.granularity) for one in told if one.start is not None]
    if not started:
        return Interval()
    start, granularity = min(started)
    return Interval(start=start, granularity=granularity)


def _clauses(parts: Sequence[_Part]) -> Iterable[Clause]:
    """Verb phrases of one subject joined into one clause; the object is "it" once it was named."""
    rows: dict[str, list[_Part]] = {}
    for part in parts:
        rows.setdefault("" if part.said.symmetric else part.said.subject, []).append(part)
    for subject, some in rows.items():
        ids = tuple(fact_id for part in some for fact_id in part.fact_ids)
        if not subject:
            ends = f"{some[0].said.subject} and {some[0].said.other}"
            yield Clause(text=f"{ends} {_listed([predicate(p.said, '') for p in some])}", fact_ids=ids)
            continue
        names = [some[0].said.other or "", *("it" for _ in some[1:])]
        phrases = [predicate(part.said, name) for part, name in zip(some, names, strict=True)]
        yield Clause(text=f"{subject} {_listed(phrases)}", fact_ids=ids)


def _listed(phrases: Sequence[str]) -> str:
    if len(phrases) < 3:
        return " and ".join(phrases)
    return f"{', '.join(phrases[:-1])}, and {phrases[-1]}"
