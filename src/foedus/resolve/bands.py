"""The three bands of a score: the same, not sure, new. Only what is the same is ever made one by rules."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["SAME_FROM", "UNSURE_FROM", "Band", "band"]

Band: TypeAlias = Literal["same", "unsure", "new"]

SAME_FROM = 0.8
"""From here up a name is taken for the entity."""

UNSURE_FROM = 0.4
"""From here up to `SAME_FROM` a person is asked; below, nobody is."""


def band(score: float) -> Band:
    """What a score from 0 to 1 comes to, that a name means an entity."""
    return "same" if score >= SAME_FROM else "unsure" if score >= UNSURE_FROM else "new"
