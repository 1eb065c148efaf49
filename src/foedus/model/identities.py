"""Which entities are one: what judgements on pairs come to, worked out anew from those in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Identities", "Ruling"]

_REGISTRY = "reg:"


class Ruling(NamedTuple):
    """A judgement on a pair as far as it counts here: a user's goes before a rule's, then the newer."""

    by_user: bool
    number: int
    verdict: str
    one_id: str
    other_id: str


class Identities:
    """Entities as their judgements leave them: one, or apart, or (most of them) never judged.

    A function of the judgements in force and their order alone: whatever was decided and taken back
    on the way leaves no trace. Of two that contradict each other, however many steps apart, the one
    that goes before holds and the other waits until that is taken back.
    """

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        self._linked: defaultdict[str, set[str]] = defaultdict(set)
        ordered = sorted(rulings, reverse=True)
        for ruling in ordered:
            self._take(ruling)
        self._shown = self._choose(ordered)

    def canonical(self, entity_id: str) -> str:
        """The entity that stands for this one: itself where nobody judged it."""
        return self._shown.get(self._root(entity_id), entity_id)

    def members(self, entity_id: str) -> tuple[str, ...]:
        """Every entity that is one with this one, itself among them, by id."""
        return tuple(sorted(self._members.get(self._root(entity_id), {entity_id})))

    def apart(self, one_id: str, other_id: str) -> bool:
        """Whether a judgement in force keeps the two apart."""
        return self._root(other_id) in self._apart.get(self._root(one_id), ())

    def meant(self, entity_id: str, name_id: str | None) -> str:
        """What a name means that a rule gave to an entity: that one, or its own where they are apart."""
        if name_id is not None and name_id != entity_id and self.apart(name_id, entity_id):
            return self.canonical(name_id)
        return self.canonical(entity_id)

    def parted(self) -> frozenset[tuple[str, str]]:
        """Every two entities that are apart, in both orders: the names that a rule's link may not keep."""
        return frozenset(
            (one, other)
            for root, others in self._apart.items()
            for against in others
            for one in self._members[root]
            for other in self._members[against]
        )

    def against(self, entity_id: str) -> tuple[str, ...]:
        """Every entity that is apart from this one, by id."""
        others = self._apart.get(self._root(entity_id), set())
        return tuple(sorted(one for root in others for one in self._members[root]))

    def around(self, entity_ids: Iterable[str]) -> frozenset[str]:
        """The entities that judgements in force, of either verdict, tie to these: all they can move."""
        found, next_up = set(entity_ids), list(entity_ids)
        while next_up:
            fresh = self._linked.get(next_up.pop(), set()) - found
            found |= fresh
            next_up.extend(fresh)
        return frozenset(found)

    def _take(self, ruling: Ruling) -> None:
        one, other = (self._rooted(entity_id) for entity_id in (ruling.one_id, ruling.other_id))
        self._linked[ruling.one_id].add(ruling.other_id)
        self._linked[ruling.other_id].add(ruling.one_id)
        if one == other or other in self._apart[one]:
            return
        if ruling.verdict == "different":
            self._apart[one].add(other)
            self._apart[other].add(one)
        else:
            self._join(one, other)

    def _join(self, one: str, other: str) -> None:
        self._parent[one] = other
        self._members[other] |= self._members.pop(one)
        for against in self._apart.pop(one, set()):
            self._apart[against].remove(one)
            self._apart[against].add(other)
            self._apart[other].add(against)

    def _rooted(self, entity_id: str) -> str:
        self._parent.setdefault(entity_id, entity_id)
        root = self._root(entity_id)
        self._members.setdefault(root, {entity_id})
        return root

    def _root(self, entity_id: str) -> str:
        while (parent := self._parent.get(entity_id, entity_id)) != entity_id:
            entity_id = parent
        return entity_id

    def _choose(self, ordered: Iterable[Ruling]) -> dict[str, str]:
        """For each root the entity shown: one of the registry if any, as the first judgements have it."""
        shown: dict[str, str] = {}
        for ruling in ordered:
            root = self._root(ruling.one_id)
            if ruling.verdict != "same" or root != self._root(ruling.other_id):
                continue
            for entity_id in (ruling.other_id, ruling.one_id):
                standing = shown.setdefault(root, entity_id)
                if entity_id.startswith(_REGISTRY) and not standing.startswith(_REGISTRY):
                    shown[root] = entity_id
        return shown
