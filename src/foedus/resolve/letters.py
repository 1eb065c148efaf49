"""Letters without case, accents and width, so that one name spelt two ways is one."""

from __future__ import annotations

import unicodedata

__all__ = ["plain_letters"]

# Letters that Unicode does not take apart, and the other apostrophes.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
)


def plain_letters(text: str) -> str:
    """The text in small letters without accents and full-width forms; words and marks stay."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
