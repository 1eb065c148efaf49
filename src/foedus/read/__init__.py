"""Story in, claims out: `builtin_reader()` is the trained reader shipped with Foedus; `llm` asks a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from foedus.model import Reading, Story
from foedus.read.builtin import builtin_reader
from foedus.read.sentences import split_sentences
from foedus.read.unread import UnreadError

__all__ = ["Reader", "UnreadError", "builtin_reader", "split_sentences"]


class Reader(Protocol):
    """What reads: a version that goes on every claim, and a stream of stories to readings."""

    version: str

    def read(self, stories: Iterable[Story]) -> Iterator[Reading]:
        """One reading a story, in order; raises `UnreadError` for a story it cannot read."""
