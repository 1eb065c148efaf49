"""Items of an answer, held to the vocabulary and to the words of the story."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Claim, Rejected, Story, vocabulary
from foedus.read import split_sentences
from foedus.read.llm.claims import UNSAID, Answers
from foedus.read.llm.quotes import Names
from tests.read.llm.stub import claim, end

TEXT = (
    "Microsoft has put more than $13 billion into OpenAI since 2019, the Wire reported. "
    "The company holds 49% of the lab’s shares. Both firms denied that they\nwill merge. "
    "OpenAI closed its round in March at a valuation of $300 billion."
)
STORY = Story(text=TEXT, published_at=datetime(2025, 6, 16, tzinfo=UTC))
ASKED = {sentence.number: sentence for sentence in split_sentences(STORY)}
PUT = claim(1, "invests_in", end("Microsoft"), "put", end("OpenAI"), amount="more than $13 billion")
HOLDS = claim(
    2, "owns", end("The company", "org", "Microsoft"), "holds", end("the lab", "org", "OpenAI"), share="49%"
)


def taken(*claims: object, names: object = ()) -> tuple[list[Claim], list[Rejected]]:
    answers = Answers(story_id=STORY.id, names=Names(TEXT), anchor=date(2025, 6, 16), reader="llm:m")
    found = list(answers.take({"claims": list(claims), "names": list(names)}, ASKED))
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


def reason(*claims: object) -> str:
    found, rejected = taken(*claims)
    assert found == []
    (one,) = rejected
    assert one.detail.endswith(".")
    assert one.stage == "read"
    return one.reason


def test_a_claim_has_its_words_and_its_values() -> None:
    (found,), rejected = taken(PUT | {"date": "since 2019", "speaker": "the Wire", "cue": "reported"})
    assert rejected == []
    assert (found.subject.name, found.object.name, found.reader) == ("Microsoft", "OpenAI", "llm:m")
    amount = found.terms.amount
    assert (amount.low, amount.high, amount.currency) == (Decimal(13_000_000_000), None, "USD")
    assert found.stated.start == date(2019, 1, 1)
    spans = (found.trigger, found.subject.span, found.sentence, found.speaker, found.cue, amount.span)
    assert all(TEXT[span.start : span.end] == span.words for span in spans)


def test_a_nominal_gets_the_name_it_is_given_where_the_story_has_it() -> None:
    (found,), rejected = taken(HOLDS)
    assert rejected == []
    assert (found.subject.nominal, found.subject.name, found.object.name) == (True, "Microsoft", "OpenAI")
    assert found.terms.share.low == 49


@pytest.mark.parametrize("name", ["Google", "The company", "company", "Micro", "Microsoft Corp."])
def test_a_name_the_story_does_not_have_names_nobody_and_is_counted(name: str) -> None:
    (found,), (rejected,) = taken(HOLDS | {"subject": end("The company", "org", name)})
    assert (found.subject.nominal, found.subject.name) == (True, None)
    assert rejected.reason == "not_verbatim"
    assert "the claim stands without it" in rejected.detail


def test_two_names_of_one_nominal_are_joined() -> None:
    both = end("Both firms", "org", "Microsoft", "OpenAI")
    (found,), _ = taken(claim(3, "acquires", both, "merge", both, certainty="denied", cue="denied"))
    assert found.subject.name == found.object.name == "Microsoft & OpenAI"


def test_a_line_break_in_the_story_is_a_blank_to_the_model() -> None:
    both = end("Both firms", "org", "Microsoft", "OpenAI")
    (found,), _ = taken(claim(3, "acquires", both, "they will merge", both))
    assert found.trigger.words == "they\nwill merge"


@pytest.mark.parametrize(
    "role", ["trigger", "amount", "share", "valuation", "date", "what", "title", "speaker", "cue"]
)
@pytest.mark.parametrize("quote", ["$14 billion", "has put less", "Mісrosoft", "lab's shares", "icrosoft"])
def test_a_quote_that_does_not_stand_in_the_sentence_loses_the_claim(role: str, quote: str) -> None:
    assert reason(PUT | {role: quote}) == "not_verbatim"


@pytest.mark.parametrize("role", ["subject", "object", "holder"])
def test_an_end_that_does_not_stand_in_the_sentence_loses_the_claim(role: str) -> None:
    assert reason(PUT | {role: end("Google")}) == "not_verbatim"


@pytest.mark.parametrize("sentence", [99, -1, 0, None, "1", True, 1.0, [1]])
def test_a_sentence_that_was_not_asked_about_loses_the_claim(sentence: object) -> None:
    assert reason(PUT | {"sentence": sentence}) == "no_sentence"


@pytest.mark.parametrize("field", ["relation", "stage", "certainty"])
@pytest.mark.parametrize("word", ["controls the world", "DONE", "", None, 3, ["done"]])
def test_a_word_that_is_not_in_the_vocabulary_loses_the_claim(field: str, word: object) -> None:
    assert reason(PUT | {field: word}) == "unknown_word"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"subject": end("Microsoft", "place")}, "wrong_kind"),
        ({"object": end("OpenAI", "person")}, "wrong_kind"),
        ({"object": end("OpenAI", "money")}, "unknown_word"),
        ({"object": end("OpenAI", "planet")}, "unknown_word"),
        ({"holder": end("OpenAI", "product")}, "wrong_kind"),
        ({"object": None}, "no_end"),
        ({"subject": None}, "bad_item"),
        ({"subject": "Microsoft"}, "bad_item"),
        ({"subject": end("")}, "no_end"),
        ({"trigger": ["put"]}, "bad_item"),
        ({"trigger": None}, "not_verbatim"),
        ({"object": end("Microsoft")}, "same_end"),
        ({"relation": "raises"}, "wrong_kind"),
    ],
)
def test_ends_are_held_to_the_vocabulary(changes: dict[str, object], expected: str) -> None:
    assert reason(PUT | changes) == expected


def test_both_ends_may_not_be_one_name() -> None:
    assert reason(HOLDS | {"object": end("the lab", "org", "Microsoft")}) == "same_end"


def test_a_one_sided_relation_has_no_object() -> None:
    raised = claim(
        4, "raises", end("OpenAI"), "closed its round", None, valuation="$300 billion", date="March"
    )
    (found,), _ = taken(raised)
    assert found.object is None
    assert found.stated.start == date(2025, 3, 1)


def test_ends_of_a_symmetric_relation_stand_in_text_order() -> None:
    (found,), _ = taken(claim(1, "partners_with", end("OpenAI"), "put", end("Microsoft")))
    assert (found.subject.name, found.object.name) == ("Microsoft", "OpenAI")


@pytest.mark.parametrize(
    ("said", "score"),
    [
        (0.25, 0.25),
        (7, 1.0),
        (-3, 0.0),
        (10**400, 1.0),
        (float("inf"), 1.0),
        (float("nan"), UNSAID),
        ("high", UNSAID),
        (None, UNSAID),
        (True, UNSAID),
    ],
)
def test_confidence_is_held_between_0_and_1(said: object, score: float) -> None:
    (found,), _ = taken(PUT | {"confidence": said})
    assert found.score == score


def test_of_several_places_of_a_quote_the_nearest_to_the_trigger_counts() -> None:
    text = "Alpha sued Beta after Beta sued Gamma."
    story = Story(text=text)
    answers = Answers(story_id=story.id, names=Names(text), anchor=None, reader="llm:m")
    asked = {sentence.number: sentence for sentence in split_sentences(story)}
    said = {"claims": [claim(1, "sues", end("Beta"), "sued", end("Gamma"))], "names": []}
    (found,) = answers.take(said, asked)
    assert isinstance(found, Claim)
    assert (found.trigger.start, found.subject.span.start) == (27, 22)


def test_more_items_than_a_person_could_read_are_left_out_and_said() -> None:
    found, rejected = taken(*[PUT] * 1000)
    assert len(found) == 300
    assert [one.reason for one in rejected] == ["too_many"]


@pytest.mark.parametrize("answer", [None, [], "text", {}, {"claims": {}}, {"claims": None, "names": 3}])
def test_an_answer_of_another_shape_is_one_rejection(answer: object) -> None:
    answers = Answers(story_id=STORY.id, names=Names(TEXT), anchor=None, reader="llm:m")
    assert [one.reason for one in answers.take(answer, ASKED)] == ["bad_item"]


_WORDS = st.sampled_from(
    ["Microsoft", "OpenAI", "The company", "it", "put", "$13 billion", "", "Ω", "holds", *"ab"]
)
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_END = st.fixed_dictionaries(
    {"words": _WORDS | _ANY, "kind": st.sampled_from(["org", "person", "money"]) | _ANY}
    | {"named": st.booleans() | _ANY, "means": st.lists(_WORDS, max_size=3) | _ANY}
)
_CLAIM = st.fixed_dictionaries(
    {
        "sentence": st.integers(0, 5) | _ANY,
        "relation": st.sampled_from([*vocabulary().relations, "rules"]) | _ANY,
        "subject": _END | _ANY,
        "object": _END | _ANY,
        "trigger": _WORDS | _ANY,
        "stage": st.sampled_from([*vocabulary().stages, "x"]),
        "certainty": st.sampled_from([*vocabulary().certainties, "x"]),
        "confidence": _ANY,
    },
    optional=dict.fromkeys(("amount", "share", "date", "what", "holder", "speaker", "cue"), _WORDS | _ANY),
)


@given(st.lists(_CLAIM | _ANY, max_size=5), st.lists(_END | _ANY, max_size=3))
def test_whatever_is_answered_what_stands_is_the_story_s_own_words(
    claims: list[object], names: list[object]
) -> None:
    found, rejected = taken(*claims, names=names)
    for one in found:
        relation = vocabulary().relations[one.relation]
        assert one.stage in vocabulary().stages
        assert one.certainty in vocabulary().certainties
        assert 0 <= one.score <= 1
        assert one.subject.kind in relation.subject
        assert one.object.kind in relation.object if one.object else relation.one_sided
        ends = [end for end in (one.subject, one.object, one.holder) if end]
        terms = [one.terms.amount, one.terms.share, one.terms.date]
        spans = [one.trigger, one.terms.what, one.speaker, one.cue]
        spans += [end.span for end in ends] + [term.span for term in terms if term]
        for span in spans:
            if span is not None:
                assert TEXT[span.start : span.end] == span.words
                assert one.sentence.start <= span.start < span.end <= one.sentence.end
        for end_ in ends:
            assert all(name in TEXT for name in (end_.referent or "").split(" & "))
    assert all(one.detail.endswith(".") for one in rejected)
