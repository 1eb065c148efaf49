"""From drafts to claims."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from foedus.model import Sentence, Story
from foedus.read.claims import make_claim
from foedus.read.decode import Candidate, DraftMention, SentenceMarks
from foedus.read.labels import RELATIONS
from foedus.read.network import ReferenceScorer
from foedus.read.reading import Names
from foedus.read.roles import DraftClaim, Ends
from foedus.read.tokens import Encoded
from foedus.read.words import split_words

TEXT = "Microsoft kept up its access to OpenAI in March"
STORY = Story(text=TEXT, title=TEXT, published_at=datetime(2025, 9, 11, tzinfo=UTC))
SENTENCE = Sentence(story_id=STORY.id, number=0, start=0, end=len(TEXT), words=TEXT)
FIRST, LAST = DraftMention(0, 1, "org", False, 0.9), DraftMention(6, 7, "org", False, 0.9)
MARCH = DraftMention(8, 9, "date", False, 0.9)


def draft(what: tuple[int, int]) -> DraftClaim:
    candidate = Candidate(0, RELATIONS.index("licenses_to"), 1, 2, 0.9)
    ends = (Ends(LAST, FIRST, 0.9),)
    return DraftClaim(candidate, ends, {"date": MARCH}, None, {"what": what}, "done", "asserted", False)


@pytest.fixture
def names() -> Names:
    words = tuple(split_words(TEXT))
    places = tuple(range(len(words)))
    states = np.zeros((len(words), 4), dtype=np.float16)
    zeros = np.zeros(len(words), dtype=np.int64)
    encoded = Encoded(TEXT, words, places, places, places)
    mark = SentenceMarks(encoded, [FIRST, LAST, MARCH], [], [], states, states, zeros, zeros)
    return Names(STORY, [SENTENCE], [mark], ReferenceScorer({}))


def test_every_span_of_a_claim_is_the_text_at_its_place(names: Names) -> None:
    ends = names.ends(0, LAST, FIRST)
    assert ends is not None
    claim = make_claim(STORY, SENTENCE, names, draft((3, 6)), ends, "trial")
    for span in (claim.trigger, claim.sentence, claim.subject.span, claim.terms.what, claim.terms.date.span):
        assert TEXT[span.start : span.end] == span.words


def test_what_loses_the_small_words_at_its_ends(names: Names) -> None:
    ends = names.ends(0, LAST, FIRST)
    claim = make_claim(STORY, SENTENCE, names, draft((2, 6)), ends, "trial")
    assert claim.terms.what.words == "access"
    assert make_claim(STORY, SENTENCE, names, draft((2, 4)), ends, "trial").terms.what is None


def test_the_month_of_what_was_done_lies_behind_the_story(names: Names) -> None:
    claim = make_claim(STORY, SENTENCE, names, draft((3, 6)), names.ends(0, LAST, FIRST), "trial")
    assert (claim.stated.start.isoformat(), claim.stated.end.isoformat()) == ("2025-03-01", "2025-03-31")
