"""Words and letter case."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.read.words import CASES, case_class, split_words


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in split_words(text)]


def test_possessive_stands_alone_so_that_a_name_can_end_before_it() -> None:
    assert words("OpenAI's ChatGPT") == ["OpenAI", "'s", "ChatGPT"]
    assert words("Alphabet’s Waymo") == ["Alphabet", "’s", "Waymo"]


def test_numbers_keep_their_separators_and_units() -> None:
    assert words("$13.75 billion, €400m") == ["$", "13.75", "billion", ",", "€", "400m"]


def test_hyphens_part_words_so_that_a_name_in_a_compound_can_be_marked() -> None:
    assert words("Microsoft-owned GitHub") == ["Microsoft", "-", "owned", "GitHub"]


@given(st.text())
def test_words_are_ordered_do_not_overlap_and_leave_out_only_blanks(text: str) -> None:
    spans = split_words(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = "".join(text[a:b] for a, b in spans)
    assert covered == "".join(ch for ch in text if not ch.isspace())


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("bank", "lower"), ("Bank", "Capitalised"), ("FTC", "UPPER"), ("2025", "digits"), ("GPT4", "mIxed"),
        ("OpenAI", "mIxed"), ("iPhone", "iCap"), ("$", "special"), ("A", "Single"),
    ],
)  # fmt: skip
def test_case_of_a_word(word: str, case: str) -> None:
    assert CASES[case_class(word)] == case
