"""Where a quote stands in a text, word for word; the words kept are always the text's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

__all__ = ["folded", "is_name", "own_words", "places"]

# A model gives typographic signs and line breaks back as plain ones. One sign for one, so that places stay.
_PLAIN = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-"}
    | {"\u2013": "-", "\u2014": "-"}
    | dict.fromkeys("\n\r\t\x0b\x0c\x85\u00a0\u2007\u2009\u200a\u202f\u2028\u2029", " ")
)
_LEADING = frozenset(
    "the a an this that these those its their his her our my it they them he she him we us i you both each"
    " two one all such said".split()
)

_LONGEST_NAME = 100


def folded(text: str) -> str:
    """The text with plain quotes, dashes and blanks, as long as it was."""
    return text.translate(_PLAIN)


def places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Each (start, end) at which the quote stands in the text as whole words; both are folded."""
    quote = quote.strip()
    at = text.find(quote) if quote else -1
    while at >= 0:
        end = at + len(quote)
        if not _joined(text, at) and not _joined(text, end):
            yield at, end
        at = text.find(quote, at + 1)


def own_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a name without "the" before it and a possessive 's after it."""
    words = folded(text[start:end])
    if words[:4].lower() == "the " and words[4:].strip():
        start += 4
    if words.endswith("'s") and len(words) > 2:
        end -= 2
    return start, end


def is_name(words: str) -> bool:
    """Whether words can be a name by themselves: a capital or a digit beyond "The", "Its" and the like.

    No name is longer than a line, or holds what cannot be seen.
    """
    if len(words) > _LONGEST_NAME or not folded(words).isprintable():
        return False
    parts = words.split()
    # "US" and "IT" are names; "Us" and "It" are not.
    while parts and parts[0].casefold() in _LEADING and not (len(parts[0]) > 1 and parts[0].isupper()):
        parts.pop(0)
    return any(sign.isupper() or sign.isdigit() for part in parts for sign in part)


def _joined(text: str, at: int) -> bool:
    """Whether the border at `at` runs through a word or between a letter and what belongs to it."""
    if not 0 < at < len(text):
        return False
    if unicodedata.category(text[at])[0] == "M" or "Cf" in map(unicodedata.category, text[at - 1 : at + 1]):
        return True
    return text[at - 1].isalnum() and text[at].isalnum()
