"""Claims between two made-up firms, said in a line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from foedus.model import Claim, Interval, LinkedClaim, Mention, Money, Span, Terms, When

__all__ = ["day", "in_year", "money", "said"]


def day(text: str) -> date:
    return date.fromisoformat(text)


def in_year(year: int) -> Interval:
    return Interval(start=date(year, 1, 1), end=date(year, 12, 31), granularity="year")


def _span(story: str, words: str, start: int = 0) -> Span:
    return Span(story_id=story, start=start, end=start + len(words), words=words)


def money(
    low: float | None, high: float | None = None, *, currency: str | None = "USD", qualifier: str = "exact"
) -> Money:
    lower = None if low is None else Decimal(str(low)) * 10**9
    upper = Decimal(str(high)) * 10**9 if high is not None else lower if qualifier == "exact" else None
    return Money(
        span=_span("", f"${low} billion"), low=lower, high=upper, currency=currency, qualifier=qualifier
    )


def said(
    story: str,
    stage: str = "done",
    *,
    on: str | None = "2025-06-19",
    relation: str = "partners_with",
    certainty: str = "asserted",
    when: Interval | None = None,
    amount: Money | None = None,
    what: str | None = None,
    outlet: str | None = None,
    copies: str | None = None,
    speaker: str | None = None,
    score: float = 0.9,
    sentence: str = "Alpha and Beta did it.",
) -> LinkedClaim:
    """A claim of Alpha and Beta in the story of that name; dated by `when`, else by the story's day."""
    published = None if on is None else day(on)
    terms = Terms(
        amount=amount,
        date=When(span=_span(story, "then", 90), interval=when) if when else None,
        what=_span(story, what, 60) if what else None,
    )
    claim = Claim(
        relation=relation,
        subject=Mention(span=_span(story, "Alpha"), kind="org"),
        object=None if relation == "raises" else Mention(span=_span(story, "Beta", 10), kind="org"),
        trigger=_span(story, "did", 15),
        sentence=_span(story, sentence),
        stage=stage,
        certainty=certainty,
        reader="test-1",
        score=score,
        stated=when or Interval(end=published, granularity="known_by"),
        terms=terms,
        speaker=_span(story, speaker, 200) if speaker else None,
    )
    return LinkedClaim(
        claim=claim,
        subject_id="en_alpha",
        object_id=None if relation == "raises" else "en_beta",
        outlet=outlet or f"outlet of {story}",
        published=published,
        copies=copies or story,
    )
