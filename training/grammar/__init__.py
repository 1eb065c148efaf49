"""A clause grammar that makes marked news sentences for training a reader; they are exercises, never news."""

from __future__ import annotations

from collections.abc import Iterator

from .claims import Sentence
from .sentences import Maker

__all__ = ["generate"]


def generate(count: int, seed: int) -> Iterator[Sentence]:
    """`count` sentences in the corpus format ("text", "mentions", "claims"), the same for the same seed."""
    maker = Maker(seed)
    for _ in range(count):
        yield maker.make()
