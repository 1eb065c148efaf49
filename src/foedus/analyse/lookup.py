"""From a typed name to the entity it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from foedus.errors import NotFoundError
from foedus.model import Entity

if TYPE_CHECKING:
    from foedus.record import View

__all__ = ["Found", "find"]

_LIKE = 65.0
_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The entity a name means, and the others that bear exactly this name too."""

    entity: Entity
    others: tuple[Entity, ...] = ()


def find(view: View, name: str) -> Found:
    """The entity meant by a name, or by an id: of several that bear it, the one that stories name most.

    Raises `NotFoundError`, with names that look alike, where the book knows none.
    """
    by_id = view.entity(name)
    if by_id is not None:
        return Found(entity=by_id)
    typed = utils.default_process(name)
    found = view.find_entities(name)
    exact = [one for one in found if typed in {utils.default_process(n) for n in (one.name, *one.aliases)}]
    if exact:
        return Found(entity=exact[0], others=tuple(exact[1:]))
    if len(found) == 1:
        return Found(entity=found[0])
    raise NotFoundError(_unknown(name, [one.name for one in found] or _similar(view, name)))


def _similar(view: View, name: str) -> list[str]:
    known = {written: entity.name for written, entity in view.known_names()}
    close = process.extract(
        name, known.keys(), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_LIKE, limit=10
    )
    return [known[written] for written, _, _ in close]


def _unknown(name: str, similar: list[str]) -> str:
    shown = " ".join(name.split())[:80]
    names = list(dict.fromkeys(similar))[:_SUGGESTIONS]
    if not names:
        return f"The book names nobody called {shown!r}."
    quoted = [f"{one!r}" for one in names]
    ending = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return f"The book names nobody called {shown!r}: did you mean {ending}?"
