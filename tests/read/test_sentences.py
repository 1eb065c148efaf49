"""Sentences: exact offsets, borders where the news has them, and nothing that hangs on hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model import Story
from foedus.read.sentences import LONGEST, split_sentences


def words_of(text: str, title: str = "") -> list[str]:
    return [sentence.words for sentence in split_sentences(Story(text=text, title=title))]


ONE_SENTENCE = [
    "The U.S. government sued Yahoo! Inc. over its terms.",
    "Apple Inc. Chief Executive Tim Cook said no to Meta Platforms Inc. on Tuesday.",
    "J. P. Morgan and Goldman Sachs Group Inc. advised Toyota Motor Corp. and Sony Corp. alike.",
    "The case is Epic v. Apple, No. 20-5640, heard at 9 a.m. in Oakland.",
    "It beat rivals, e.g. Google LLC, i.e. Alphabet, by 3.5 points.",
    "Mr. Smith met Dr. Jones and Sen. Warren at St. Mary's.",
    "Ford Motor Co. and General Motors Co. Chief Executive Mary Barra met.",
    "The bank vs. Google Ltd. case ended on Dec. 3 after Sept. 30 talks.",
    "“Is it over?” he asked.",
    '"We won!" said the chief executive.',
    "Sales were Rs. 500 crore at Reliance Industries Ltd. last year.",
    "Yahoo! Japan and Line will merge.",
    "It closed at 5 p.m. EDT after the E.U. ruling.",
    "John F. Kennedy Jr. founded it.",
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert words_of(text) == [text]


TWO_SENTENCES = [
    ("It bought Apple Inc.", "The company declined to comment."),
    ("He lives in the U.S.", "It is a large country."),
    ("The suit names Meta Platforms Inc.", "But no date is set."),
    ("It opened at 9 a.m.", "In Tokyo, shares fell."),
    ("Apple said no.", "Google agreed."),
    ("Reuters reported it last month.", "Musk denied it."),
    ("He said “it is done.”", "The deal closed."),
    ('He said "it is done."', "The deal closed."),
    ("He sat.", "Microsoft rose."),
    ("Is it in the U.S.?", "Yes."),
    ("(It was.)", "Then it was not."),
    ("It picked Plan B.", "It failed."),
    ("Up 34 per cent.", "Satya Nadella was pleased."),
    ("It fell.", "iPhone sales rose."),
]


@pytest.mark.parametrize(("first", "second"), TWO_SENTENCES)
def test_a_clear_border_is_cut(first: str, second: str) -> None:
    assert words_of(f"{first} {second}") == [first, second]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert words_of('"We did it. " Smith left.') == ['"We did it. "', "Smith left."]


def test_the_title_is_sentence_0_whole() -> None:
    title = "Who pays? Apple Inc. vs. the E.U."
    sentences = split_sentences(Story(text=f"{title}\n\nThe company pays. It said so.", title=title))
    assert [(sentence.number, sentence.words) for sentence in sentences] == [
        (0, title),
        (1, "The company pays."),
        (2, "It said so."),
    ]


def test_without_a_title_numbers_start_at_1() -> None:
    assert [sentence.number for sentence in split_sentences(Story(text="One. Two."))] == [1, 2]


def test_a_title_that_is_only_the_start_of_a_word_is_none() -> None:
    assert words_of("Microsoft rose.", title="Micro") == ["Microsoft rose."]


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert words_of("A heading without a stop\n\nand then text") == [
        "A heading without a stop",
        "and then text",
    ]


def test_a_wrapped_line_goes_on_and_a_finished_one_ends() -> None:
    text = "The company said on Monday that it had\nbought another one.\nBar fell."
    assert words_of(text) == ["The company said on Monday that it had\nbought another one.", "Bar fell."]


def test_list_items_headings_and_bylines_stand_alone() -> None:
    text = "# Deals\n- one thing\n- another thing\n2. Third\nBy Jane Doe\nLONDON - The company bought Foo."
    assert words_of(text) == [
        "# Deals",
        "- one thing",
        "- another thing",
        "2. Third",
        "By Jane Doe",
        "LONDON - The company bought Foo.",
    ]


def test_an_overlong_sentence_is_cut_at_whitespace() -> None:
    text = "word " * 1_000
    sentences = split_sentences(Story(text=text))
    assert all(len(sentence.words) <= LONGEST for sentence in sentences)
    assert " ".join(sentence.words for sentence in sentences) == text.strip()


@given(
    st.text(alphabet=st.sampled_from("aB1.!?\"”')(-•\n\t  \u00a0Incé。"), max_size=200), st.text(max_size=8)
)
def test_words_stand_at_their_offsets_in_order_and_nothing_but_blanks_is_lost(text: str, title: str) -> None:
    story = Story(text=text, title=title)
    end = 0
    for sentence in split_sentences(story):
        assert sentence.story_id == story.id
        assert story.text[sentence.start : sentence.end] == sentence.words
        assert sentence.words == sentence.words.strip() != ""
        assert not story.text[end : sentence.start].strip()
        end = sentence.end
    assert not story.text[end:].strip()


@given(st.text(max_size=300))
def test_any_text_at_all_is_split(text: str) -> None:
    kept = "".join(sentence.words for sentence in split_sentences(Story(text=text)))
    assert "".join(kept.split()) == "".join(text.split())


HOSTILE = ["a", ".", ".!? ", '"', "a.", "\n", " ", "A. ", "- ", ".) ", "\r", "Inc. ", "Inc. The ", ")", "a\n"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_longer_than_other_text(piece: str) -> None:
    story = Story(text=(piece * 100_000)[:100_000])
    began = time.perf_counter()
    sentences = split_sentences(story)
    assert time.perf_counter() - began < 5  # minutes, where nupunkt gets a long run of newlines
    assert all(len(sentence.words) <= LONGEST for sentence in sentences)
