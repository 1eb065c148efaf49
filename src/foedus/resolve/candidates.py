"""Whom a user may mean by what was typed: exact names first, then beginnings, then "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from foedus.model import Entity
from foedus.resolve.keys import full_key, name_key
from foedus.resolve.registry import Registry, surfaces

__all__ = ["Candidate", "find_candidates"]

_HOW = ("exact", "ticker", "ambiguous", "prefix", "similar")
# Below this rapidfuzz ratio (0 to 100) two keys share little more than letters.
_SIMILAR = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity that a text can mean: how it was found, by which surface, and how near (0 to 1).

    `how` is exact, ticker, ambiguous (the registry lists the text as one of several meanings),
    prefix, or similar (a suggestion only).
    """

    entity: Entity
    how: str
    surface: str
    score: float


def find_candidates(
    text: str, *, registry: Registry, entities: Iterable[Entity] = (), limit: int = 5
) -> tuple[Candidate, ...]:
    """The entities a typed text can mean, best first, at most `limit`, each once.

    `entities` are those of the book beside the registry's. Suggestions (`similar`) come only where
    nothing fits exactly or by its beginning; a blank text means nobody.
    """
    key = full_key(text)
    if not text.strip() or limit < 1:
        return ()
    book = [entity for entity in entities if registry.get(entity.id) is None]
    named = [(surface, entity) for entity in (*book, *registry) for surface in surfaces(entity)]
    found: dict[str, Candidate] = {}
    for candidate in sorted(
        (*_named(text, key, named), *_listed(text, registry)),
        key=lambda candidate: (_HOW.index(candidate.how), -candidate.score, candidate.surface),
    ):
        found.setdefault(candidate.entity.id, candidate)
    return tuple(found.values())[:limit] or _similar(text, named, limit)


def _named(text: str, key: str, named: Iterable[tuple[str, Entity]]) -> Iterator[Candidate]:
    """Entities with a name of the same key, or one that begins with the text."""
    for surface, entity in named:
        whole = full_key(surface)
        if whole == key or name_key(surface, entity.kind) == name_key(text, entity.kind):
            yield Candidate(entity=entity, how="exact", surface=surface, score=1.0)
        elif whole.startswith(key):
            yield Candidate(entity=entity, how="prefix", surface=surface, score=len(key) / len(whole))


def _listed(text: str, registry: Registry) -> Iterator[Candidate]:
    """Entities with the text as ticker, or listed as one of its meanings."""
    for entity in registry.meanings(text):
        yield Candidate(entity=entity, how="ambiguous", surface=text.strip(), score=0.5)
    ticker = text.strip().upper()
    for entity in registry:
        if ticker in entity.profile.tickers:
            yield Candidate(entity=entity, how="ticker", surface=ticker, score=1.0)


def _similar(text: str, named: list[tuple[str, Entity]], limit: int) -> tuple[Candidate, ...]:
    key, keys = name_key(text, "org"), [name_key(surface, entity.kind) for surface, entity in named]
    found: dict[str, Candidate] = {}
    for _, score, place in process.extract(
        key, keys, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=4 * limit
    ):
        surface, entity = named[place]
        found.setdefault(
            entity.id, Candidate(entity=entity, how="similar", surface=surface, score=score / 100)
        )
    return tuple(found.values())[:limit]
