"""Words of a sentence with their places, and the letter case the uncased encoder cannot see."""

from __future__ import annotations

import re

__all__ = ["CASES", "case_class", "split_words"]

# A number keeps its separators and unit ("13.75", "400m"), a possessive 's stands alone, letters and
# digits run together ("GPT4"), any other visible character is a word of its own.
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:[A-Za-z]+)?|['’]s(?!\w)|\w+|[^\w\s]")

CASES = ("lower", "Capitalised", "UPPER", "digits", "mIxed", "iCap", "special", "Single")


def split_words(text: str) -> list[tuple[int, int]]:
    """(start, end) of each word of the text, in order, without overlap."""
    return [match.span() for match in _WORD.finditer(text)]


def case_class(word: str) -> int:
    """The index in `CASES` of the word's letter case."""
    if not any(ch.isalpha() for ch in word):
        return 3 if any(ch.isdigit() for ch in word) else 6
    if any(ch.isdigit() for ch in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 7 if len(word) == 1 else 2
    if word[0].isupper():
        return 1 if word[1:].islower() else 4
    return 5
