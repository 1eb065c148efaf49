from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select

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
    vocabulary,
)
from foedus.record.claim_writes import _claim_row
from foedus.record.coding import claim_from, entity_from, entity_row, fact_terms_from, fact_terms_text
from foedus.record.tables import claim as claim_table
from foedus.record.tables import entity as entity_table
from foedus.record.types import UtcTime
from tests.record.material import Ticking, claim_of, mention_of, story_of

STORY = "st_1"
words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
spans = st.builds(
    Span, story_id=st.just(STORY), start=st.integers(0, 10**6), end=st.integers(0, 10**6), words=words
)
maybe_words = st.none() | words
mentions = st.builds(
    Mention,
    span=spans,
    kind=st.sampled_from(vocabulary().kinds),
    nominal=st.booleans(),
    referent=maybe_words,
)
decimals = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
days = st.none() | st.dates()
intervals = st.builds(
    lambda ends, granularity: Interval(start=ends[0], end=ends[1], granularity=granularity),
    st.tuples(days, days).filter(lambda ends: not (ends[0] and ends[1] and ends[0] > ends[1])),
    st.sampled_from(["day", "week", "year", "span", "known_by"]),
)
moneys = st.builds(Money, span=spans, low=decimals, high=decimals, currency=maybe_words, qualifier=words)
shares = st.builds(Share, span=spans, low=decimals, high=decimals, qualifier=words)
terms = st.builds(
    Terms,
    amount=st.none() | moneys,
    share=st.none() | shares,
    valuation=st.none() | moneys,
    date=st.none() | st.builds(When, span=spans, interval=intervals),
    what=st.none() | spans,
    title=st.none() | spans,
    exclusive=st.booleans(),
)
claims = st.builds(
    Claim,
    relation=st.sampled_from(sorted(vocabulary().relations)),
    subject=mentions,
    object=st.none() | mentions,
    trigger=spans,
    sentence=spans,
    stage=st.sampled_from(vocabulary().stages),
    certainty=st.sampled_from(vocabulary().certainties),
    reader=words,
    score=st.floats(0, 1),
    stated=intervals,
    terms=terms,
    speaker=st.none() | spans,
    holder=st.none() | mentions,
    cue=st.none() | spans,
)
profiles = st.builds(
    Profile,
    founded=st.none() | st.integers(0, 2100),
    city=maybe_words,
    country=maybe_words,
    tags=st.lists(words, max_size=3).map(tuple),
    source=maybe_words,
)
entities = st.builds(
    Entity, id=words, name=words, kind=words, aliases=st.lists(words, max_size=3).map(tuple), profile=profiles
)
fact_terms = st.builds(
    FactTerms,
    amount_low=decimals,
    amount_high=decimals,
    currency=maybe_words,
    share_low=decimals,
    share_words=maybe_words,
    what=maybe_words,
    holder=maybe_words,
    exclusive=st.booleans(),
)

# One in-memory table for all examples: what is read back has been through the database.
ENGINE = create_engine("sqlite://")
claim_table.create(ENGINE)
entity_table.create(ENGINE)


@given(claims)
@settings(deadline=None)
def test_a_claim_comes_back_exactly(claim: Claim) -> None:
    with ENGINE.begin() as connection:
        connection.execute(claim_table.delete())
        connection.execute(insert(claim_table), _claim_row(claim, Ticking()()))
        row = connection.execute(select(claim_table)).mappings().one()
    found = claim_from(row)
    assert found == claim
    # Decimals of equal value may differ in digits: 1.0 is not 1.00 on record.
    assert repr(found) == repr(claim)


@given(entities)
@settings(deadline=None)
def test_an_entity_comes_back_exactly(entity: Entity) -> None:
    with ENGINE.begin() as connection:
        connection.execute(entity_table.delete())
        connection.execute(insert(entity_table), entity_row(entity) | {"recorded_at": Ticking()()})
        row = connection.execute(select(entity_table)).mappings().one()
    assert entity_from(row) == entity


@given(fact_terms)
def test_terms_come_back_to_the_last_digit(terms: FactTerms) -> None:
    assert repr(fact_terms_from(fact_terms_text(terms))) == repr(terms)


def test_a_claim_with_words_of_another_story_is_refused() -> None:
    story, other = story_of("Alpha and Beta"), story_of("Beta")
    claim = claim_of(story, mention_of(story, "Alpha"), "sues", mention_of(other, "Beta"))
    with pytest.raises(ValueError, match="another story"):
        _claim_row(claim, Ticking()())


def test_a_time_without_zone_is_refused() -> None:
    naive = Ticking()().replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        UtcTime().process_bind_param(naive, ENGINE.dialect)


def test_money_keeps_more_digits_than_a_float() -> None:
    exact = Decimal("13750000000.000000000000000001")
    assert fact_terms_from(fact_terms_text(FactTerms(amount_low=exact))).amount_low == exact


def test_days_before_1970_keep() -> None:
    story = story_of("Alpha", day=date(1901, 5, 3))
    claim = claim_of(story, mention_of(story, "Alpha"), "restructures", None)
    with ENGINE.begin() as connection:
        connection.execute(claim_table.delete())
        connection.execute(insert(claim_table), _claim_row(claim, Ticking()()))
        assert claim_from(connection.execute(select(claim_table)).mappings().one()) == claim
