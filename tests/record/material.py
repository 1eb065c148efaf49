"""Small things to put into books, made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from foedus.model import Claim, Entity, Interval, Judgement, Mention, Reading, Span, Story, Terms

__all__ = [
    "Ticking",
    "claim_of",
    "entity_of",
    "judgements_of",
    "mention_of",
    "reading_of",
    "span_of",
    "story_of",
]

READER = "test-1"


class Ticking:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self, start: datetime = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def story_of(
    text: str,
    *,
    outlet: str | None = "Reuters",
    day: date | None = date(2025, 6, 19),
    copy_of: str | None = None,
) -> Story:
    published = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC) if day else None
    return Story(text=text, title="", outlet=outlet, published_at=published, duplicate_of=copy_of)


def span_of(story: Story, words: str) -> Span:
    start = story.text.index(words)
    return Span(story_id=story.id, start=start, end=start + len(words), words=words)


def mention_of(story: Story, words: str, kind: str = "org", referent: str | None = None) -> Mention:
    return Mention(span=span_of(story, words), kind=kind, nominal=referent is not None, referent=referent)


def claim_of(
    story: Story,
    subject: Mention,
    relation: str,
    obj: Mention | None,
    *,
    stage: str = "done",
    certainty: str = "asserted",
    terms: Terms | None = None,
    reader: str = READER,
) -> Claim:
    day = story.published_at.date() if story.published_at else None
    return Claim(
        relation=relation,
        subject=subject,
        object=obj,
        trigger=subject.span,
        sentence=Span(story_id=story.id, start=0, end=len(story.text), words=story.text),
        stage=stage,
        certainty=certainty,
        reader=reader,
        score=0.9,
        stated=Interval(end=day, granularity="known_by"),
        terms=terms or Terms(),
    )


def reading_of(story: Story, *claims: Claim, reader: str = READER) -> Reading:
    mentions = {end.id: end for claim in claims for end in (claim.subject, claim.object) if end}
    return Reading(story_id=story.id, reader=reader, mentions=tuple(mentions.values()), claims=claims)


def entity_of(name: str, *aliases: str, kind: str = "org") -> Entity:
    return Entity(id=f"reg:{name.casefold()}", name=name, kind=kind, aliases=aliases)


def judgements_of(
    mention: Mention, *entities: Entity, verdict: str = "same", by: str = "rule"
) -> Iterator[Judgement]:
    for entity in entities:
        yield Judgement(
            mention_id=mention.id,
            entity_id=entity.id,
            verdict=verdict,
            score=1.0,
            reasons=("same name",),
            decided_by=by,
        )
