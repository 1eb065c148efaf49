"""Bundles of news: stories with readings and judgements, as the stages before the book hand them over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from foedus.model import Judgement, Money, Reading, Story, Terms
from foedus.reconcile import reconcile
from foedus.record import Book
from tests.record.material import (
    Ticking,
    claim_of,
    entity_of,
    judgements_of,
    mention_of,
    reading_of,
    span_of,
    story_of,
)

__all__ = ["ALPHA", "BETA", "Bundle", "bundle_of", "bundles", "tell"]

ALPHA, BETA, GAMMA = entity_of("Alpha"), entity_of("Beta"), entity_of("Gamma")


@dataclass(frozen=True)
class Bundle:
    """One story and all that was made of it."""

    story: Story
    reading: Reading
    judgements: tuple[Judgement, ...]


def bundle_of(
    number: int,
    *,
    relation: str = "partners_with",
    stage: str = "done",
    certainty: str = "asserted",
    outlet: str = "Reuters",
    day: date = date(2025, 6, 19),
    billions: int | None = None,
    turned: bool = False,
) -> Bundle:
    """A story that names Alpha, Beta and both firms, with a claim of each kind."""
    amount_words = f"${billions or 0} billion"
    story = story_of(
        f"Story {number}: Alpha did it with Beta for {amount_words}. Both firms talk.", outlet=outlet, day=day
    )
    alpha, beta = mention_of(story, "Alpha"), mention_of(story, "Beta")
    both = mention_of(story, "Both firms", referent="Alpha & Beta")
    value = Decimal(billions or 0) * 10**9
    amount = (
        Money(span=span_of(story, amount_words), low=value, high=value, currency="USD") if billions else None
    )
    ends = (beta, alpha) if turned else (alpha, beta)
    claims = (
        claim_of(
            story, ends[0], relation, ends[1], stage=stage, certainty=certainty, terms=Terms(amount=amount)
        ),
        claim_of(story, both, "negotiates_with", both, certainty=certainty),
    )
    judged = (*judgements_of(alpha, ALPHA), *judgements_of(beta, BETA), *judgements_of(both, ALPHA, BETA))
    return Bundle(story=story, reading=reading_of(story, *claims), judgements=judged)


@st.composite
def bundles(draw: st.DrawFn) -> list[Bundle]:
    """Up to six stories on one pair."""
    return [
        bundle_of(
            number,
            relation=draw(st.sampled_from(["partners_with", "invests_in"])),
            stage=draw(st.sampled_from(["done", "planned", "offered", "ended", "failed"])),
            certainty=draw(st.sampled_from(["asserted", "reported", "rumoured", "denied"])),
            outlet=draw(st.sampled_from(["Reuters", "Daily Planet"])),
            day=draw(st.sampled_from([date(2023, 1, 23), date(2025, 6, 19), date(2025, 6, 20)])),
            billions=draw(st.sampled_from([None, 1, 13])),
            turned=draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


def tell(book: Book, items: Iterable[Bundle], clock: Ticking | None = None) -> None:
    """Puts the stories in one at a time, each with the facts it changes, as `flow` does."""
    with book.writer(clock or Ticking()) as writer:
        writer.add_entities([ALPHA, BETA, GAMMA])
        for item in items:
            if not writer.add_story(item.story, bands=[f"band {item.story.outlet}"], signature=b"\x01"):
                continue
            groups = writer.add_reading(item.reading) | writer.add_judgements(item.judgements)
            writer.put_versions(groups, reconcile(writer.view().claims_for_groups(groups)))
            writer.commit()


def unrecorded(versions: Sequence[object]) -> list[object]:
    """The versions without when they were recorded, to be compared between books."""
    return [replace(version, recorded_from=None, recorded_to=None) for version in versions]  # type: ignore[type-var]
