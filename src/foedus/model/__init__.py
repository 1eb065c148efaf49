"""The nouns of Foedus: frozen, slotted, keyword-only. Imports nothing of ours but `errors`."""

from __future__ import annotations

from foedus.model.claim import Claim, Mention, Money, Reading, Rejected, Share, Span, Terms, When
from foedus.model.entity import Entity, Judgement, Linker, Profile
from foedus.model.fact import Fact, FactTerms, FactVersion, Interval
from foedus.model.ids import content_id
from foedus.model.linked import Group, LinkedClaim, Links, group_of, groups_of
from foedus.model.story import Sentence, Story
from foedus.model.vocabulary import Relation, Vocabulary, vocabulary

__all__ = [
    "Claim",
    "Entity",
    "Fact",
    "FactTerms",
    "FactVersion",
    "Group",
    "Interval",
    "Judgement",
    "LinkedClaim",
    "Linker",
    "Links",
    "Mention",
    "Money",
    "Profile",
    "Reading",
    "Rejected",
    "Relation",
    "Sentence",
    "Share",
    "Span",
    "Story",
    "Terms",
    "Vocabulary",
    "When",
    "content_id",
    "group_of",
    "groups_of",
    "vocabulary",
]
