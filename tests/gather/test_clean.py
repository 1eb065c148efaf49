from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from foedus.gather.clean import clean_line, clean_text


def test_every_kind_of_line_end_becomes_a_newline() -> None:
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f\x0cg") == "a\nb\nc\nd\ne\nf\ng"


def test_what_cannot_be_seen_goes() -> None:
    assert (
        clean_text("Micro\xadsoft \u202eevil\u202c\x00\x07\u200b\U000e0041 \ufeffOpenAI")
        == "Microsoft evil OpenAI"
    )


def test_tabs_and_inner_blanks_stay() -> None:
    assert clean_text("a\tb  c \n\n d") == "a\tb  c \n\n d"


def test_letters_are_composed_and_lone_surrogates_replaced() -> None:
    assert clean_text("Nestle\u0301 \ud800") == "Nestlé \ufffd"


def test_a_line_has_no_newlines() -> None:
    assert clean_line("  A\n long\t title ") == "A long title"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in once)


def test_escape_sequences_go_as_a_whole() -> None:
    assert clean_text("\x1b[31mRED\x1b[0m \x1b]0;title\x07Google \x1b[2J\x1b[1;1Hsues") == "RED Google sues"
