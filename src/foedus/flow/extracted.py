"""What `extract` yields: a story with its claims, or what was turned away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from foedus.model import Claim, Reading, Rejected, Story

__all__ = ["Extracted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One story with its claims in text order; `story` is `None` where an item was no story at all.

    `read` is false where there was no story, or none that the reader could read.
    """

    story: Story | None = None
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    read: bool = True

    @classmethod
    def of(cls, item: Story | Rejected, reading: Reading | Rejected) -> Self:
        """What became of one item."""
        story = None if isinstance(item, Rejected) else item
        if isinstance(reading, Rejected):
            return cls(story=story, rejected=(reading,), read=False)
        return cls(story=story, claims=reading.claims, rejected=reading.rejected)
