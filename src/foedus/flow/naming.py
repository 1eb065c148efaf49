"""From what a person types to what a judgement is about: an entity by itself, or a name given to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.analyse import bears, nobody
from foedus.errors import InputError
from foedus.model import Entity
from foedus.record import View
from foedus.resolve import name_key, new_entity_id

__all__ = ["ALIKE", "Named", "named", "parted_ids"]

ALIKE = frozenset({"org", "gov"})
"""Kinds that may be one: a regulator may be called either."""

_KINDS = ("org", "gov", "person", "product", "threat")
_MOST = 50
_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The entity that a typed text means, by itself; the ids of that name, where stories use it so."""

    typed: str
    entity: Entity
    name_ids: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The entity's id."""
        return self.entity.id


def named(view: View, text: str) -> Named:
    """What a typed id or name means.

    Raises `NotFoundError` where the book knows nobody of that name, `InputError` where the name is
    empty or several bear it.
    """
    if not text.strip():
        raise InputError("A name is empty: give the name or the id of an organisation.")
    text = text.encode("utf-8", "replace").decode("utf-8")
    by_id = view.entities_by_id((text,), joined=False).get(text)
    if by_id is not None:
        return Named(typed=by_id.name, entity=by_id)
    found = view.find_entities(text, limit=_MOST, joined=False)
    met = _met(view, text)
    exact = [one for one in found if bears(one, text)] or _given(view, met)
    entity = _one(view, text, exact or (found if len(found) == 1 else []))
    name_ids = tuple(sorted(name_id for name_id, ids in met.items() if entity.id in ids))
    return Named(typed=text.strip(), entity=entity, name_ids=name_ids)


def parted_ids(one: Named, other: Named) -> tuple[str, ...]:
    """The ids of the one of two names of an entity that can be set apart from it: not its own name.

    Raises `InputError` where both are one name to the book, or no story calls the entity so.
    """
    entity = one.entity
    keys = {name_key(named.typed, entity.kind): named for named in (other, one)}
    if len(keys) == 1:
        raise InputError(
            f"{one.typed!r} and {other.typed!r} are one name to the book: it cannot tell them apart."
        )
    leaving = [named for key, named in keys.items() if key != name_key(entity.name, entity.kind)][-1]
    ids = tuple(name_id for name_id in leaving.name_ids if name_id != entity.id)
    if not ids:
        raise InputError(f"No story calls {entity.name} {leaving.typed!r}: there is nothing to set apart.")
    return ids


def _met(view: View, text: str) -> dict[str, frozenset[str]]:
    """The ids of that name, of any kind, that stories use, with the entities that rules gave it to."""
    return view.entities_of_names(new_entity_id(kind, name_key(text, kind)) for kind in _KINDS)


def _given(view: View, met: dict[str, frozenset[str]]) -> list[Entity]:
    """The entities by themselves that bear no such name, but are called so in stories."""
    ids = sorted({entity_id for some in met.values() for entity_id in some})
    return list(view.entities_by_id(ids, joined=False).values())


def _one(view: View, text: str, found: Sequence[Entity]) -> Entity:
    """The one entity meant: of several that are one, the first; organisations before what else is called so.

    Raises the errors of `named`.
    """
    if not found:
        raise nobody(view, text)
    identities = view.identities()
    meant: dict[str, Entity] = {}
    for entity in found:
        meant.setdefault(identities.canonical(entity.id), entity)
    standing = [one for one in meant.values() if one.kind in ALIKE] or list(meant.values())
    if len(standing) == 1:
        return standing[0]
    listed = [f"{one.name} ({one.kind}, {one.id})" for one in standing[:_TOLD]]
    more = f" and {len(standing) - _TOLD} more" if len(standing) > _TOLD else ""
    shown = " ".join(text.split())[:80]
    raise InputError(f"{shown!r} may mean several: {', '.join(listed)}{more}. Give the id of one.")
