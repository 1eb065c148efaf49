"""What imported files of names say of an entity, each value with its source and date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foedus.model import Entity, Listing
from foedus.resolve import MOST_LISTED, Listed, grouped, key_for, load_registry

if TYPE_CHECKING:
    from foedus.record import View

__all__ = ["Stated", "entities_listed", "listings_of", "stated"]

_KINDS = ("org", "person", "product", "threat")
_SCHEMES = ("ticker", "lei", "cik", "wikidata")

Stated = dict[tuple[str, str], tuple[str, ...]]
"""Values by field, each with who states it and as of when: `{("country", "DE"): ("GLEIF 2025-06-19",)}`."""


class _Names:
    """The listings of a view, by key."""

    def __init__(self, view: View) -> None:
        self._view = view

    def find(self, key: str) -> Sequence[Listing]:
        """The listings under a key, oldest first."""
        return self._view.find_listings(key, limit=MOST_LISTED)


def listings_of(view: View, entity: Entity) -> tuple[Listing, ...]:
    """The listings about an entity, by its names: of imports that are done and stand, as the view knows."""
    if not any(one.state == "done" for one in view.imports()):
        return ()
    names = _Names(view)
    listed = Listed(names, load_registry())
    found: dict[tuple[str, int], Listing] = {}
    for key in dict.fromkeys(key_for(name, entity.kind) for name in (entity.name, *entity.aliases)):
        for group in grouped(names.find(key)):
            if listed.entity(group).id == entity.id:
                found.update(((one.import_id, one.row), one) for one in group)
    return tuple(found.values())


def entities_listed(view: View, text: str) -> list[tuple[Entity, tuple[Listing, ...]]]:
    """Every entity that the imports know by a name, a ticker or an id, with what they say of it."""
    if not any(one.state == "done" for one in view.imports()):
        return []
    keys = [key_for(text, kind) for kind in _KINDS]
    keys += [f"{scheme} {text.strip().casefold()}" for scheme in _SCHEMES]
    names = _Names(view)
    listed = Listed(names, load_registry())
    found = [(listed.entity(group), group) for key in keys for group in grouped(names.find(key))]
    return list({(entity.id, group[0].own_id): (entity, group) for entity, group in found}.values())


def stated(listings: Sequence[Listing]) -> Stated:
    """Every value that the listings state, names first; where they differ, each stands."""
    said: dict[tuple[str, str], list[str]] = {}
    fields = dict.fromkeys(["name", *(field for one in listings for field in sorted(one.values))])
    for field in fields:
        if field == "source":
            continue
        for one in listings:
            who = f"{'; '.join((one.source, *one.all_of('source')))} {one.dated or ''}".strip()
            for value in (one.name,) if field == "name" else one.all_of(field):
                said.setdefault((field, value), []).append(who)
    return {key: tuple(dict.fromkeys(who)) for key, who in said.items()}
