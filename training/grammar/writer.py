"""Text and spans from a stream of pieces: joins words, mends spaces and articles, remembers what each mark covers."""

from __future__ import annotations

from typing import NamedTuple

from .english import wants_an

_CLOSING = ",.;:?!)”"
_OPENING = ("(", "“", "‘", "-", "–")


class Named(NamedTuple):
    """What a marked name is: its kind, and the name it stands for where it is a nominal."""

    kind: str
    referent: str = ""


class Marked(NamedTuple):
    """A finished text with its spans by key and the mentions among them."""

    text: str
    spans: dict[str, tuple[int, int]]
    named: dict[str, Named]


class Writer:
    """Collects text and marks; `finish` gives them back in order."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: dict[str, tuple[int, int]] = {}
        self.named: dict[str, Named] = {}
        self._pending: list[str] = []
        self._starts: dict[str, int] = {}
        self._tops = [0]

    def open(self, key: str, named: Named | None = None) -> None:
        """Starts a mark at the next letter written."""
        self._pending.append(key)
        if named:
            self.named[key] = named

    def close(self, key: str) -> None:
        """Ends a mark at the last letter written; an empty one is forgotten."""
        if key in self._pending:
            self._pending.remove(key)
            self.named.pop(key, None)
            return
        self.spans[key] = (self._starts.pop(key), len(self.text.rstrip()))

    def top(self) -> None:
        """Notes that a sentence begins with the next letter written."""
        self._tops.append(len(self.text))

    def write(self, piece: str) -> None:
        """Adds text, with one space between words and no doubled stops."""
        text = self.text
        if not text or text[-1] == " " or text.endswith(("(", "“")):
            piece = piece.lstrip(" ")
        if not piece:
            return
        if piece[0] in _CLOSING:
            text, piece = self._meet_stop(text.rstrip(" "), piece)
        elif piece.startswith(" ") and piece[1:2] and piece[1] in _CLOSING:
            text, piece = self._meet_stop(text.rstrip(" "), piece[1:])
        elif (text.endswith((" a ", " A ", "(a ", "“a ")) or text in ("a ", "A ")) and wants_an(piece):
            text = text[:-1] + "n "
        if not piece:
            self.text = text
            return
        blank = len(piece) - len(piece.lstrip(" "))
        for key in self._pending if piece.strip() else ():
            self._starts[key] = len(text) + blank
        if piece.strip():
            self._pending.clear()
        self.text = text + piece

    @staticmethod
    def _meet_stop(text: str, piece: str) -> tuple[str, str]:
        """Text and piece mended where a stop follows a stop."""
        if text.endswith(",") and piece[0] in ",.;:?!)":
            return text[:-1], piece
        if text.endswith(".") and piece[0] == ".":
            return text, piece[1:]
        if text.endswith(("?", "!")) and piece[0] == ".":
            return text, piece[1:]
        return text, piece

    def finish(self) -> Marked:
        """The text with its first letter raised, and every span."""
        text = self.text.rstrip()
        for top in self._tops:
            start = next((i for i, c in enumerate(text) if i >= top and c not in " “\"'‘•-–—*"), len(text))
            word = text[start:].split(" ", 1)[0]
            if word[:1].islower() and word == word.lower() and not any(c.isdigit() for c in word):
                text = text[:start] + text[start].upper() + text[start + 1 :]
        return Marked(text, self.spans, self.named)
