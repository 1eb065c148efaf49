"""Names to entities: which organisation, person or product each mention means, and why.

The order of evidence: the registry, by exact key; a longer name in the same story that the name is
a short form of; an entity already in the book with the same key and kind; else a new entity. A
name that the registry knows keeps its entity, so that two registry entities never become one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from foedus.model import Entity, Judgement, content_id
from foedus.resolve.keys import loose_key, name_key
from foedus.resolve.names import KnownNames, NamedMention
from foedus.resolve.registry import Registry
from foedus.resolve.short_forms import short_form_of

__all__ = ["new_entity_id", "resolve"]

_SCORES = {
    "registry": 0.98,
    "short form": 0.85,
    "last name": 0.85,
    "acronym": 0.85,
    "book": 0.9,
    "loose": 0.7,
}
_NEW, _NEW_AMBIGUOUS, _UNSURE = 0.6, 0.5, 0.3


@dataclass(frozen=True, slots=True)
class _Decision:
    """The entity that a name means, with reasons, and those it could mean as well."""

    entity: Entity
    score: float
    reasons: tuple[str, ...]
    rivals: tuple[Entity, ...] = ()


def resolve(
    names: Iterable[NamedMention], *, registry: Registry, known: KnownNames, decided_by: str
) -> Iterator[tuple[Judgement, Entity]]:
    """For every name, in the order given, the judgement and the entity it is about.

    The names of one story must stand together. A name of two ("Microsoft & OpenAI") gives one
    judgement for each. Every name gets exactly one judgement `same`; a name that the registry lists
    as ambiguous also gets, before it, one `unsure` for each entity it could mean. The same names,
    registry and book always give the same judgements, with the same ids.
    """
    for _, group in groupby(names, key=lambda mention: mention.story_id):
        yield from _story(list(group), registry, known, decided_by)


def new_entity_id(kind: str, key: str) -> str:
    """The id of an entity first met in the news, from its kind and name key."""
    return content_id("en", kind, key)


def _story(
    mentions: Sequence[NamedMention], registry: Registry, known: KnownNames, decided_by: str
) -> Iterator[tuple[Judgement, Entity]]:
    """The judgements of one story's names."""
    split = [(mention, _parts(mention, mentions, registry)) for mention in mentions]
    named = dict.fromkeys((part, mention.kind) for mention, parts in split for part in parts)
    story = _Story(names=tuple(named), registry=registry, known=known)
    for mention, parts in split:
        for part in parts:
            decision = story.decide(part, mention.kind)
            for rival in decision.rivals:
                reason = f"'{part}' may also mean {rival.name}"
                yield _judged(mention, rival, "unsure", _UNSURE, (reason,), decided_by), rival
            entity = decision.entity
            yield _judged(mention, entity, "same", decision.score, decision.reasons, decided_by), entity


def _judged(
    mention: NamedMention,
    entity: Entity,
    verdict: str,
    score: float,
    reasons: tuple[str, ...],
    decided_by: str,
) -> Judgement:
    return Judgement(
        mention_id=mention.mention_id,
        entity_id=entity.id,
        verdict=verdict,
        score=score,
        reasons=reasons,
        decided_by=decided_by,
    )


def _parts(mention: NamedMention, mentions: Sequence[NamedMention], registry: Registry) -> tuple[str, ...]:
    """The names that "A & B" joins; "Johnson & Johnson" and "Smith & Wesson" are one.

    It is cut only where each part is a name by itself: known to the registry, or met in the story.
    """
    pieces = mention.name.split(" & ")
    if len(pieces) == 1 or registry.lookup(mention.name):
        return (mention.name,)
    whole = {name_key(other.name, "org") for other in mentions if " & " not in other.name}
    parts: list[str] = []
    while pieces:
        for size in range(len(pieces), 0, -1):
            part = " & ".join(pieces[:size])
            if part != mention.name and (name_key(part, "org") in whole or registry.lookup(part)):
                parts.append(part)
                del pieces[:size]
                break
        else:
            return (mention.name,)
    return tuple(parts)


@dataclass(slots=True)
class _Story:
    """The names of one story, and what was decided about each so far."""

    names: tuple[tuple[str, str], ...]
    registry: Registry
    known: KnownNames
    decided: dict[tuple[str, str], _Decision] = field(default_factory=dict)

    def decide(self, name: str, kind: str) -> _Decision:
        """What the name means; decided once."""
        if (name, kind) not in self.decided:
            self.decided[name, kind] = (
                self._registered(name, kind)
                or self._short_form(name, kind)
                or self._in_book(name, kind)
                or self._new(name, kind)
            )
        return self.decided[name, kind]

    def _registered(self, name: str, kind: str) -> _Decision | None:
        found = self.registry.lookup(name, kind)
        if len(found) != 1:
            return None
        reason = f"same name key '{name_key(name, kind)}' as registry entry {found[0].name}"
        return _Decision(found[0], _SCORES["registry"], (reason,))

    def _short_form(self, name: str, kind: str) -> _Decision | None:
        """The one entity that longer names of the story mean and this name can stand for."""
        longer: dict[str, tuple[str, str]] = {}
        for other, other_kind in self.names:
            how = short_form_of(name, other, kind) if other_kind == kind else None
            if how is not None:
                # A short form has a shorter key than what it stands for: this always ends.
                longer.setdefault(self.decide(other, kind).entity.id, (other, how))
        if len(longer) != 1:
            return None
        ((other, how),) = longer.values()
        target = self.decide(other, kind)
        reason = f"{how} of '{other}' in the same story"
        return _Decision(target.entity, min(_SCORES[how], target.score), (reason, *target.reasons))

    def _in_book(self, name: str, kind: str) -> _Decision | None:
        for how, key in (("book", name_key(name, kind)), ("loose", loose_key(name, kind))):
            # What the registry has under the name was asked for before, and was no hit.
            found = [entity for entity in self.known.find(key, kind) if self.registry.get(entity.id) is None]
            if len(found) == 1:
                reason = f"same name key '{key}' as {found[0].name}, met before"
                return _Decision(found[0], _SCORES[how], (reason,), self._rivals(name, kind, found[0]))
        return None

    def _new(self, name: str, kind: str) -> _Decision:
        """A new entity, shown under the fullest spelling that the story has of its name.

        That is the longest one not all in capitals, and of these the first in the alphabet.
        """
        key = name_key(name, kind)
        spellings = {
            _bare(other) for other, same in self.names if same == kind and name_key(other, kind) == key
        }
        first, *others = sorted(spellings or {name}, key=lambda text: (text.isupper(), -len(text), text))
        entity = Entity(id=new_entity_id(kind, key), name=first, kind=kind, aliases=tuple(others))
        rivals = self._rivals(name, kind, entity)
        if rivals:
            listed = ", ".join(rival.name for rival in rivals)
            reasons = (f"'{name}' is ambiguous in the registry ({listed}) and the story does not tell which",)
            return _Decision(entity, _NEW_AMBIGUOUS, reasons, rivals)
        return _Decision(entity, _NEW, (f"no known entity has the name key '{key}'",))

    def _rivals(self, name: str, kind: str, chosen: Entity) -> tuple[Entity, ...]:
        """The registry entities that an ambiguous name could mean as well."""
        alike = {"org", "gov"} if kind in {"org", "gov"} else {kind}
        found = (*self.registry.lookup(name, kind), *self.registry.meanings(name))
        rivals = {entity.id: entity for entity in found if entity.kind in alike and entity.id != chosen.id}
        return tuple(rivals.values())


def _bare(name: str) -> str:
    """The spelling without blanks around it and without a possessive."""
    name = " ".join(name.split())
    return name[:-2] if name.endswith(("'s", "’s")) and len(name) > 2 else name
