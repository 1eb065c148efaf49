"""Sub-words: each word keeps the place of its first one, and long sentences say that they were cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foedus.read.tokens import MAX_SENTENCE, encode_sentences, load_tokeniser

PIECES = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "open", "##ai", "bought", "a", "firm", "##s", "."]
VOCABULARY = "\n".join(PIECES) + "\n"


def test_words_point_at_their_first_sub_word_and_keep_their_letter_case() -> None:
    (out,) = encode_sentences(load_tokeniser(VOCABULARY), ["OpenAI bought firms."])
    assert [out.text[a:b] for a, b in out.words] == ["OpenAI", "bought", "firms", "."]
    assert out.first == (0, 2, 3, 5)
    assert out.ids == (4, 5, 6, 8, 9, 10)
    assert out.cases == (4, 4, 0, 0, 0, 6)
    assert not out.cut


def test_a_sentence_past_the_limit_says_that_it_was_cut() -> None:
    (out,) = encode_sentences(load_tokeniser(VOCABULARY), ["a " * (MAX_SENTENCE + 1)])
    assert out.cut
    assert len(out.ids) == MAX_SENTENCE


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_can_be_encoded_and_its_words_are_its_own(texts: list[str]) -> None:
    for text, out in zip(texts, encode_sentences(load_tokeniser(VOCABULARY), texts), strict=True):
        assert out.text == text
        assert len(out.ids) == len(out.cases)
        assert len(out.first) == len(out.words)
        assert all(0 <= a < b <= len(text) for a, b in out.words)
