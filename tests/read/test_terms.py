"""Terms from their words, the same for every reader."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.model import Span
from foedus.read.terms import stated, terms_of

TEXT = "Altria closed up its access to the market in March for $13 million, about a third."
DAY = date(2025, 9, 11)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(story_id="st_1", start=at, end=at + len(words), words=words)


@pytest.mark.parametrize(
    ("words", "kept"),
    [("up its access to", "access"), ("access", "access"), ("its", None), ("to the market in", "market")],
)
def test_what_loses_the_small_words_at_its_ends(words: str, kept: str | None) -> None:
    what = terms_of({"what": span(words)}, stage="done", anchor=DAY, exclusive=False).what
    assert (what and what.words) == kept
    assert what is None or TEXT[what.start : what.end] == what.words


@pytest.mark.parametrize(("stage", "year"), [("done", 2025), ("failed", 2025)])
def test_what_is_over_lies_behind_the_story(stage: str, year: int) -> None:
    terms = terms_of({"date": span("March")}, stage=stage, anchor=DAY, exclusive=False)
    assert stated(terms, DAY).start == date(year, 3, 1)


def test_amounts_and_shares_have_values_and_an_undated_claim_the_story_s_day() -> None:
    terms = terms_of(
        {"amount": span("$13 million"), "share": span("about a third")},
        stage="done",
        anchor=DAY,
        exclusive=True,
    )
    assert (terms.amount.low, terms.share.qualifier, terms.exclusive) == (13_000_000, "about", True)
    assert stated(terms, DAY).granularity == "known_by"
    assert stated(terms, None).end is None
