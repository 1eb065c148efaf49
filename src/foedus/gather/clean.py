"""The one place where text is cleaned: after this a story's text is never edited."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean_line", "clean_text"]

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

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
    text = _UNSEEN.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """The text cleaned and set on one line: for titles, outlets and authors."""
    return _BLANKS.sub(" ", clean_text(text))
