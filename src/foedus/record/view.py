"""What the book says: of a day in the world, as known at a moment. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, func, select

from foedus.model import (
    Claim,
    Entity,
    FactVersion,
    Group,
    Identities,
    Judgement,
    LinkedClaim,
    Listing,
    Mention,
    NameImport,
    PairJudgement,
    Story,
)
from foedus.record import claim_reads, entity_reads, log_reads, pairs, story_reads, version_reads
from foedus.record.joined import joining
from foedus.record.known import Known
from foedus.record.links import identities_of, judgements_on, links_of
from foedus.record.listings import find_listings, imports, stories_judged_by, unjudged_since
from foedus.record.rows import CHUNK, Coverage, RelationCount, Source, Unsure
from foedus.record.tables import moment
from foedus.record.unsure import unsure_of

__all__ = ["View"]

Connect: TypeAlias = Callable[[], AbstractContextManager[Connection]]


class View:
    """The book as of two dates; the same two dates give the same answers for ever.

    `valid_on` keeps to facts that held on that day, `known_on` to what was recorded by then; left
    out, every day and all that is known. Each method reads one consistent state of the book; an
    iterator reads page by page. Answers for a `known_on` up to `newest` never change.
    """

    def __init__(
        self, connect: Connect, *, valid_on: date | None = None, known_on: datetime | None = None
    ) -> None:
        self._connect = connect
        self._known = Known(on=known_on, valid_on=valid_on)

    @property
    def valid_on(self) -> date | None:
        """The day in the world that is asked for."""
        return self._known.valid_on

    @property
    def known_on(self) -> datetime | None:
        """The moment of knowing that is asked for."""
        return self._known.on

    @property
    def newest(self) -> datetime | None:
        """When the book was last written; `None` if never."""
        with self._connect() as connection:
            found: datetime | None = connection.execute(select(func.max(moment.c.recorded_at))).scalar()
            return found

    # Stories

    def has_story(self, story_id: str) -> bool:
        """Whether the story is in the book."""
        with self._connect() as connection:
            return story_reads.has_story(connection, story_id, self._known)

    def story(self, story_id: str) -> Story | None:
        """The story, or `None`."""
        with self._connect() as connection:
            return story_reads.story_of(connection, story_id, self._known)

    def stories(self) -> Iterator[Story]:
        """Every story, by id."""
        after = ""
        while True:
            with self._connect() as connection:
                page = story_reads.stories_after(connection, after, CHUNK, self._known)
            yield from page
            if len(page) < CHUNK:
                return
            after = page[-1].id

    def read_by(self, story_id: str) -> frozenset[str]:
        """The reader versions that have read the story."""
        with self._connect() as connection:
            return frozenset(story_reads.readers_of(connection, story_id, self._known))

    def story_claims(self, story_id: str) -> tuple[Claim, ...]:
        """The claims of the story's newest reading, in text order."""
        with self._connect() as connection:
            readers = story_reads.readers_of(connection, story_id, self._known)
            return claim_reads.claims_of_story(connection, story_id, readers[-1]) if readers else ()

    def story_mentions(self, story_id: str) -> tuple[Mention, ...]:
        """The mentions of the story's newest reading, in text order."""
        with self._connect() as connection:
            readers = story_reads.readers_of(connection, story_id, self._known)
            return story_reads.mentions_of(connection, story_id, readers[-1]) if readers else ()

    # Claims

    def claims(self, claim_ids: Sequence[str]) -> list[Claim]:
        """The claims in the order of the ids; unknown ids are left out."""
        with self._connect() as connection:
            return claim_reads.claims_by_id(connection, claim_ids, self._known)

    def sources(self, claim_ids: Iterable[str]) -> dict[str, Source]:
        """For each claim id the story its words stand in; unknown ids are left out."""
        with self._connect() as connection:
            return story_reads.sources_of(connection, claim_ids, self._known)

    def claims_for_groups(self, groups: Collection[Group]) -> list[LinkedClaim]:
        """All claims that speak for these groups, linked; only the newest reading of a story counts."""
        with self._connect() as connection:
            return claim_reads.claims_for_groups(connection, frozenset(groups), self._known)

    def groups(self) -> Iterator[Group]:
        """Every group that a claim was ever linked to: all there is to rebuild."""
        after: Group | None = None
        while True:
            with self._connect() as connection:
                page = claim_reads.groups_after(connection, after, CHUNK)
            yield from page
            if len(page) < CHUNK:
                return
            after = page[-1]

    # Judgements and entities

    def links(self, mention_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """What each mention means: one entity, or two; undecided mentions are left out."""
        with self._connect() as connection:
            return links_of(connection, mention_ids, self._known)

    def judgements(self, mention_ids: Iterable[str]) -> list[Judgement]:
        """The judgements in force on these mentions, oldest first."""
        with self._connect() as connection:
            return judgements_on(connection, mention_ids, self._known)

    def pair_judgements(self) -> list[PairJudgement]:
        """The judgements on two entities that are in force, oldest first."""
        with self._connect() as connection:
            return pairs.pair_judgements(connection, self._known)

    def pair_judgement(self, judgement_id: str) -> PairJudgement | None:
        """The judgement on two entities of that id, in force or taken back, or `None`."""
        with self._connect() as connection:
            return pairs.pair_judgement_of(connection, judgement_id, self._known)

    def identities(self) -> Identities:
        """Which entities are one, which apart."""
        with self._connect() as connection:
            return identities_of(connection, self._known)

    def unsure(self) -> list[Unsure]:
        """The mentions that may mean another entity, as far as no judgement has settled it."""
        with self._connect() as connection:
            return unsure_of(connection, self._known)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity, or the one that stands for it, or `None`."""
        return self.entities_by_id((entity_id,)).get(entity_id)

    def entities_by_id(self, entity_ids: Iterable[str], *, joined: bool = True) -> dict[str, Entity]:
        """For each id the entity that stands for it, with all its names; unknown ids are left out.

        Not `joined`, each entity by itself, as before any judgement on pairs.
        """
        with self._connect() as connection:
            found = joining(connection, self._known)
            return found.cards(entity_ids) if joined else found.parts(entity_ids)

    def entities(self, *, joined: bool = True) -> Iterator[Entity]:
        """Every entity, page by page by id; not `joined`, each that a reading brought, by itself."""
        after, is_last = "", False
        while not is_last:
            with self._connect() as connection:
                page = entity_reads.entities_after(connection, after, CHUNK, self._known)
                after, is_last = page[-1].id if page else "", len(page) < CHUNK
                if joined:
                    page = joining(connection, self._known).standing(page, is_last=is_last)
            yield from page

    def known_names(self) -> Iterator[tuple[str, Entity]]:
        """Every name and alias as it is written, with the entity that bears it."""
        for entity in self.entities():
            for name in dict.fromkeys((entity.name, *entity.aliases)):
                yield name, entity

    def find_entities(self, text: str, *, limit: int = 20, joined: bool = True) -> list[Entity]:
        """The entities a typed name may mean: name first, then alias, then prefix; the most named first.

        Not `joined`, each entity by itself.
        """
        with self._connect() as connection:
            return joining(connection, self._known).find(text, limit, whole=joined)

    def entities_of_names(self, name_ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """For each id of a name that was judged the entities that rules gave it to, each by itself."""
        with self._connect() as connection:
            return entity_reads.entities_of_names(connection, name_ids, self._known)

    def mention_counts(self, entity_id: str) -> Coverage:
        """In how many stories and outlets the entity is named, and when last."""
        with self._connect() as connection:
            return entity_reads.coverage_of(connection, entity_id, self._known)

    # Names from files

    def imports(self) -> list[NameImport]:
        """Every import of names, oldest first, also what is unfinished or was taken back."""
        with self._connect() as connection:
            return imports(connection, self._known)

    def find_listings(self, key: str, *, limit: int = 50) -> list[Listing]:
        """The listings under a key, of imports that are done and stand, oldest first."""
        with self._connect() as connection:
            return find_listings(connection, key, limit, self._known)

    def stories_judged_by(self, import_id: str) -> list[str]:
        """The stories in which a judgement in force gives that import as a reason, whatever the dates."""
        with self._connect() as connection:
            return stories_judged_by(connection, import_id)

    def unjudged(self) -> frozenset[str]:
        """The entities that only imports taken back gave a name for; empty where none was taken back."""
        with self._connect() as connection:
            return unjudged_since(connection)

    # Facts

    def pair_versions(self, a: str, b: str) -> list[FactVersion]:
        """How two entities stand: the versions of all facts between them, in either direction."""
        with self._connect() as connection:
            ends = identities_of(connection, self._known)
            which = version_reads.between(ends.canonical(a), ends.canonical(b))
            return version_reads.versions_where(connection, which, self._known)

    def entity_versions(self, entity_id: str) -> list[FactVersion]:
        """The versions of all facts at one end of which the entity stands."""
        with self._connect() as connection:
            shown = identities_of(connection, self._known).canonical(entity_id)
            return version_reads.versions_where(connection, version_reads.about(shown), self._known)

    def fact_history(self, fact_id: str) -> list[FactVersion]:
        """Every version a fact has had, oldest first, whatever the day it held."""
        with self._connect() as connection:
            return version_reads.history_of(connection, fact_id, self._known)

    def versions(self) -> Iterator[FactVersion]:
        """The versions of all facts, by fact id."""
        after: str | None = ""
        while after is not None:
            with self._connect() as connection:
                page, after = version_reads.versions_after(connection, after, CHUNK, self._known)
            yield from page

    def group_versions(self, groups: Iterable[Group]) -> list[FactVersion]:
        """The open versions of the facts of these groups, whatever the dates of this view."""
        with self._connect() as connection:
            return [version for _, version in version_reads.open_in_groups(connection, groups)]

    def relations_of(self, entity_id: str) -> list[RelationCount]:
        """How many facts of each relation the entity has, on which side, and with whom."""
        with self._connect() as connection:
            shown = identities_of(connection, self._known).canonical(entity_id)
            return version_reads.relation_counts(connection, shown, self._known)

    # The log

    def rejected_counts(self) -> dict[tuple[str, str], int]:
        """How many items were turned away, by stage and reason."""
        with self._connect() as connection:
            return log_reads.rejected_counts(connection, self._known)

    def runs(self) -> list[tuple[datetime, dict[str, Any]]]:
        """The counts of every run, oldest first, with when it was recorded."""
        with self._connect() as connection:
            return log_reads.runs(connection, self._known)

    def counts(self) -> dict[str, int]:
        """How many stories, copies, readings, mentions, claims, entities, judgements and facts there are."""
        with self._connect() as connection:
            return log_reads.counts(connection, self._known)
