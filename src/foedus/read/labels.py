"""The label sets the network's outputs stand for; their order is part of the model's version."""

from __future__ import annotations

from foedus.model import vocabulary

__all__ = [
    "CERTAINTIES",
    "MENTION_ROLES",
    "NAME_KINDS",
    "NOMINAL_KINDS",
    "RELATIONS",
    "SPAN_ROLES",
    "STAGES",
]

NAME_KINDS = ("org", "gov", "person", "product", "threat", "place", "money", "percent", "date")
NOMINAL_KINDS = ("org", "gov", "person", "product", "threat", "place")
# Roles filled by a mention, and roles filled by any run of words.
MENTION_ROLES = ("subject", "object", "amount", "share", "valuation", "date", "holder")
SPAN_ROLES = ("what", "cue", "title", "speaker")
RELATIONS = tuple(vocabulary().relations)
STAGES = vocabulary().stages
CERTAINTIES = vocabulary().certainties
