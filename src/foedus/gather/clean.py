"""The one place where text is cleaned: after this a story's text is never edited."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean_line", "clean_text", "without_sequences"]

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# A terminal's escape sequence as a whole: without its first sign "ESC[31m" would leave "[31m" behind.
_SEQUENCE = re.compile("\x1b\\[[0-?]{0,32}[ -/]{0,8}[@-~]|\x1b\\][^\x07\x1b\n]{0,500}(?:\x07|\x1b\\\\)")

# What no reader can see and what would split names, reorder text on screen or break exports:
# controls but \n and \t, soft hyphen, zero-width space, direction marks and overrides, word
# joiner, byte order mark, noncharacters, and the tag block (text hidden from people, not from
# machines). The zero-width joiners stay: several scripts need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")


def clean_text(text: str) -> str:
    r"""The text as Foedus keeps it: only `\n` ends a line, nothing unseen, NFC, no blanks at either end.

    Leading blank lines go because a story's text starts with its title. Cleaning twice changes nothing.
    """
    text = _NEWLINES.sub("\n", text)
    text = without_sequences(text)
    text = _UNSEEN.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).strip()


def without_sequences(text: str) -> str:
    """The text without the escape sequences that terminals obey."""
    return _SEQUENCE.sub("", text)


def clean_line(text: str) -> str:
    """The text cleaned and set on one line: for titles, outlets and authors."""
    return _BLANKS.sub(" ", clean_text(text))
