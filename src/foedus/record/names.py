"""How a name is keyed in the book, so that a person typing it finds the entity."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]


def fold(name: str) -> str:
    """The name without case, marks of width, repeated blanks and outer punctuation.

    Only for finding what a user types; whether two names are one entity is for `resolve` to say.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return " ".join(plain.split()).strip(" .,;:!?\"'()[]“”‘")
