"""Story in, claims out: `builtin_reader()` is the trained reader shipped with Foedus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from foedus.model import Reading, Story
from foedus.read.builtin import builtin_reader
from foedus.read.sentences import split_sentences

__all__ = ["Reader", "builtin_reader", "split_sentences"]


class Reader(Protocol):
    """What reads: a version that goes on every claim, and a stream of stories to readings."""

    version: str

    def read(self, stories: Iterable[Story]) -> Iterator[Reading]:
        """One reading a story, in order."""
