"""The JSON of `extract` is promised to programs: this is the promise."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from foedus.flow import Extracted
from foedus.model import Claim, Interval, Mention, Money, Rejected, Share, Span, Story, Terms, When
from foedus.serve.shapes import extracted_shape, number

_TEXT = "OpenAI's title\n\nThe firm will pay $1.5 billion for 49% by 2030, it says."
_STORY = Story(
    text=_TEXT,
    title="OpenAI's title",
    outlet="Sample Wire",
    url="https://news.example/1",
    path="stories/1.txt",
    published_at=datetime(2025, 6, 16, 23, 40, tzinfo=UTC),
    language="en",
)


def _span(words: str) -> Span:
    start = _TEXT.index(words)
    return Span(story_id=_STORY.id, start=start, end=start + len(words), words=words)


def _claim() -> Claim:
    return Claim(
        relation="invests_in",
        subject=Mention(span=_span("The firm"), kind="org", nominal=True, referent="Microsoft"),
        object=Mention(span=_span("it"), kind="org", nominal=True),
        trigger=_span("pay"),
        sentence=_span("The firm will pay $1.5 billion for 49% by 2030, it says."),
        stage="planned",
        certainty="asserted",
        reader="test-1",
        score=0.75,
        stated=Interval(end=date(2030, 12, 31), granularity="year"),
        terms=Terms(
            amount=Money(
                span=_span("$1.5 billion"),
                low=Decimal("1500000000.0"),
                high=None,
                currency="USD",
                qualifier="at_least",
            ),
            share=Share(span=_span("49%"), low=Decimal("49.5"), high=Decimal("49.5")),
            date=When(span=_span("by 2030"), interval=Interval(end=date(2030, 12, 31), granularity="year")),
        ),
        cue=_span("will"),
    )


def test_a_story_has_exactly_the_shape_that_is_documented() -> None:
    rejected = Rejected(stage="read", item_id=_STORY.id, reason="no_end", detail="Half a claim.")
    assert extracted_shape(Extracted(story=_STORY, claims=(_claim(),), rejected=(rejected,))) == {
        "story": {
            "id": _STORY.id,
            "path": "stories/1.txt",
            "title": "OpenAI's title",
            "outlet": "Sample Wire",
            "url": "https://news.example/1",
            "published_at": "2025-06-16T23:40:00Z",
            "language": "en",
        },
        "claims": [
            {
                "relation": "invests_in",
                "subject": {"name": "Microsoft", "words": "The firm", "start": 16, "end": 24, "kind": "org"},
                "object": {"name": None, "words": "it", "start": 5 + 59, "end": 5 + 61, "kind": "org"}
                | {"start": _span("it").start, "end": _span("it").end},
                "stage": "planned",
                "certainty": "asserted",
                "terms": {
                    "amount": {
                        "words": "$1.5 billion",
                        "low": 1_500_000_000,
                        "high": None,
                        "currency": "USD",
                        "qualifier": "at_least",
                    },
                    "share": {"words": "49%", "low": 49.5, "high": 49.5, "qualifier": "exact"},
                    "valuation": None,
                    "date": {"words": "by 2030", "start": None, "end": "2030-12-31", "granularity": "year"},
                    "exclusive": False,
                    "what": None,
                    "title": None,
                },
                "speaker": None,
                "holder": None,
                "cue": {"words": "will", "start": 25, "end": 29},
                "trigger": {"words": "pay", "start": 30, "end": 33},
                "sentence": {
                    "words": "The firm will pay $1.5 billion for 49% by 2030, it says.",
                    "start": 16,
                    "end": len(_TEXT),
                },
                "score": 0.75,
            }
        ],
        "rejected": [{"stage": "read", "reason": "no_end", "detail": "Half a claim."}],
    }


def test_keys_stand_in_the_promised_order() -> None:
    (claim,) = extracted_shape(Extracted(story=_STORY, claims=(_claim(),)))["claims"]  # type: ignore[misc]
    assert list(claim) == [
        *("relation", "subject", "object", "stage", "certainty", "terms", "speaker"),
        *("holder", "cue", "trigger", "sentence", "score"),
    ]


def test_a_day_without_an_hour_stays_a_day() -> None:
    story = Story(text="x", published_at=datetime(2025, 6, 16, tzinfo=UTC), date_only=True)
    shape = extracted_shape(Extracted(story=story))
    assert shape["story"]["published_at"] == "2025-06-16"  # type: ignore[index]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (Decimal("13750000000.00"), 13_750_000_000),
        (Decimal("33.33"), 33.33),
        (Decimal("1E+9"), 1_000_000_000),
        (Decimal("Infinity"), None),
    ],
)
def test_numbers_are_json_numbers_whole_where_they_are_whole(
    value: Decimal | None, shown: float | None
) -> None:
    assert number(value) == shown
    assert type(number(value)) is type(shown)


def test_every_key_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "extract.md").read_text("utf-8")

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for one in value.values() for key in keys(one)}
        return {key for one in value for key in keys(one)} if isinstance(value, list) else set()

    shape = extracted_shape(
        Extracted(
            story=_STORY,
            claims=(_claim(),),
            rejected=(Rejected(stage="read", item_id="x", reason="y", detail="z"),),
        )
    )
    missing = {key for key in keys(shape) if f"`{key}`" not in text}
    assert missing == set()
