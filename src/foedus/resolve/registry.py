"""The starter registry: organisations, people, products and threats that the news is full of.

`data/registry.jsonl` holds one entity a line. `id`, `name` and `kind` are required; `aliases`,
`formerly` (former names) and `ambiguous` are lists of surfaces, `tickers`, `tags` and `makes` lists
of words, `places` has `city`, `region` and `country`. What an entity belongs to stands in `parent`
(an organisation's owner), `maker` (a product's) or `of` (a person's organisation), as a registry id.
Fields not named here are left alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from foedus.errors import InputError
from foedus.model import Entity, Profile
from foedus.resolve.keys import full_key, name_key
from foedus.resolve.near import NearNames

__all__ = ["Registry", "load_registry", "read_registry"]

_KINDS = frozenset({"org", "gov", "person", "product", "threat"})
# A regulator may be marked as an organisation and a state-owned firm as a government.
_ALIKE = frozenset({"org", "gov"})
_UNLIKE = ("org", "person", "product", "threat")
_LISTS = ("aliases", "formerly", "ambiguous", "tickers", "tags", "makes")

_Index: TypeAlias = Mapping[str, tuple[Entity, ...]]


class Registry:
    """Entities that need no news to be known, found by any of their names. Iterates its entities."""

    def __init__(self, entries: Iterable[tuple[Entity, tuple[str, ...]]]) -> None:
        """Take entities, each with the surfaces that could as well mean something else."""
        listed = tuple(entries)
        self.entities: tuple[Entity, ...] = tuple(entity for entity, _ in listed)
        self._by_id = {entity.id: entity for entity in self.entities}
        self._verbatim = _index((surface, e) for e, _ in listed for surface in surfaces(e))
        self._full = _index((full_key(surface), e) for e, _ in listed for surface in surfaces(e))
        self._keys = _index((_key(surface, e.kind), e) for e, _ in listed for surface in surfaces(e))
        # Made when first asked for: only names that nobody knows need it.
        self._near: NearNames | None = None
        self._ambiguous = _index((full_key(surface), e) for e, unsure in listed for surface in unsure)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def __len__(self) -> int:
        return len(self.entities)

    def get(self, entity_id: str) -> Entity | None:
        """The entity of that id (`reg:openai`), or `None`."""
        return self._by_id.get(entity_id)

    def lookup(self, surface: str, kind: str | None = None) -> tuple[Entity, ...]:
        """The entities the surface can mean, by name key: one is a hit, several are a choice, none a miss.

        A surface listed as ambiguous never gives a single hit: the several it can mean, or none.
        With a kind only entities of that kind count; org and gov stand for one another.
        """
        if kind is None:
            every = (entity for one in _UNLIKE for entity in self.lookup(surface, one))
            found = {entity.id: entity for entity in every}
            if len(found) == 1:
                found.update((entity.id, entity) for entity in self.meanings(surface))
            return tuple(found.values())
        kinds = _ALIKE if kind in _ALIKE else frozenset({kind})
        whole, key = full_key(surface), _key(surface, kind)
        # Folding makes "The Gap" and "Hermès" the ambiguous "gap" and "hermes": as written they are names.
        exact = _of_kinds(self._verbatim.get(surface.strip(), ()), kinds)
        if not exact and whole not in self._ambiguous:
            exact = _of_kinds(self._full.get(whole, ()), kinds)
        if exact:
            return exact
        unsure = _of_kinds((*self.meanings(surface), *self._ambiguous.get(key, ())), kinds)
        both = {entity.id: entity for entity in (*_of_kinds(self._keys.get(key, ()), kinds), *unsure)}
        # An ambiguous word may mean what nobody listed: one meaning alone is no hit.
        return () if unsure and len(both) == 1 else tuple(both.values())

    def near(self, name: str, kind: str) -> tuple[Entity, ...]:
        """The entities of that kind that the name may be a shorter or a longer form of."""
        if self._near is None:
            self._near = NearNames(self.entities)
        return self._near.find(name, kind)

    def meanings(self, surface: str) -> tuple[Entity, ...]:
        """The entities for which the surface is listed as ambiguous."""
        return self._ambiguous.get(full_key(surface), ())


def surfaces(entity: Entity) -> tuple[str, ...]:
    """The names that mean the entity: its own and its aliases, former names among them."""
    return (entity.name, *entity.aliases)


@cache
def load_registry() -> Registry:
    """The registry that ships with Foedus; read once.

    Raises `InputError`, with the line's number, when a line of the file is malformed.
    """
    path = files("foedus.resolve").joinpath("data/registry.jsonl")
    return read_registry(path.read_text("utf-8").splitlines(), name="registry.jsonl")


def read_registry(lines: Iterable[str], *, name: str) -> Registry:
    """The registry that the lines of the file `name` hold; raises `InputError` for a malformed line."""
    entries: dict[str, tuple[Entity, tuple[str, ...]]] = {}
    parents: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entity, unsure = _entry(line)
        except ValueError as problem:
            raise InputError(f"{name}, line {number}: {problem}.") from problem
        if entity.id in entries:
            raise InputError(f"{name}, line {number}: the id {entity.id[4:]!r} stands there twice.")
        entries[entity.id] = (entity, unsure)
        if entity.profile.parent_id:
            parents.setdefault(entity.profile.parent_id, number)
    missing = [(number, parent) for parent, number in parents.items() if parent not in entries]
    if missing:
        number, parent = min(missing)
        raise InputError(f"{name}, line {number}: there is no entry {parent[4:]!r} for it to belong to.")
    return Registry(entries.values())


def _entry(line: str) -> tuple[Entity, tuple[str, ...]]:
    """The entity of one line, and its ambiguous surfaces; raises `ValueError` with what is wrong."""
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as problem:
        raise ValueError(f"it is no JSON ({problem.msg} at column {problem.colno})") from problem
    if not isinstance(raw, dict):
        raise ValueError("it is no JSON object")
    for field in ("id", "name", "kind"):
        if not isinstance(raw.get(field), str) or not raw[field].strip():
            raise ValueError(f"the field {field!r} is missing or no text")
    if raw["kind"] not in _KINDS:
        raise ValueError(f"the kind {raw['kind']!r} is none of {', '.join(sorted(_KINDS))}")
    lists = {field: _texts(raw, field) for field in _LISTS}
    entity = Entity(
        id=f"reg:{raw['id']}",
        name=raw["name"],
        kind=raw["kind"],
        aliases=tuple(dict.fromkeys((*lists["aliases"], *lists["formerly"]))),
        profile=_profile(raw, lists),
    )
    return entity, lists["ambiguous"]


def _profile(raw: Mapping[str, object], lists: Mapping[str, tuple[str, ...]]) -> Profile:
    places = raw.get("places") or {}
    if not isinstance(places, dict):
        raise ValueError("the field 'places' is no object")
    year = raw.get("founded", raw.get("launched"))
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise ValueError("the year founded is no whole number")
    belongs = _text(raw, "parent") or _text(raw, "maker") or _text(raw, "of")
    return Profile(
        founded=year,
        city=_text(places, "city"),
        region=_text(places, "region"),
        country=_text(places, "country"),
        tags=lists["tags"],
        tickers=lists["tickers"],
        makes=lists["makes"],
        parent_id=f"reg:{belongs}" if belongs else None,
        title=_text(raw, "title"),
        source=_text(raw, "source"),
    )


def _text(raw: Mapping[str, object], field: str) -> str | None:
    value = raw.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"the field {field!r} is no text")
    return value or None


def _texts(raw: Mapping[str, object], field: str) -> tuple[str, ...]:
    values = raw.get(field) or []
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise ValueError(f"the field {field!r} is no list of texts")
    return tuple(values)


def _key(surface: str, kind: str) -> str:
    """The key of a surface in the registry, where org and gov are one kind."""
    return name_key(surface, "org" if kind in _ALIKE else kind)


def _of_kinds(entities: Iterable[Entity], kinds: Iterable[str]) -> tuple[Entity, ...]:
    return tuple(entity for entity in entities if entity.kind in kinds)


def _index(pairs: Iterable[tuple[str, Entity]]) -> _Index:
    """Each key with its entities, in the order of the file and without repetition."""
    gathered: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
    for key, entity in pairs:
        gathered[key][entity.id] = entity
    return MappingProxyType({key: tuple(found.values()) for key, found in gathered.items()})
