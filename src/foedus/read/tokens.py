"""Sentences cut into the encoder's sub-words, with the place of each word's first one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.words import case_class, split_words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["MAX_SENTENCE", "Encoded", "encode_sentences", "load_tokeniser", "pack"]

# Sub-words of one sentence beyond this are not read: no news sentence has so many.
MAX_SENTENCE = 320
CLS, SEP = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence ready for the network.

    `words` are (start, end) in the sentence's own text; `ids` and `cases` run over sub-words;
    `first[i]` is the place of word i's first sub-word in `ids`. `cut` says that words were left out.
    """

    text: str
    words: tuple[tuple[int, int], ...]
    ids: tuple[int, ...]
    cases: tuple[int, ...]
    first: tuple[int, ...]
    cut: bool = False


def load_tokeniser(vocabulary_text: str) -> Tokenizer:
    """The uncased WordPiece tokeniser over a vocabulary file's text (one piece a line)."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer

    pieces = {piece: number for number, piece in enumerate(vocabulary_text.split("\n")) if piece}
    tokeniser = Tokenizer(WordPiece(pieces, unk_token="[UNK]", max_input_chars_per_word=60))
    tokeniser.normalizer = BertNormalizer(lowercase=True)
    return tokeniser


def encode_sentences(tokeniser: Tokenizer, texts: list[str]) -> list[Encoded]:
    """Each text as sub-words; words past `MAX_SENTENCE` sub-words are cut off."""
    spans = [split_words(text) for text in texts]
    batch = tokeniser.encode_batch(
        [[text[a:b] for a, b in words] for text, words in zip(texts, spans, strict=True)],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    return [
        _encoded(text, words, out.ids, out.word_ids)
        for text, words, out in zip(texts, spans, batch, strict=True)
    ]


def _encoded(text: str, words: list[tuple[int, int]], ids: list[int], owners: list[int | None]) -> Encoded:
    first: list[int] = []
    kept: list[tuple[int, int]] = []
    cases: list[int] = []
    last = -1
    for place, owner in enumerate(owners[:MAX_SENTENCE]):
        if owner is None:
            continue
        if owner != last:
            first.append(place)
            kept.append(words[owner])
            last = owner
        start, end = words[owner]
        cases.append(case_class(text[start:end]))
    cut = len(owners) > MAX_SENTENCE
    return Encoded(text, tuple(kept), tuple(ids[: len(cases)]), tuple(cases), tuple(first), cut)


def pack(lengths: list[int], room: int) -> list[tuple[int, int]]:
    """Windows [from, to) of consecutive sentences whose sub-words (and a separator each) fit in `room`."""
    windows: list[tuple[int, int]] = []
    begin, used = 0, 0
    for number, length in enumerate(lengths):
        if number > begin and used + length + 1 > room:
            windows.append((begin, number))
            begin, used = number, 0
        used += length + 1
    if lengths:
        windows.append((begin, len(lengths)))
    return windows
