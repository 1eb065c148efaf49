"""What is recorded: facts, their versions, and the intervals in which they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from foedus.model.ids import content_id

__all__ = ["Fact", "FactTerms", "FactVersion", "Interval"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The days from `start` to `end`, both inclusive; `None` is open on that side.

    `granularity` says how exact the words were: day, week, month, quarter, half, year, span
    (two dates or a duration), known_by (no date was said: it held by the end date at latest) or
    unknown (the words name no day we can place).
    """

    start: date | None = None
    end: date | None = None
    granularity: str = "day"

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"an interval cannot end ({self.end}) before it starts ({self.start})")

    def covers(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """That a relation stands between two entities; `object_id` is `None` for one-sided relations.

    `distinct` keeps two deals of one pair apart (a bucket of amount or year chosen by
    `reconcile`); it is empty where the pair has only one fact of this relation.
    """

    relation: str
    subject_id: str
    object_id: str | None
    distinct: str = ""

    @property
    def id(self) -> str:
        """The fact's content hash."""
        return content_id("fa", self.relation, self.subject_id, self.object_id, self.distinct)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTerms:
    """The terms in force for one version of a fact, as values and as the words that gave them."""

    amount_low: Decimal | None = None
    amount_high: Decimal | None = None
    currency: str | None = None
    amount_words: str | None = None
    share_low: Decimal | None = None
    share_high: Decimal | None = None
    share_words: str | None = None
    valuation_words: str | None = None
    date_words: str | None = None
    what: str | None = None
    title: str | None = None
    holder: str | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactVersion:
    """How a fact stood, from one moment of our knowing to another.

    `valid` is when it held in the world; `recorded_from` / `recorded_to` when we believed it
    (aware, UTC; `recorded_to` is `None` while this is the newest version). At least one claim
    supports it; `disputes` are claims that deny or contradict it; `rule` names what made it.
    """

    fact: Fact
    valid: Interval
    stage: str
    certainty: str
    terms: FactTerms
    confidence: float
    supports: tuple[str, ...]
    disputes: tuple[str, ...]
    rule: str
    recorded_from: datetime | None = None
    recorded_to: datetime | None = None

    def __post_init__(self) -> None:
        if not self.supports:
            raise ValueError(f"a version of {self.fact.relation} rests on no claim")

    @property
    def id(self) -> str:
        """The version's content hash: all it says and rests on, without when it was recorded."""
        return content_id(
            "ve",
            self.fact.id,
            self.valid.start,
            self.valid.end,
            self.stage,
            self.certainty,
            self.terms,
            f"{self.confidence:.4f}",
            ",".join(self.supports),
            ",".join(self.disputes),
            self.rule,
        )
