"""Names to entities: which organisation, person or product each mention means, and why.

The order of evidence: the registry, by exact key; a longer name in the same story that the name is
a short form of; the imported files of names; an entity already in the book with the same key and
kind; else a new entity. A name that the registry knows keeps its entity, so that two registry
entities never become one. What is not sure is never linked: the name stands for itself, and what it
may mean is noted for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from foedus.model import Entity, Judgement, content_id
from foedus.resolve.distinct import is_fully_written
from foedus.resolve.doubts import Doubt, Doubts, listed_doubts
from foedus.resolve.keys import name_key
from foedus.resolve.listed import LISTED_ID, NOTHING_LISTED, Found, Listed, ListedNames
from foedus.resolve.names import KnownNames, NamedMention
from foedus.resolve.registry import Registry
from foedus.resolve.short_forms import short_form_of

__all__ = ["new_entity_id", "resolve"]

_SCORES = {
    "registry": 0.98,
    "listed": 0.98,
    "short form": 0.85,
    "last name": 0.85,
    "acronym": 0.85,
    "book": 0.9,
}
_NEW, _IN_DOUBT = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class _Decision:
    """The entity that a name means, with reasons, and those it could mean as well."""

    entity: Entity
    score: float
    reasons: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def resolve(
    names: Iterable[NamedMention],
    *,
    registry: Registry,
    known: KnownNames,
    decided_by: str,
    listed: ListedNames = NOTHING_LISTED,
) -> Iterator[tuple[Judgement, Entity]]:
    """For every name, in the order given, the judgement and the entity it is about.

    The names of one story must stand together. A name of two ("Microsoft & OpenAI") gives one
    judgement for each. Every name gets exactly one judgement `same`, and before it one `unsure` for
    each further entity that it could mean: by the registry, by the imported names (`listed`), or
    because a known name is near. The same names, registry, imports and book always give the same
    judgements, with the same ids.
    """
    evidence = _Evidence(registry, known, Listed(listed, registry))
    for _, group in groupby(names, key=lambda mention: mention.story_id):
        yield from _story(list(group), evidence, decided_by)


def new_entity_id(kind: str, key: str) -> str:
    """The id of an entity first met in the news, from its kind and name key."""
    return content_id("en", kind, key)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is asked about names, beside the story they stand in."""

    registry: Registry
    known: KnownNames
    listed: Listed


def _story(
    mentions: Sequence[NamedMention], evidence: _Evidence, decided_by: str
) -> Iterator[tuple[Judgement, Entity]]:
    """The judgements of one story's names."""
    split = [(mention, _parts(mention, mentions, evidence)) for mention in mentions]
    names = dict.fromkeys((part, mention.kind) for mention, parts in split for part in parts)
    story = _Story(names=tuple(names), evidence=evidence)
    for mention, parts in split:
        for part in parts:
            decision = story.decide(part, mention.kind)
            named = NamedMention(
                mention_id=mention.mention_id, name=part, kind=mention.kind, story_id=mention.story_id
            )
            for doubt in decision.doubts:
                asked = _Decision(doubt.entity, doubt.score, (doubt.reason,))
                yield _judged(named, asked, "unsure", decided_by), doubt.entity
            yield _judged(named, decision, "same", decided_by), decision.entity


def _judged(mention: NamedMention, decision: _Decision, verdict: str, decided_by: str) -> Judgement:
    return Judgement(
        mention_id=mention.mention_id,
        entity_id=decision.entity.id,
        verdict=verdict,
        score=decision.score,
        reasons=decision.reasons,
        decided_by=decided_by,
        name=_bare(mention.name),
        name_id=new_entity_id(mention.kind, name_key(mention.name, mention.kind)),
    )


def _parts(mention: NamedMention, mentions: Sequence[NamedMention], evidence: _Evidence) -> tuple[str, ...]:
    """The names that "A & B" joins; "Johnson & Johnson" and "Smith & Wesson" are one.

    It is cut only where each part is a name by itself: known to the registry, or met in the story; and
    never where the registry or a file of names knows the whole.
    """
    pieces, registry = mention.name.split(" & "), evidence.registry
    if len(pieces) == 1 or registry.lookup(mention.name):
        return (mention.name,)
    if evidence.listed.find(mention.name, mention.kind).entity is not None:
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
    evidence: _Evidence
    listings: dict[tuple[str, str], Found] = field(default_factory=dict)
    decided: dict[tuple[str, str], _Decision] = field(default_factory=dict)

    def decide(self, name: str, kind: str) -> _Decision:
        """What the name means; decided once."""
        if (name, kind) not in self.decided:
            self.decided[name, kind] = (
                self._registered(name, kind)
                or self._short_form(name, kind)
                or self._in_files(name, kind)
                or self._in_book(name, kind)
                or self._new(name, kind)
            )
        return self.decided[name, kind]

    def _registered(self, name: str, kind: str) -> _Decision | None:
        found = self.evidence.registry.lookup(name, kind)
        if len(found) != 1:
            return None
        reason = f"same name key '{name_key(name, kind)}' as registry entry {found[0].name}"
        return _Decision(found[0], _SCORES["registry"], (reason,))

    def _short_form(self, name: str, kind: str) -> _Decision | None:
        """The one entity that longer names of the story mean and this name can stand for."""
        longer = self._longer(name, kind)
        if len({entity.id for entity, _ in longer.values()}) != 1:
            return None
        other, (_, how) = next(iter(longer.items()))
        target = self.decide(other, kind)
        reason = f"{how} of '{other}' in the same story"
        score = min(_SCORES[how], target.score)
        return _Decision(target.entity, score, (reason, *target.reasons), target.doubts)

    def _longer(self, name: str, kind: str) -> dict[str, tuple[Entity, str]]:
        """The story's longer names that this one can stand for: what each means, and how."""
        longer: dict[str, tuple[Entity, str]] = {}
        for other, other_kind in self.names:
            how = short_form_of(name, other, kind) if other_kind == kind else None
            if how is not None:
                # A short form has a shorter key than what it stands for: this always ends.
                longer[other] = (self.decide(other, kind).entity, how)
        return longer

    def _in_files(self, name: str, kind: str) -> _Decision | None:
        """The one entity that imported files of names give, where the registry knows no other meaning."""
        registry = self.evidence.registry
        if not is_fully_written(name, kind):
            written = self._written_in_full(name, kind)
            if written is not None or registry.lookup(name, kind) or registry.meanings(name):
                return written
        found = self._found(name, kind)
        if found.entity is None:
            return None
        return _Decision(found.entity, _SCORES["listed"], (found.reason,))

    def _written_in_full(self, name: str, kind: str) -> _Decision | None:
        """The one entity of the files that the story names with its company form elsewhere."""
        key = name_key(name, kind)
        full = [
            other
            for other, same in self.names
            if same == kind and name_key(other, kind) == key and is_fully_written(other, kind)
        ]
        sure = {
            found.entity.id: found for found in (self._found(other, kind) for other in full) if found.entity
        }
        if len(sure) != 1:
            return None
        (found,) = sure.values()
        assert found.entity is not None  # for mypy
        reason = f"short form of '{full[0]}' in the same story"
        return _Decision(found.entity, _SCORES["short form"], (reason, found.reason))

    def _found(self, name: str, kind: str) -> Found:
        """What the imported files say of the name; asked once."""
        if (name, kind) not in self.listings:
            self.listings[name, kind] = self.evidence.listed.find(name, kind)
        return self.listings[name, kind]

    def _in_book(self, name: str, kind: str) -> _Decision | None:
        key = name_key(name, kind)
        # What the registry and the files have under the name was asked for before, and was no hit.
        found = [entity for entity in self.evidence.known.find(key, kind) if self._is_free(entity)]
        if len(found) != 1:
            return None
        doubts = self._asked(name, kind, self._rivals(name, kind, found[0]))
        reason = f"same name key '{key}' as {found[0].name}, met before"
        return _Decision(found[0], _IN_DOUBT if doubts else _SCORES["book"], (reason,), doubts)

    def _is_free(self, entity: Entity) -> bool:
        """Whether the entity is one that news made known, by its name."""
        return self.evidence.registry.get(entity.id) is None and not entity.id.startswith(LISTED_ID)

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
        evidence = Doubts(self.evidence.registry, self.evidence.known)
        asked = self._asked(name, kind, rivals)
        doubts = evidence.of(name, kind, entity, self._longer(name, kind), asked)
        reason = f"no known entity is sure to be meant by the name key '{key}'"
        if rivals:
            where = "the registry" if rivals != self._found(name, kind).rivals else "the imported names"
            listed = ", ".join(rival.name for rival in rivals)
            reason = f"'{name}' is ambiguous in {where} ({listed}) and the story does not tell which"
        return _Decision(entity, _IN_DOUBT if doubts else _NEW, (reason,), doubts)

    def _rivals(self, name: str, kind: str, chosen: Entity) -> tuple[Entity, ...]:
        """The entities of the registry and of imported files that an ambiguous name could mean as well."""
        alike = {"org", "gov"} if kind in {"org", "gov"} else {kind}
        registry = self.evidence.registry
        found = (*registry.lookup(name, kind), *registry.meanings(name), *self._found(name, kind).rivals)
        rivals = {entity.id: entity for entity in found if entity.kind in alike and entity.id != chosen.id}
        return tuple(rivals.values())

    def _asked(self, name: str, kind: str, rivals: Iterable[Entity]) -> tuple[Doubt, ...]:
        """The rivals as a person is asked about them; of those from a file of names, who lists them."""
        found = self._found(name, kind)
        return tuple(
            replace(one, reason=f"{one.reason}, {found.reason}") if one.entity in found.rivals else one
            for one in listed_doubts(name, rivals)
        )


def _bare(name: str) -> str:
    """The spelling without blanks around it and without a possessive."""
    name = " ".join(name.split())
    return name[:-2] if name.endswith(("'s", "’s")) and len(name) > 2 else name
