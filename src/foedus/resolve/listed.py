"""What imported files of names say a surface means: a second source of candidates beside the registry.

Listings that share an id (LEI, CIK, Wikidata) are one entity, whatever else they state. So are
listings of different sources under one name, where each source has just one and their countries and
ids do not contradict. Two entities under one name stay two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Protocol

from foedus.model import Entity, Listing, content_id
from foedus.resolve.distinct import is_distinct, is_fully_written
from foedus.resolve.keys import full_key, name_key
from foedus.resolve.registry import Registry

__all__ = [
    "LISTED_ID",
    "MOST_LISTED",
    "NOTHING_LISTED",
    "Found",
    "Listed",
    "ListedNames",
    "grouped",
    "key_for",
    "keys_of",
]

MOST_LISTED = 25
"""So many listings under one name are looked at; where there are more, the name means nobody by itself."""

LISTED_ID = "li_"
"""What the ids of entities begin with that only their listing tells from others of their name."""

_MOST_RIVALS = 5
_MOST_JOINED = 8
_SCHEMES = ("lei", "cik", "wikidata")
_BY_VALUE = ("lei", "cik", "wikidata", "ticker")
_LESSER = frozenset({"BRANCH", "INACTIVE"})


class ListedNames(Protocol):
    """The listings that stand, by key: what a book is asked while names are resolved."""

    def find(self, key: str) -> Sequence[Listing]:
        """The listings under a key of `keys_of`, oldest first, at most `MOST_LISTED`."""
        ...


class _Nothing:
    """No file of names was imported."""

    def find(self, key: str) -> Sequence[Listing]:
        """Nothing."""
        return ()


NOTHING_LISTED: ListedNames = _Nothing()


def key_for(surface: str, kind: str) -> str:
    """The key under which listings of a name are found; org and gov are one kind."""
    kind = "org" if kind == "gov" else kind
    return f"{kind} {name_key(surface, kind)}"


def keys_of(listing: Listing) -> tuple[str, ...]:
    """The keys of a listing: its names, weak ones too, and its ids (`lei …`, `ticker …`)."""
    names = (*listing.surfaces, *listing.all_of("weak_alias"))
    ids = [f"{field} {value.casefold()}" for field in _BY_VALUE for value in listing.all_of(field)]
    return tuple(dict.fromkeys((*(key_for(name, listing.kind) for name in names), *ids)))


@dataclass(frozen=True, slots=True)
class Found:
    """What listings say of a surface: the one entity it means, if sure, else those it could mean; and why."""

    entity: Entity | None
    reason: str
    rivals: tuple[Entity, ...]


_NOBODY = Found(None, "", ())


@dataclass(frozen=True, slots=True)
class Listed:
    """Asks the listings, beside the registry whose entities they may be about."""

    names: ListedNames
    registry: Registry
    _grouped: dict[str, list[tuple[Listing, ...]]] = field(default_factory=dict)

    def find(self, surface: str, kind: str) -> Found:
        """What the surface means: one entity for sure, or the choice there is.

        A bare name is sure where one entity alone has it and it is distinct; a name in full, with its
        company form, where one entity alone is written so. Weak aliases are never sure.
        """
        kind = "org" if kind == "gov" else kind
        key = key_for(surface, kind)
        listings = self.names.find(key)
        if not listings:
            return _NOBODY
        groups = self._groups(key)
        written = [group for group in groups if _is_written(group, surface)]
        full = is_fully_written(surface, kind)
        chosen = groups[0] if len(groups) == 1 else written[0] if full and len(written) == 1 else None
        too_many = len(listings) >= MOST_LISTED
        if chosen is not None and not too_many and (is_distinct(surface, kind) or (full and written)):
            entity = self.entity(chosen)
            return Found(entity, f"same name key '{key.partition(' ')[2]}' as {_listed(chosen)}", ())
        open_groups = (groups or grouped(listings))[:_MOST_RIVALS]
        rivals = {entity.id: entity for entity in map(self.entity, open_groups)}
        sources = _sources(one for group in open_groups for one in group)
        return Found(None, f"listed by {sources}", tuple(rivals.values()))

    def entity(self, group: Sequence[Listing]) -> Entity:
        """The entity that a group of listings is about: the registry's, else one known by its name.

        Where another has the same name, or the name could be a word, the id is that of the listing, so
        that what is met without its form is not taken for it. The entity holds no value of the listings:
        those stay with their source.
        """
        known = {entity.id: entity for entity in (self._registered(one) for one in group) if entity}
        if len(known) == 1:
            return next(iter(known.values()))
        lead = group[0]
        key = key_for(lead.name, lead.kind)
        alone = len(self._groups(key)) <= 1 and is_distinct(lead.name, lead.kind)
        entity_id = content_id("en", lead.kind, name_key(lead.name, lead.kind)) if alone else _own_id(group)
        return Entity(id=entity_id, name=lead.name, kind=lead.kind)

    def _groups(self, key: str) -> list[tuple[Listing, ...]]:
        """The entities that have a key by a name, not by a weak alias only; worked out once."""
        if key not in self._grouped:
            listings = self.names.find(key)
            strong = [one for one in listings if any(key_for(name, one.kind) == key for name in one.surfaces)]
            self._grouped[key] = grouped(_active(strong))
        return self._grouped[key]

    def _registered(self, listing: Listing) -> Entity | None:
        """The registry's entity that a listing is about, where nothing speaks against it."""
        found = self.registry.lookup(listing.name, listing.kind)
        if len(found) != 1:
            return None
        entity, countries = found[0], listing.all_of("country")
        if set(entity.profile.tickers) & set(listing.all_of("ticker")):
            return entity
        if entity.profile.country and countries:
            return entity if entity.profile.country in countries else None
        full = full_key(listing.name)
        return entity if full in {full_key(name) for name in (entity.name, *entity.aliases)} else None


def _active(listings: Sequence[Listing]) -> Sequence[Listing]:
    """The listings without branches and firms that are no more, unless there are only such."""
    kept = [one for one in listings if not _LESSER & {*one.all_of("category"), *one.all_of("status")}]
    return kept or listings


def _is_written(group: Iterable[Listing], surface: str) -> bool:
    full = full_key(surface)
    return any(full_key(name) == full for listing in group for name in listing.surfaces)


def _listed(group: Sequence[Listing]) -> str:
    return f"{group[0].name}, listed by {_sources(group)}"


def _sources(listings: Iterable[Listing]) -> str:
    """The sources with the ids of their imports: by these a decision is found when one is taken back."""
    return ", ".join(dict.fromkeys(f"{one.source} ({one.import_id})" for one in listings))


def _own_id(group: Sequence[Listing]) -> str:
    """The id of an entity that its name does not tell from others: by the best id there is."""
    idents = {ident for listing in group for ident in listing.idents}
    for scheme in _SCHEMES:
        values = sorted(value for name, value in idents if name == scheme)
        if values:
            return content_id(LISTED_ID[:-1], scheme, values[0])
    return content_id(LISTED_ID[:-1], *min(idents))


def grouped(listings: Sequence[Listing]) -> list[tuple[Listing, ...]]:
    """The listings by the entity they are about; the same for any order they are given in."""
    groups: list[list[Listing]] = []
    home: dict[tuple[str, str], list[Listing]] = {}
    for listing in sorted(listings, key=_order):
        touching = {id(home[ident]): home[ident] for ident in listing.idents if ident in home}
        merged = [one for group in touching.values() for one in group] + [listing]
        if touching:
            groups = [group for group in groups if id(group) not in touching]
        groups.append(merged)
        home.update((ident, merged) for one in merged for ident in one.idents)
    groups = _joined(sorted(groups, key=_first))
    return [tuple(sorted(group, key=_order)) for group in groups]


def _joined(groups: list[list[Listing]]) -> list[list[Listing]]:
    """The groups with those made one that different sources have under one name, without contradiction."""
    while len(groups) <= _MOST_JOINED and (pair := _pair(groups)) is not None:
        merged = [one for place in pair for one in groups[place]]
        rest = [group for place, group in enumerate(groups) if place not in pair]
        groups = sorted([*rest, merged], key=_first)
    return groups


def _pair(groups: list[list[Listing]]) -> tuple[int, int] | None:
    """Two groups that agree, where neither agrees with a second one of the other's sources."""
    fits = [pair for pair in combinations(range(len(groups)), 2) if _agree(*(groups[at] for at in pair))]
    sources = [{listing.source for listing in group} for group in groups]

    def rivals(one: int, other: int) -> int:
        ends = [b if a == one else a for a, b in fits if one in (a, b)]
        return sum(bool(sources[end] & sources[other]) for end in ends)

    return next(((a, b) for a, b in fits if rivals(a, b) == rivals(b, a) == 1), None)


def _agree(one: list[Listing], other: list[Listing]) -> bool:
    """Whether two groups of different sources can be one entity: same name, no id or country against it."""
    if {listing.source for listing in one} & {listing.source for listing in other}:
        return False
    if not {key_for(x.name, x.kind) for x in one} & {key_for(x.name, x.kind) for x in other}:
        return False
    for stated in (*_SCHEMES, "country"):
        here = {value for listing in one for value in listing.all_of(stated)}
        there = {value for listing in other for value in listing.all_of(stated)}
        if here and there and not here & there:
            return False
    return True


def _order(listing: Listing) -> tuple[bool, str, str, str]:
    """A name not all in capitals leads; the rest is for the same order every time."""
    return listing.name.isupper(), listing.source, listing.own_id, listing.import_id


def _first(group: Iterable[Listing]) -> tuple[bool, str, str, str]:
    return min(map(_order, group))
