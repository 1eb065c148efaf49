"""Mention → Judgement: which entity each name means, with reasons, reversibly."""

from __future__ import annotations

from foedus.resolve.candidates import Candidate, find_candidates
from foedus.resolve.keys import loose_key, name_key
from foedus.resolve.names import KnownNames, NamedMention
from foedus.resolve.registry import Registry, load_registry, read_registry
from foedus.resolve.resolver import new_entity_id, resolve

__all__ = [
    "Candidate",
    "KnownNames",
    "NamedMention",
    "Registry",
    "find_candidates",
    "load_registry",
    "loose_key",
    "name_key",
    "new_entity_id",
    "read_registry",
    "resolve",
]
