"""What is read: spans of a story, what they name, and what is claimed of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from foedus.model.fact import Interval
from foedus.model.ids import content_id

__all__ = ["Claim", "Mention", "Money", "Reading", "Rejected", "Share", "Span", "Terms", "When"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of a story at their place: `story.text[start:end] == words`, always."""

    story_id: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a story, or a nominal ("the company") that stands for one.

    `referent` is the name a nominal stands for; two names are joined by " & ". It is `None` on a
    plain name, and on a nominal (`nominal` is true) that the reader could not resolve.
    """

    span: Span
    kind: str
    nominal: bool = False
    referent: str | None = None

    @property
    def id(self) -> str:
        """The mention's content hash: the same words in the same place are the same mention."""
        return content_id("me", self.span.story_id, self.span.start, self.span.end)

    @property
    def name(self) -> str | None:
        """The name meant: the referent of a nominal, else the words themselves; `None` if unknown."""
        return self.referent if self.nominal or self.referent else self.span.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in whole currency units; `high` is `None` where open ("more than $13 billion").

    `currency` is an ISO 4217 code, or `None` where the words do not say which. `qualifier` is
    one of exact, about, at_least, at_most, range, per_unit ("$25 a share") and unknown (no value).
    """

    span: Span
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share in percent (0–100 for parts of a whole); bounds and qualifier as in `Money`, never per_unit."""

    span: Span
    low: Decimal | None
    high: Decimal | None
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date term: its words, and the days it covers, anchored to the story's own date."""

    span: Span
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms a claim states, each optional."""

    amount: Money | None = None
    share: Share | None = None
    valuation: Money | None = None
    date: When | None = None
    what: Span | None = None
    title: Span | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one sentence says of how a subject stands to an object. Immutable; holds raw mentions.

    `stated` is when it held in the world as far as the words tell: the date term where there is
    one, else known by the story's date. `score` is the reader's confidence, 0 to 1. `reader`
    names the exact reader version, so that two readers' claims never mix unseen.
    """

    relation: str
    subject: Mention
    object: Mention | None
    trigger: Span
    sentence: Span
    stage: str
    certainty: str
    reader: str
    score: float
    stated: Interval
    terms: Terms = field(default_factory=Terms)
    speaker: Span | None = None
    holder: Mention | None = None
    cue: Span | None = None

    @property
    def story_id(self) -> str:
        """The story whose words the claim rests on."""
        return self.sentence.story_id

    @property
    def id(self) -> str:
        """The claim's content hash: reader, place, relation, both ends, stage and certainty."""
        return content_id(
            "cl",
            self.reader,
            self.story_id,
            self.trigger.start,
            self.trigger.end,
            self.relation,
            self.subject.id,
            self.object.id if self.object else None,
            self.stage,
            self.certainty,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An item that a stage turned away: counted, explained, never silently lost.

    `stage` is the stage of the road (gather, read, ...), `item_id` names the item as far as it
    was known (a path, a URL, a story id), `reason` is a short fixed word such as `not_english`,
    `detail` a sentence for people.
    """

    stage: str
    item_id: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one reader found in one story."""

    story_id: str
    reader: str
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...] = ()
    sentences: int = 0
