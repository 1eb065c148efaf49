"""The closed lists of Foedus, loaded from `vocabulary.toml` and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Relation", "Vocabulary", "vocabulary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation: which kinds may stand at its ends, whether order matters, how it is said."""

    name: str
    group: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    symmetric: bool
    verb: str
    bare: str

    @property
    def one_sided(self) -> bool:
        """Whether the relation has no object (`raises`, `restructures`)."""
        return not self.object


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Kinds, relations, stages, certainties and roles; tuples keep the order of the file."""

    version: str
    kinds: tuple[str, ...]
    relations: dict[str, Relation]
    stages: tuple[str, ...]
    certainties: tuple[str, ...]
    roles: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary this version of Foedus speaks; loaded once.

    Raises `ValueError` when the file contradicts itself, which only a developer can cause.
    """
    raw = tomllib.loads(files("foedus.model").joinpath("vocabulary.toml").read_text("utf-8"))
    kinds = tuple(raw["kinds"])
    relations = {}
    for name, entry in raw["relations"].items():
        relation = Relation(
            name=name,
            group=entry["group"],
            subject=tuple(entry["subject"]),
            object=tuple(entry.get("object", ())),
            symmetric=entry.get("symmetric", False),
            verb=entry["verb"],
            bare=entry["bare"],
        )
        unknown = {*relation.subject, *relation.object} - set(kinds)
        if unknown:
            raise ValueError(f"relation {name} names unknown kinds {sorted(unknown)}")
        if relation.symmetric and relation.subject != relation.object:
            raise ValueError(f"symmetric relation {name} must allow the same kinds on both sides")
        relations[name] = relation
    return Vocabulary(
        version=raw["version"],
        kinds=kinds,
        relations=relations,
        stages=tuple(raw["stages"]),
        certainties=tuple(raw["certainties"]),
        roles=tuple(raw["roles"]),
    )
