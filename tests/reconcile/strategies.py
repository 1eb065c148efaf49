"""Sets of claims such as news might make, for properties."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from foedus.model import Interval, LinkedClaim, vocabulary
from tests.reconcile.said import in_year, money, said

__all__ = ["claim_sets"]

_DAYS = st.sampled_from(
    [None, "2019-07-22", "2023-01-10", "2023-01-23", "2025-05-01", "2025-06-19", "2025-06-20"]
)
_WHENS = st.sampled_from(
    [
        None,
        None,
        in_year(2019),
        in_year(2023),
        Interval(start=date(2019, 1, 1), granularity="year"),
        Interval(end=date(2030, 12, 31), granularity="year"),
        Interval(start=date(2025, 6, 19), end=date(2025, 6, 19)),
        Interval(start=date(2026, 1, 1), end=date(2026, 12, 31), granularity="year"),
        Interval(start=date(2019, 1, 1), end=date(2025, 12, 31), granularity="span"),
    ]
)
_AMOUNTS = st.sampled_from(
    [
        None,
        None,
        money(1),
        money(10, qualifier="about"),
        money(13, qualifier="at_least"),
        money(13.75),
        money(13.75, currency=None),
        money(None, 14, qualifier="at_most"),
        money(9, currency="EUR"),
    ]
)


@st.composite
def claim_sets(draw: st.DrawFn) -> list[LinkedClaim]:
    """Up to nine claims on one pair, of one relation, each of its own story."""
    relation = draw(
        st.sampled_from(["invests_in", "acquires", "raises", "partners_with", "owns", "supplies"])
    )
    return [
        said(
            f"story {number}",
            draw(st.sampled_from(vocabulary().stages)),
            on=draw(_DAYS),
            relation=relation,
            certainty=draw(st.sampled_from(vocabulary().certainties)),
            when=draw(_WHENS),
            amount=draw(_AMOUNTS),
            what=draw(st.sampled_from([None, "cloud computing", "chips", "cloud services"])),
            outlet=draw(st.sampled_from(["Reuters", "The Wall Street Journal", "Daily Planet", None])),
            copies=draw(st.sampled_from([None, None, "story 0"])),
            speaker=draw(st.sampled_from([None, "people familiar with the matter", "Alpha", "Reuters"])),
            score=draw(st.sampled_from([0.3, 0.9, 1.0])),
        )
        for number in range(draw(st.integers(1, 9)))
    ]
