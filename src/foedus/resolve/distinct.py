"""Which names can only be names: what a file lists may never capture "Target" or "Delta" in passing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from foedus.resolve.keys import full_key, name_key

__all__ = ["is_distinct", "is_fully_written"]

_SHORT = 3
_LEAST_LETTERS = 4
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "al", "ic", "y")


@cache
def _common_words() -> frozenset[str]:
    """Words of English, places, peoples, months: a name made of these alone may mean something else."""
    path = files("foedus.resolve").joinpath("data/common_words.txt")
    return frozenset(path.read_text("utf-8").split())


def _is_common(word: str) -> bool:
    """Whether a word, or what is left of it without a common ending, is a word of the list."""
    words = _common_words()
    if word in words:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > _SHORT and (stem in words or f"{stem}e" in words):
            return True
    return False


def is_distinct(name: str, kind: str) -> bool:
    """Whether the name without its form is nobody else's by chance: not short, not common."""
    words = name_key(name, kind).split()
    telling = [word for word in words if len(word) > _SHORT and not word.isdecimal()]
    letters = sum(map(len, words))
    return letters >= _LEAST_LETTERS and any(not _is_common(word) for word in telling)


def is_fully_written(name: str, kind: str) -> bool:
    """Whether the name has its company form (or "ransomware" and the like): "Target Corp." is no word."""
    return full_key(name) != name_key(name, kind)
