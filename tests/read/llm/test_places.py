from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.read.llm.places import folded, is_name, own_words, places


def found(quote: str, text: str) -> list[str]:
    return [text[start:end] for start, end in places(folded(quote), folded(text))]


@pytest.mark.parametrize(
    ("quote", "text", "times"),
    [
        ("OpenAI", "OpenAI's board said OpenAI-backed", 2),
        ("it", "with its kit", 0),
        ("Micro", "Microsoft", 0),
        ("GPT", "GPT4", 0),
        ("Cafe", "Cafe\u0301 Rouge", 0),
        ("Micro", "Micro\u200bsoft", 0),
        ("Microsoft", "Micro\u200bsoft", 0),
        ("Microsoft", "Мicrosoft", 0),  # the first letter is Cyrillic
        ("ｆｉｎｅｄ", "fined", 0),
        ("fined", "FINED", 0),
        ("", "anything", 0),
        (" ", "any thing", 0),
        ("the company's deal", "the company’s deal", 1),
        ("a wrapped line", "a wrapped\nline", 1),
        ("10-15%", "10–15% of it", 1),
    ],
)
def test_a_quote_stands_where_its_whole_words_do(quote: str, text: str, times: int) -> None:
    assert len(found(quote, text)) == times


@given(st.text(), st.text(max_size=5))
def test_whatever_is_found_is_the_quote(text: str, quote: str) -> None:
    assert len(folded(text)) == len(text)
    for words in found(quote, text):
        assert folded(words) == folded(quote).strip()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("OpenAI", True),
        ("The Verge", True),
        ("US", True),
        ("3M", True),
        ("IT", True),
        ("The company", False),
        ("It", False),
        ("Its rival", False),
        ("they", False),
        ("New\nYork", True),
        ("Open\u202eIA", False),
        ("Open\x1b[31mAI", False),
        ("Alpha, " * 20, False),
        ("", False),
    ],
)
def test_what_can_be_a_name(words: str, expected: bool) -> None:
    assert is_name(words) is expected


def test_a_name_has_no_article_and_no_possessive() -> None:
    text = "The FTC’s chair"
    start, end = own_words(text, 0, 9)
    assert text[start:end] == "FTC"
