"""What goes into resolving: names as they were met, and the entities already in the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from foedus.model import Entity

__all__ = ["KnownNames", "NamedMention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMention:
    """A mention and the name it stands for: its own words, or those its nominal refers to.

    Where a nominal stands for two ("the two firms"), `name` holds both, joined by " & ".
    """

    mention_id: str
    name: str
    kind: str
    story_id: str


class KnownNames(Protocol):
    """The entities met before, by name key: what a book is asked while names are resolved."""

    def find(self, key: str, kind: str) -> tuple[Entity, ...]:
        """The entities of that kind that have a name with that `name_key`, oldest first."""
        ...

    def near(self, name: str, kind: str) -> tuple[Entity, ...]:
        """The entities that the name may be a shorter or a longer form of: `NearNames.find`."""
        ...
