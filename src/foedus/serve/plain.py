"""Text from stories made safe to show: what a terminal would obey instead of print is taken out."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["escaped", "plain"]

# Escape sequences: CSI, OSC and the other strings up to their end, and two-character ones.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
# Controls that turn the direction of text, and so can make a line say what it does not.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def plain(text: str) -> str:
    """The text in one line, without escape sequences, control characters and direction marks."""
    shown = _SEQUENCE.sub("", text)
    kept = (
        " " if character in "\n\r\t\x0b\x0c\u2028\u2029" else character
        for character in shown
        if character in "\n\r\t\x0b\x0c\u2028\u2029" or _printable(character)
    )
    return " ".join("".join(kept).split())


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn") and character not in _BIDI


def escaped(json_text: str) -> str:
    """JSON text with the unsafe characters that JSON leaves as they are written as \\u escapes."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
