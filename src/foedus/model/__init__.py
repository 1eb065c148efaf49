"""The nouns of Foedus: frozen, slotted, keyword-only. Imports nothing of ours but `errors`."""

from __future__ import annotations

from foedus.model.claim import Claim, Mention, Money, Reading, Rejected, Share, Span, Terms, When
from foedus.model.entity import Entity, Judgement, Linker, PairJudgement, Profile, by_user
from foedus.model.fact import Fact, FactTerms, FactVersion, Interval
from foedus.model.identities import Identities, Ruling
from foedus.model.ids import content_id
from foedus.model.linked import Group, LinkedClaim, Links, group_of, groups_of
from foedus.model.listing import LISTED_FIELDS, Listing, NameImport
from foedus.model.story import Sentence, Story
from foedus.model.vocabulary import Relation, Vocabulary, vocabulary

__all__ = [
    "LISTED_FIELDS",
    "Claim",
    "Entity",
    "Fact",
    "FactTerms",
    "FactVersion",
    "Group",
    "Identities",
    "Interval",
    "Judgement",
    "LinkedClaim",
    "Linker",
    "Links",
    "Listing",
    "Mention",
    "Money",
    "NameImport",
    "PairJudgement",
    "Profile",
    "Reading",
    "Rejected",
    "Relation",
    "Ruling",
    "Sentence",
    "Share",
    "Span",
    "Story",
    "Terms",
    "Vocabulary",
    "When",
    "by_user",
    "content_id",
    "group_of",
    "groups_of",
    "vocabulary",
]
