"""Who is meant: the names of a reading, judged against the registry and the names the book knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from foedus.flow.listed import ListedInBook
from foedus.model import Entity, Judgement, Mention, Reading
from foedus.record import View
from foedus.resolve import NamedMention, NearNames, Registry, name_key, resolve

__all__ = ["DECIDED_BY", "Judged", "Linking", "names_of"]

DECIDED_BY = "resolve-2"
"""Who signs the judgements: the rules of `resolve`, and the version of how flow asks them."""

_COVERED = "org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was decided about the names of one story, and the entities that were decided on."""

    judgements: tuple[Judgement, ...]
    entities: tuple[Entity, ...]


class Linking:
    """Judges the names of story after story; remembers the entities of the book between them."""

    def __init__(self, registry: Registry, view: View) -> None:
        self._registry = registry
        unjudged = view.unjudged()
        self._known = _Names(one for one in view.entities(joined=False) if one.id not in unjudged)
        self._listed = ListedInBook(view)

    def judge(self, reading: Reading) -> Judged:
        """What the names of a reading mean. Changes nothing: `learn` the entities once they are recorded."""
        found = list(
            resolve(
                names_of(reading),
                registry=self._registry,
                known=self._known,
                decided_by=DECIDED_BY,
                listed=self._listed,
            )
        )
        entities = {entity.id: entity for _, entity in found}
        for entity in tuple(entities.values()):
            # The card of a unit names its parent, which no story need have named.
            parent = self._registry.get(entity.profile.parent_id or "")
            if parent is not None:
                entities.setdefault(parent.id, parent)
        return Judged(judgements=tuple(one for one, _ in found), entities=tuple(entities.values()))

    def learn(self, entities: Iterable[Entity]) -> None:
        """Takes entities for known from now on."""
        self._known.add(entities)


class _Names:
    """The entities met before, by name key and kind, oldest first."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_key: defaultdict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
        self._near = NearNames()
        self.add(entities)

    def add(self, entities: Iterable[Entity]) -> None:
        """Adds entities under each of their names; one that changed replaces what it was."""
        entities = tuple(entities)
        self._near.add(entities)
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                self._by_key[name_key(name, entity.kind), entity.kind][entity.id] = entity

    def find(self, key: str, kind: str) -> tuple[Entity, ...]:
        """The entities of that kind that have a name with that key."""
        return tuple(self._by_key.get((key, kind), {}).values())

    def near(self, name: str, kind: str) -> tuple[Entity, ...]:
        """The entities that the name may be a shorter or a longer form of."""
        return self._near.find(name, kind)


def names_of(reading: Reading) -> tuple[NamedMention, ...]:
    """The names to decide, in text order: all that claims use, and every organisation for its coverage."""
    used = [end for claim in reading.claims for end in (claim.subject, claim.object, claim.holder) if end]
    covered = [mention for mention in reading.mentions if mention.kind == _COVERED]
    # What a claim says of its end wins: there a nominal has its referent.
    mentions: dict[str, Mention] = {}
    for mention in (*used, *covered):
        mentions.setdefault(mention.id, mention)
    ordered = sorted(mentions.values(), key=lambda mention: (mention.span.start, mention.span.end))
    return tuple(
        NamedMention(mention_id=one.id, name=one.name, kind=one.kind, story_id=one.span.story_id)
        for one in ordered
        if one.name
    )
