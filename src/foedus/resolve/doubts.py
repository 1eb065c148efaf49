"""What a name may mean besides what it is taken for: the entities that a person is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from foedus.model import Entity
from foedus.resolve.bands import band
from foedus.resolve.keys import loose_key, name_key
from foedus.resolve.names import KnownNames
from foedus.resolve.near import near_as
from foedus.resolve.registry import Registry

__all__ = ["Doubt", "Doubts", "listed_doubts"]

_SCORES = {"loose": 0.7, "near": 0.6, "ambiguous": 0.5, "one of several": 0.5, "longer": 0.45}
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entity that a name may mean besides, how likely (0 to 1), and why."""

    entity: Entity
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """Looks for what a new name could mean, among the names known."""

    registry: Registry
    known: KnownNames

    def of(
        self,
        name: str,
        kind: str,
        chosen: Entity,
        longer: Mapping[str, tuple[Entity, str]],
        listed: Iterable[Doubt],
    ) -> tuple[Doubt, ...]:
        """The entities that a new name could mean, each once, the likeliest first.

        `longer` are the names of its story that it can be a form of: what each means, and how;
        `listed` are those for which a list has the name as one of several meanings.
        """
        found = [*listed, *self._alike(name, kind), *self._near(name, kind)]
        for other, (entity, how) in longer.items():
            reason = f"{how} of '{other}', one of several in the same story"
            found.append(Doubt(entity, _SCORES["one of several"], reason))
        return _ordered(doubt for doubt in found if doubt.entity.id != chosen.id)

    def _alike(self, name: str, kind: str) -> Iterator[Doubt]:
        """Entities of the book under the same name, or one that differs in "Group" and the like."""
        key, loose = name_key(name, kind), loose_key(name, kind)
        for entity in self.known.find(key, kind):
            yield Doubt(entity, _SCORES["one of several"], f"one of several with the name key '{key}'")
        for entity in self.known.find(loose, kind) if loose != key else ():
            yield Doubt(entity, _SCORES["loose"], f"'{name}' is {entity.name} but for a word like Group")

    def _near(self, name: str, kind: str) -> tuple[Doubt, ...]:
        """Entities of the book and the registry of which the name may be a short form, or the reverse."""
        found = []
        for entity in (*self.known.near(name, kind), *self.registry.near(name, kind)):
            near = near_as(name, kind, entity)
            if near is not None:
                how, other, shorter = near
                reason = f"{how} of '{other}'" if shorter else f"'{other}' is a {how} of it"
                found.append(Doubt(entity, _SCORES["near" if shorter else "longer"], reason))
        return _ordered(found)[:_MOST_NEAR]


def listed_doubts(name: str, rivals: Iterable[Entity]) -> tuple[Doubt, ...]:
    """The entities for which a registry or a file of names lists an ambiguous name."""
    return tuple(
        Doubt(rival, _SCORES["ambiguous"], f"'{name}' may also mean {rival.name}") for rival in rivals
    )


def _ordered(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Those in the band of the unsure, the likeliest first, each entity once."""
    some = sorted(doubts, key=lambda doubt: (-doubt.score, doubt.entity.id))
    once: dict[str, Doubt] = {}
    for doubt in some:
        if band(doubt.score) == "unsure":
            once.setdefault(doubt.entity.id, doubt)
    return tuple(once.values())
