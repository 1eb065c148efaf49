"""Names that may stand for one another across stories: "Apollo" and "Apollo Hospitals", "FDIC" in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from foedus.model import Entity
from foedus.resolve.keys import full_key, name_key
from foedus.resolve.short_forms import short_form_of

__all__ = ["NearNames", "near_as"]

# Words that more names share than this ("Bank of ...") tell of no kinship, and cost time.
_MOST = 200
_ALIKE = frozenset({"org", "gov"})


class NearNames:
    """Entities, found by a word that their names may be called by for short."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self._by_mark: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
        self.add(entities)

    def add(self, entities: Iterable[Entity]) -> None:
        """Adds entities under each of their names; one that changed replaces what it was."""
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                for mark in _marks(name, entity.kind):
                    self._by_mark[mark][entity.id] = entity

    def find(self, name: str, kind: str) -> tuple[Entity, ...]:
        """The entities of that kind (org and gov are one) that the name can be a form of, or the reverse."""
        kinds = _ALIKE if kind in _ALIKE else {kind}
        found: dict[str, Entity] = {}
        for mark in _marks(name, kind):
            some = self._by_mark.get(mark, {})
            if len(some) <= _MOST:
                found.update((one.id, one) for one in some.values() if one.kind in kinds)
        return tuple(found[one] for one in sorted(found) if near_as(name, kind, found[one]) is not None)


def near_as(name: str, kind: str, entity: Entity) -> tuple[str, str, bool] | None:
    """How a name and an entity are near: the way, the entity's name, and whether the other is the shorter.

    `None` where neither can stand for the other.
    """
    for other in (entity.name, *entity.aliases):
        how = short_form_of(name, other, kind)
        if how is not None:
            return how, other, True
    for other in (entity.name, *entity.aliases):
        how = short_form_of(other, name, kind)
        if how is not None:
            return how, other, False
    return None


def _marks(name: str, kind: str) -> Iterator[str]:
    """First word, last word and initials of a name: what its short forms begin with, end with, or are."""
    words = name_key(name, kind).split()
    yield from {words[0], words[-1]} if words else ()
    initials = "".join(word[0] for word in full_key(name).split())
    if 1 < len(initials) < 9:
        yield initials
