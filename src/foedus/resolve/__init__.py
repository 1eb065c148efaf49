"""Mention → Judgement: which entity each name means, with reasons, reversibly."""

from __future__ import annotations

from foedus.resolve.bands import SAME_FROM, UNSURE_FROM, band
from foedus.resolve.candidates import Candidate, find_candidates
from foedus.resolve.keys import loose_key, name_key
from foedus.resolve.listed import MOST_LISTED, Listed, ListedNames, grouped, key_for, keys_of
from foedus.resolve.names import KnownNames, NamedMention
from foedus.resolve.near import NearNames
from foedus.resolve.registry import Registry, load_registry, read_registry
from foedus.resolve.resolver import new_entity_id, resolve

__all__ = [
    "MOST_LISTED",
    "SAME_FROM",
    "UNSURE_FROM",
    "Candidate",
    "KnownNames",
    "Listed",
    "ListedNames",
    "NamedMention",
    "NearNames",
    "Registry",
    "band",
    "find_candidates",
    "grouped",
    "key_for",
    "keys_of",
    "load_registry",
    "loose_key",
    "name_key",
    "new_entity_id",
    "read_registry",
    "resolve",
]
