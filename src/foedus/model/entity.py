"""Who is meant: entities, what is known of them, and the judgements that tie mentions to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from foedus.model.ids import content_id

__all__ = ["Entity", "Judgement", "Linker", "PairJudgement", "Profile", "by_user"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a registry says of an entity; every value carries the registry's own source note."""

    founded: int | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    tags: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    parent_id: str | None = None
    title: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An organisation, government body, person, product or threat that mentions can mean.

    A registry entity keeps the registry's id (`reg:openai`); one first met in the news has a
    content hash of its kind and name key.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision that a mention means an entity (or does not). Reversible: retracted, not deleted.

    `verdict` is same, different or unsure; `decided_by` names a rule, a model version or a user.
    `name` is the name that was judged and `name_id` the id of an entity that bears it alone: by them
    a name can be parted again from the entity a rule gave it to.
    """

    mention_id: str
    entity_id: str
    verdict: str
    score: float
    reasons: tuple[str, ...]
    decided_by: str
    decided_at: datetime | None = None
    retracted_at: datetime | None = None
    name: str | None = None
    name_id: str | None = None

    @property
    def id(self) -> str:
        """The judgement's content hash: who decided what about which mention."""
        return content_id("ju", self.mention_id, self.entity_id, self.verdict, self.decided_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairJudgement:
    """A decision that two entities are one (`same`), or that they are two (`different`).

    `one_id` then goes by the name of `other_id`, unless the registry knows only `one_id`. Reversible
    like any judgement; of two that contradict each other the user's stands before a rule's, and the
    newer before the older.
    """

    one_id: str
    other_id: str
    verdict: str
    reasons: tuple[str, ...]
    decided_by: str
    decided_at: datetime | None = None
    retracted_at: datetime | None = None

    @property
    def id(self) -> str:
        """The judgement's content hash: who decided what about which two, in either order."""
        return content_id("pj", *sorted((self.one_id, self.other_id)), self.verdict, self.decided_by)


def by_user(decided_by: str) -> bool:
    """Whether a person decided: `user`, or `user:` and a name."""
    return decided_by == "user" or decided_by.startswith("user:")


Linker: TypeAlias = Mapping[str, str]
"""A read-only map from mention id to the entity id that stands for it now."""
