"""Entities as judgements leave them: one card for those that are one, one for a name set apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from foedus.model import Entity, Identities
from foedus.record import entity_reads
from foedus.record.known import Known
from foedus.record.links import identities_of
from foedus.record.names import fold
from foedus.record.rows import chunks
from foedus.record.tables import entity, judgement, mention, pair_judgement

__all__ = ["Joining", "joining"]


@dataclass(frozen=True, slots=True)
class Joining:
    """The judgements on pairs as known, and the names they set apart that have no card of their own."""

    connection: Connection
    known: Known
    identities: Identities
    bare: Mapping[str, Entity]

    def parts(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities of these ids, each by itself; unknown ids are left out."""
        wanted = set(ids)
        found = {one: self.bare[one] for one in wanted & self.bare.keys()}
        return found | entity_reads.entities_by_id(self.connection, wanted, self.known)

    def cards(self, ids: Iterable[str]) -> dict[str, Entity]:
        """For each id the entity that stands for it, with the names of all that are one with it."""
        wanted = sorted(set(ids))
        members = {one: self.identities.members(one) for one in wanted}
        parts = self.parts(part for some in members.values() for part in some)
        found = {one: self._card(one, [parts[p] for p in members[one] if p in parts]) for one in wanted}
        return {one: card for one, card in found.items() if card is not None}

    def standing(self, page: Iterable[Entity], *, is_last: bool) -> list[Entity]:
        """Of a page of entities those that stand for themselves; on the last one also names set apart."""
        ids = {one.id for one in page} | (self.bare.keys() if is_last else set())
        cards = self.cards(one for one in ids if self.identities.canonical(one) == one)
        return [cards[one] for one in sorted(cards)]

    def hides(self, entity_id: str, key: str) -> bool:
        """Whether a name, as it is keyed in the book, was set apart from the entity."""
        return any(
            fold(bare.name) == key and self.identities.apart(bare.id, entity_id)
            for bare in self.bare.values()
        )

    def find(self, text: str, limit: int, *, whole: bool) -> list[Entity]:
        """The entities a typed name may mean, best first: as cards, or (not `whole`) each by itself."""
        ranks: dict[str, int] = {}
        for (entity_id, key), rank in entity_reads.name_ranks(self.connection, text).items():
            if not self.hides(entity_id, key):
                ranks[entity_id] = min(rank, ranks.get(entity_id, rank))
        for bare in self.bare.values():
            fit = entity_reads.name_rank(fold(text), fold(bare.name))
            if fit is not None:
                ranks[bare.id] = fit
        counts = entity_reads.mention_counts(self.connection, ranks, self.known)
        if whole:
            ranks, counts = self._together(ranks), self._summed(counts)
        found = self.cards(ranks) if whole else self.parts(ranks)
        order = sorted(found, key=lambda one: (ranks[one], -counts.get(one, 0), one))
        return [found[one] for one in order[:limit]]

    def _card(self, entity_id: str, parts: Collection[Entity]) -> Entity | None:
        if not parts:
            return None
        shown = self.identities.canonical(entity_id)
        # As of a day on which the one that stands for all was not yet known, another does.
        card = next((part for part in parts if part.id == shown), next(iter(parts)))
        others = [name for part in parts if part.id != card.id for name in (part.name, *part.aliases)]
        names = dict.fromkeys((*card.aliases, *others))
        aliases = tuple(n for n in names if n != card.name and not self.hides(card.id, fold(n)))
        return card if aliases == card.aliases else replace(card, aliases=aliases)

    def _together(self, ranks: Mapping[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for entity_id, rank in ranks.items():
            shown = self.identities.canonical(entity_id)
            found[shown] = min(rank, found.get(shown, rank))
        return found

    def _summed(self, counts: Mapping[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for entity_id, count in counts.items():
            shown = self.identities.canonical(entity_id)
            found[shown] = found.get(shown, 0) + count
        return found


def joining(connection: Connection, known: Known) -> Joining:
    """How entities stand, as known."""
    return Joining(
        connection,
        known,
        identities_of(connection, known),
        _bare(connection, _lacking(connection, known), known),
    )


def _lacking(connection: Connection, known: Known) -> set[str]:
    """The ids in judgements on pairs that no reading brought: names set apart."""
    live = known.between(pair_judgement.c.recorded_at, pair_judgement.c.retracted_at)
    found: set[str] = set()
    for end in (pair_judgement.c.one_id, pair_judgement.c.other_id):
        card = select(entity.c.id).where(entity.c.id == end, known.since(entity.c.recorded_at))
        found.update(connection.execute(select(end).where(live, ~card.exists())).scalars())
    return found


def _bare(connection: Connection, ids: Collection[str], known: Known) -> dict[str, Entity]:
    """Entities of a name alone: its most frequent spelling, and the kind of what is called so."""
    counted: dict[str, list[tuple[int, str, str]]] = {}
    for some in chunks(sorted(ids)):
        query = (
            select(judgement.c.name_id, judgement.c.name, mention.c.kind, func.count())
            .join(mention, mention.c.id == judgement.c.mention_id)
            .where(
                judgement.c.name_id.in_(some),
                known.between(judgement.c.recorded_at, judgement.c.retracted_at),
            )
            .group_by(judgement.c.name_id, judgement.c.name, mention.c.kind)
        )
        for name_id, name, kind, count in connection.execute(query):
            counted.setdefault(name_id, []).append((-count, name, kind))
    return {one: Entity(id=one, name=name, kind=kind) for one, ((_, name, kind), *_) in _best(counted)}


def _best(
    counted: Mapping[str, list[tuple[int, str, str]]],
) -> Iterable[tuple[str, list[tuple[int, str, str]]]]:
    return ((one, sorted(spellings)) for one, spellings in sorted(counted.items()))
