"""What hedge words do to a figure: "up to", "more than", "about", "a share"."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["bounded", "qualifier_of"]

# The first that matches wins: "no more than" must be met before "more than", "just over" before "over".
_HEDGES = tuple(
    (qualifier, re.compile(pattern))
    for qualifier, pattern in (
        ("at_least", r"\bn(?:o|ot) (?:less|fewer|lower|smaller) than\b"),
        ("at_most", r"\bn(?:o|ot) (?:more|greater|higher|larger) than\b"),
        (
            "about",
            r"\b(?:just|slightly|a (?:little|bit|shade|touch)|marginally|barely|fractionally)"
            r" (?:over|under|above|below|more than|less than|shy of|short of)\b",
        ),
        ("at_most", r"\b(?:up to|as (?:much|many|high) as|at (?:the )?most|at a maximum|a maximum of)\b"),
        ("at_most", r"\b(?:less than|fewer than|under|below|south of|or less|or fewer|or below)\b"),
        ("at_most", r"\b(?:maximum|max|capped at|to a ceiling of)\b|^<"),
        ("at_least", r"\b(?:at (?:the )?least|more than|greater than|over|above|upwards? of|north of)\b"),
        (
            "at_least",
            r"\b(?:in excess of|exceed(?:s|ing)|a minimum of|minimum|as little as|or more|or above)\b",
        ),
        (
            "at_least",
            r"\b(?:or higher|or better|beyond|from|starting at|topping|well past)\b|^>|-plus\b|\+$|\bplus$",
        ),
        (
            "about",
            r"\b(?:about|around|roughly|approximately|approx|some|nearly|almost|close to|near(?:er|ing)?"
            r"|circa|in the region of|or so|or thereabouts|or about|perhaps|maybe|more like|something like"
            r"|an estimated|estimated|more or less|practically|virtually|barely|just shy of|shy of|short of"
            r"|est)\b"
            r"|~|≈|\bca?\. ",
        ),
        ("about", r"\bplus one share\b|\bplus a share\b|\bor thereabouts\b|-ish\b|-odd\b"),
    )
)


def qualifier_of(text: str) -> str:
    """What the hedge words of a normalised text make of its figure: exact where there are none."""
    for qualifier, pattern in _HEDGES:
        if pattern.search(text):
            return qualifier
    return "exact"


def bounded(low: Decimal, high: Decimal | None, qualifier: str) -> tuple[Decimal | None, Decimal | None, str]:
    """The bounds and the qualifier that stand for a figure with its hedge.

    A figure that is a range by itself ("several billion") keeps its inner side under a hedge:
    "more than several billion" is at least the lower bound. Without an upper bound it is
    `at_least`.
    """
    if qualifier == "at_least" or (high is None and qualifier != "at_most"):
        return low, None, "at_least"
    if qualifier == "at_most":
        return (None, high, "at_most") if high is not None else (None, None, "unknown")
    return (low, high, qualifier) if low == high else (low, high, "range")
