"""The JSON of `foedus extract`: one object a story. Programs depend on it; docs/extract.md describes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from foedus.flow import Extracted
from foedus.model import Claim, Interval, Mention, Money, Rejected, Share, Span, Story, Terms, When

__all__ = ["Json", "claim_shape", "day", "extracted_shape", "moment", "number", "rejected_shape"]

Json: TypeAlias = dict[str, object]


def extracted_shape(item: Extracted) -> Json:
    """One story with its claims and what was rejected; `story` is null where an item was no story."""
    return {
        "story": story_shape(item.story) if item.story else None,
        "claims": [claim_shape(claim) for claim in item.claims],
        "rejected": [rejected_shape(rejected) for rejected in item.rejected],
    }


def story_shape(story: Story) -> Json:
    """The story without its text."""
    return {
        "id": story.id,
        "path": story.path,
        "title": story.title,
        "outlet": story.outlet,
        "url": story.url,
        "published_at": moment(story.published_at, date_only=story.date_only),
        "language": story.language,
    }


def rejected_shape(rejected: Rejected) -> Json:
    """What was turned away, with its reason."""
    return {"stage": rejected.stage, "reason": rejected.reason, "detail": rejected.detail}


def claim_shape(claim: Claim) -> Json:
    """One claim; offsets are into the story's text."""
    return {
        "relation": claim.relation,
        "subject": _mention(claim.subject),
        "object": _mention(claim.object) if claim.object else None,
        "stage": claim.stage,
        "certainty": claim.certainty,
        "terms": _terms(claim.terms),
        "speaker": _span(claim.speaker),
        "holder": _mention(claim.holder) if claim.holder else None,
        "cue": _span(claim.cue),
        "trigger": _span(claim.trigger),
        "sentence": _span(claim.sentence),
        "score": claim.score,
    }


def moment(when: datetime | None, *, date_only: bool = False) -> str | None:
    """A moment in ISO 8601, UTC ("2025-06-16T23:40:00Z"), or only its day where no hour is known."""
    if when is None:
        return None
    utc = when.astimezone(UTC)
    return utc.date().isoformat() if date_only else utc.isoformat().replace("+00:00", "Z")


def day(when: date | None) -> str | None:
    """A day in ISO 8601."""
    return when.isoformat() if when else None


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole where it is whole; null where it is open or beyond any number."""
    if value is None or not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _span(span: Span | None) -> Json | None:
    return {"words": span.words, "start": span.start, "end": span.end} if span else None


def _mention(mention: Mention) -> Json:
    return {
        "name": mention.name,
        "words": mention.span.words,
        "start": mention.span.start,
        "end": mention.span.end,
        "kind": mention.kind,
    }


def _terms(terms: Terms) -> Json:
    return {
        "amount": _money(terms.amount),
        "share": _share(terms.share),
        "valuation": _money(terms.valuation),
        "date": _when(terms.date),
        "exclusive": terms.exclusive,
        "what": _span(terms.what),
        "title": _span(terms.title),
    }


def _money(money: Money | None) -> Json | None:
    if money is None:
        return None
    return {
        "words": money.span.words,
        "low": number(money.low),
        "high": number(money.high),
        "currency": money.currency,
        "qualifier": money.qualifier,
    }


def _share(share: Share | None) -> Json | None:
    if share is None:
        return None
    return {
        "words": share.span.words,
        "low": number(share.low),
        "high": number(share.high),
        "qualifier": share.qualifier,
    }


def _when(when: When | None) -> Json | None:
    if when is None:
        return None
    interval: Interval = when.interval
    return {
        "words": when.span.words,
        "start": day(interval.start),
        "end": day(interval.end),
        "granularity": interval.granularity,
    }
