"""Nouns to rows and back, exactly: what was written is what is read, to the last digit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from foedus.model import (
    Claim,
    Entity,
    FactTerms,
    Interval,
    Mention,
    Money,
    Profile,
    Share,
    Span,
    Terms,
    When,
)

__all__ = [
    "claim_body",
    "claim_from",
    "entity_from",
    "entity_row",
    "fact_terms_from",
    "fact_terms_text",
    "pack",
    "unpack",
]


def pack(value: object) -> str:
    """The value as compact JSON; decimals as text. ASCII only, so that no character can upset a database."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, default=str)


def unpack(text: str) -> Any:
    """The value that `pack` was given."""
    return json.loads(text)


# Spans are lists, not objects: a claim has up to fifteen, and a book millions of claims.


def _span(span: Span | None) -> list[Any] | None:
    return None if span is None else [span.start, span.end, span.words]


def _span_from(raw: list[Any] | None, story: str) -> Span | None:
    return None if raw is None else _sure_span(raw, story)


def _sure_span(raw: list[Any], story: str) -> Span:
    return Span(story_id=story, start=raw[0], end=raw[1], words=raw[2])


def _mention(mention: Mention | None) -> list[Any] | None:
    if mention is None:
        return None
    return [_span(mention.span), mention.kind, mention.nominal, mention.referent]


def _mention_from(raw: list[Any] | None, story: str) -> Mention | None:
    return None if raw is None else _sure_mention(raw, story)


def _sure_mention(raw: list[Any], story: str) -> Mention:
    return Mention(span=_sure_span(raw[0], story), kind=raw[1], nominal=raw[2], referent=raw[3])


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _money(money: Money | None) -> list[Any] | None:
    if money is None:
        return None
    return [_span(money.span), _text(money.low), _text(money.high), money.currency, money.qualifier]


def _money_from(raw: list[Any] | None, story: str) -> Money | None:
    if raw is None:
        return None
    span, low, high, currency, qualifier = raw
    return Money(
        span=_sure_span(span, story),
        low=_decimal(low),
        high=_decimal(high),
        currency=currency,
        qualifier=qualifier,
    )


def _share(share: Share | None) -> list[Any] | None:
    if share is None:
        return None
    return [_span(share.span), _text(share.low), _text(share.high), share.qualifier]


def _share_from(raw: list[Any] | None, story: str) -> Share | None:
    if raw is None:
        return None
    span, low, high, qualifier = raw
    return Share(span=_sure_span(span, story), low=_decimal(low), high=_decimal(high), qualifier=qualifier)


def _interval(interval: Interval) -> list[Any]:
    start, end = interval.start, interval.end
    return [start and start.isoformat(), end and end.isoformat(), interval.granularity]


def _interval_from(raw: list[Any]) -> Interval:
    start, end, granularity = raw
    return Interval(
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
        granularity=granularity,
    )


def _terms(terms: Terms) -> dict[str, Any]:
    stated: dict[str, Any] = {
        "amount": _money(terms.amount),
        "share": _share(terms.share),
        "valuation": _money(terms.valuation),
        "date": terms.date and [_span(terms.date.span), _interval(terms.date.interval)],
        "what": _span(terms.what),
        "title": _span(terms.title),
        "exclusive": terms.exclusive or None,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _terms_from(raw: Mapping[str, Any], story: str) -> Terms:
    when = raw.get("date")
    return Terms(
        amount=_money_from(raw.get("amount"), story),
        share=_share_from(raw.get("share"), story),
        valuation=_money_from(raw.get("valuation"), story),
        date=When(span=_sure_span(when[0], story), interval=_interval_from(when[1])) if when else None,
        what=_span_from(raw.get("what"), story),
        title=_span_from(raw.get("title"), story),
        exclusive=raw.get("exclusive", False),
    )


def _spans_of(claim: Claim) -> Iterator[Span]:
    terms = claim.terms
    yield claim.trigger
    for mention in (claim.subject, claim.object, claim.holder):
        if mention:
            yield mention.span
    for term in (terms.amount, terms.share, terms.valuation, terms.date):
        if term:
            yield term.span
    for span in (terms.what, terms.title, claim.speaker, claim.cue):
        if span:
            yield span


def claim_body(claim: Claim) -> str:
    """All of a claim that has no column of its own, as text.

    Raises `ValueError` when a span lies in another story than the claim: it could not be rebuilt.
    """
    if any(span.story_id != claim.story_id for span in _spans_of(claim)):
        raise ValueError(f"claim {claim.id} has words of another story than its own")
    stated: dict[str, Any] = {
        "subject": _mention(claim.subject),
        "object": _mention(claim.object),
        "trigger": _span(claim.trigger),
        "sentence": _span(claim.sentence),
        "stated": _interval(claim.stated),
        "terms": _terms(claim.terms) or None,
        "speaker": _span(claim.speaker),
        "holder": _mention(claim.holder),
        "cue": _span(claim.cue),
    }
    return pack({name: value for name, value in stated.items() if value is not None})


def claim_from(row: RowMapping) -> Claim:
    """The claim that was written as this row."""
    body, story = unpack(row["body"]), row["story_id"]
    return Claim(
        relation=row["relation"],
        subject=_sure_mention(body["subject"], story),
        object=_mention_from(body.get("object"), story),
        trigger=_sure_span(body["trigger"], story),
        sentence=_sure_span(body["sentence"], story),
        stage=row["stage"],
        certainty=row["certainty"],
        reader=row["reader"],
        score=row["score"],
        stated=_interval_from(body["stated"]),
        terms=_terms_from(body.get("terms", {}), story),
        speaker=_span_from(body.get("speaker"), story),
        holder=_mention_from(body.get("holder"), story),
        cue=_span_from(body.get("cue"), story),
    )


def entity_row(entity: Entity) -> dict[str, Any]:
    """The columns of an entity, without its time."""
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "aliases": pack(entity.aliases),
        "profile": pack(
            {key: value for key, value in asdict(entity.profile).items() if value not in (None, ())}
        ),
    }


def entity_from(row: RowMapping) -> Entity:
    """The entity that was written as this row."""
    profile: dict[str, Any] = {}
    for key, value in unpack(row["profile"]).items():
        profile[key] = tuple(value) if isinstance(value, list) else value
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        aliases=tuple(unpack(row["aliases"])),
        profile=Profile(**profile),
    )


_DECIMALS = frozenset({"amount_low", "amount_high", "share_low", "share_high"})


def fact_terms_text(terms: FactTerms) -> str:
    """The terms in force as text; only those that are stated. Decimals keep every digit."""
    stated = {field.name: getattr(terms, field.name) for field in fields(terms)}
    return pack({name: value for name, value in stated.items() if value is not None and value is not False})


def fact_terms_from(text: str) -> FactTerms:
    """The terms that were written as this text."""
    stated: dict[str, Any] = {
        name: Decimal(value) if name in _DECIMALS else value for name, value in unpack(text).items()
    }
    return FactTerms(**stated)
